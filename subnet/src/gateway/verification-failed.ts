/** A response is not proven to be the canister's. The message is for operators, never for the client. */
export class VerificationFailed extends Error {
  override readonly name = 'VerificationFailed';
}
