/** What was wrong with a proof; the set is closed. */
export type ProofFault =
  /** Bytes that are no certificate, witness or record at all. */
  | 'malformed'
  /** The signature chain does not end at the root key. */
  | 'signature'
  /** The certificate was signed too long ago, or in the future. */
  | 'time'
  /** The certificate speaks of another canister, or of none. */
  | 'canister'
  /** The witness does not hash to what the canister certified. */
  | 'witness'
  /** The answer carries no proof where one is due. */
  | 'missing'
  /** The record is not the one that the witness speaks of, or not the one that was asked for. */
  | 'record'
  /** A proof over the log does not lead to the certified log root. */
  | 'log';

/**
 * Thrown instead of returning data whose proof does not hold; nothing of the answer may be used.
 */
export class ProofInvalid extends Error {
  override readonly name = 'ProofInvalid';
  readonly fault: ProofFault;

  constructor(fault: ProofFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
