/** Which rule a message broke. */
export type RefusalKind =
  | 'oversize'
  | 'malformed'
  | 'too-many-types'
  | 'too-many-arguments'
  | 'recursive-type'
  | 'zero-sized-elements'
  | 'too-many-values'
  | 'too-deep'
  | 'integer-too-long'
  | 'unsupported';

/**
 * Why a message is not to be decoded.
 * Units: `position` counts bytes from the start of the message.
 */
export interface CandidRefusal {
  readonly kind: RefusalKind;
  readonly position: number;
  /** "expected X, got Y". */
  readonly message: string;
}

/** Carries a refusal to the door of this package, never further. */
export class CandidRefused extends Error {
  override readonly name = 'CandidRefused';
  readonly refusal: CandidRefusal;

  constructor(refusal: CandidRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Ends the admission of a message. */
export function refuse(kind: RefusalKind, position: number, message: string): never {
  throw new CandidRefused({ kind, position, message });
}
