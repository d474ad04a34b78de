import type { Identity } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import type { SessionsOptions } from './session-renewal.ts';

/** Where people sign in, and for how long. */
export interface SignInOptions {
  /** Address of the identity provider, such as `https://id.ai`. */
  readonly identityProvider: string;
  /** Origin by which principals are derived, where it is not the page's own; it must list the page's as an alternative. */
  readonly derivationOrigin?: string;
  /** How long a sign-in is asked for. Bounds: at most 30 days; 8 hours unless told. Units: milliseconds. */
  readonly maxTimeToLiveMs?: number;
  /** Without a sign of the person for so long she is signed out; 15 minutes unless told. Units: milliseconds. */
  readonly idleMs?: number;
  /**
   * Where the provider's sessions are renewed: the sign-in is then one that the person can end from any device, under short
   * delegations. Providers without sessions give a delegation as ever.
   */
  readonly sessions?: SessionsOptions;
}

/** Who is signed in. */
export interface SignedIn {
  /** Signs calls with a key that cannot leave the browser, under a delegation of the provider. */
  readonly identity: Identity;
  readonly principal: Principal;
  /** When the sign-in ends. Units: milliseconds since 1970-01-01 UTC. */
  readonly expiresAtMs: number;
}

/** Why who is signed in changed. */
export type SignInChange =
  | 'signed_in'
  | 'signed_out'
  /** The delegation or the session ended, by its time or by the person on another device. */
  | 'expired'
  /** Nobody was there for the time that may pass. */
  | 'idle'
  /** In another tab of the browser. */
  | 'elsewhere';

/** Signing in to a page, and who is signed in. */
export interface SignIn {
  /** Undefined: nobody. The same value until it changes. */
  current(): SignedIn | undefined;
  /**
   * Opens the provider's window; call it in the handler of a click, before anything else is waited for.
   * Errors: SignInFailed.
   */
  signIn(): Promise<SignedIn>;
  /** Forgets the key and the delegation, in every tab. */
  signOut(): Promise<void>;
  /** Tells of every change; the result ends it. */
  subscribe(listener: (change: SignInChange) => void): () => void;
  /** Lets go of timers and listeners; nobody is signed out by it. */
  dispose(): void;
}
