/** What an authenticator gave is not what the standards promise. */
export class PasskeyInvalid extends Error {
  override readonly name = 'PasskeyInvalid';
}
