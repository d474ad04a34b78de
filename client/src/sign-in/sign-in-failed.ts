/** Why nobody is signed in after an attempt; the set is closed. */
export type SignInFailedCode =
  /** The browser did not open the provider's window. */
  | 'window_blocked'
  /** The person closed the window. */
  | 'window_closed'
  /** The provider refused; `reason` says why. */
  | 'refused'
  /** What the provider gave is over by this machine's clock, or would last longer than was asked: one clock is wrong. */
  | 'clock'
  /** What the provider gave is no delegation to the key of this browser. */
  | 'invalid_answer'
  /** The browser keeps no keys for this page. */
  | 'storage';

/** A sign-in that came to nothing; whoever was signed in before still is. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
  readonly code: SignInFailedCode;
  /** The provider's own word for `refused`. */
  readonly reason?: string;

  constructor(code: SignInFailedCode, message: string, options?: ErrorOptions & { reason?: string }) {
    super(message, options);
    this.code = code;
    if (options?.reason !== undefined) this.reason = options.reason;
  }
}
