/** Why a person cannot be let in, or a page not be answered; the set is closed. */
export type EntryProblemCode =
  /** No passkey belongs to the user number. */
  | 'number_without_passkey'
  /** No identity has the recovery phrase. */
  | 'phrase_unknown'
  /** The page that asked is gone. */
  | 'window_gone'
  /** The device was not confirmed while its code was good. */
  | 'enrolment_over';

/** A way in that ended without anybody being let in. */
export class EntryProblem extends Error {
  override readonly name = 'EntryProblem';
  readonly code: EntryProblemCode;

  constructor(code: EntryProblemCode) {
    super(code);
    this.code = code;
  }
}
