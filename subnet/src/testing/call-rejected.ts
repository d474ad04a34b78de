import type { Reject } from '../reject.ts';

/** A call or query that ended without a reply, as its caller learns of it. */
export class CallRejected extends Error {
  override readonly name = 'CallRejected';
  /** Source: interface specification, "Reject codes". */
  readonly rejectCode: number;
  /** Such as `IC0503`. */
  readonly errorCode: string;
  /** The text without the codes. */
  readonly rejectMessage: string;

  constructor({
    code,
    errorCode,
    message,
  }: Pick<Reject, 'errorCode' | 'message'> & { readonly code: number }) {
    super(`reject code ${code}, ${errorCode}: ${message}`);
    this.rejectCode = code;
    this.errorCode = errorCode;
    this.rejectMessage = message;
  }
}
