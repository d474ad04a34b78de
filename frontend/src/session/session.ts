import type { Identity, Principal, SignInChange, SignInFailedCode } from '@indus/client';

/** Why nobody is signed in any more, or still not. */
export type SignedOutBecause =
  | Exclude<SignInChange, 'signed_in'>
  | SignInFailedCode
  /** The part of the portal that signs in could not be fetched. */
  | 'unavailable';

/** Whether somebody is signed in, and who. */
export type Session =
  /** The device is asked whether somebody signed in earlier. */
  | { readonly state: 'restoring' }
  | { readonly state: 'signed-out'; readonly because?: SignedOutBecause }
  /** The identity provider's window is open. */
  | { readonly state: 'signing-in' }
  | {
      readonly state: 'signed-in';
      readonly identity: Identity;
      readonly principal: Principal;
      /** End of the delegation. Units: milliseconds since 1970-01-01 UTC. */
      readonly expiresAtMs: number;
    };

/** The session, with what changes it. */
export interface SessionControl {
  readonly session: Session;
  /** Context: in the handler of a click, or browsers block the window. */
  readonly signIn: () => void;
  /** Signs out on this device and forgets what it keeps of the person. */
  readonly signOut: () => Promise<void>;
}
