/** Why a passkey did not do what was asked; the set is closed. */
export type PasskeyProblemCode =
  /** The person said no, or this device has no passkey for this page: browsers do not tell which. */
  | 'passkey_not_used'
  /** This page's time for the answer ran out before anybody touched a key. */
  | 'passkey_timed_out'
  /** The authenticator holds a passkey of this identity already. */
  | 'passkey_already_here'
  /** The authenticator cannot check who holds it, or knows none of the algorithms. */
  | 'passkey_unsuitable'
  /** The page's address is none that passkeys are made for, such as an IP address. */
  | 'passkey_wrong_address'
  /** The browser has no passkeys at all. */
  | 'passkey_unsupported'
  /** The passkey that was shown belongs to no identity here. */
  | 'passkey_unknown';

/** A passkey that was not made or did not sign. */
export class PasskeyProblem extends Error {
  override readonly name = 'PasskeyProblem';
  readonly code: PasskeyProblemCode;

  constructor(code: PasskeyProblemCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** Exceptions of the browser, by their name. Source: W3C Web Authentication Level 3, "Credentials". */
const CODES: Readonly<Record<string, PasskeyProblemCode>> = {
  NotAllowedError: 'passkey_not_used',
  AbortError: 'passkey_not_used',
  TimeoutError: 'passkey_timed_out',
  InvalidStateError: 'passkey_already_here',
  ConstraintError: 'passkey_unsuitable',
  NotSupportedError: 'passkey_unsuitable',
  SecurityError: 'passkey_wrong_address',
};

/** The house's error for an exception of `navigator.credentials`; the browser's words for it are the cause. */
export function passkeyProblem(cause: unknown, elapsedMs: number): PasskeyProblem {
  const name = cause instanceof DOMException ? cause.name : '';
  const code = CODES[name] ?? 'passkey_unsuitable';
  if (code === 'passkey_not_used' && elapsedMs >= PASSKEY_TIMEOUT_MS)
    return new PasskeyProblem('passkey_timed_out', { cause });
  return new PasskeyProblem(code, { cause });
}

/** How long a browser waits for a touch. Source: W3C Web Authentication Level 3, "Recommended range for timeouts". */
export const PASSKEY_TIMEOUT_MS = 300_000;
