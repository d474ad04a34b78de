import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** A fact that an authority attests of a person, as a commitment alone. */
export interface Credential {
  readonly id: bigint;
  /** Record class of the registry. */
  readonly class: string;
  /** Organisation of the registry. */
  readonly issuer: bigint;
  readonly commitment: Uint8Array;
  readonly issued_at_ns: bigint;
  readonly expires_at_ns: [] | [bigint];
  readonly withdrawn_at_ns: [] | [bigint];
}

/** A credential as it is kept. */
export interface HeldCredential {
  readonly credential: Credential;
  /** Whom it waits for; nobody once it was accepted. */
  readonly holder: [] | [Principal];
}

/** Candid type of {@link Credential}. */
export const Credential = IDL.Record({
  id: IDL.Nat64,
  class: IDL.Text,
  issuer: IDL.Nat64,
  commitment: IDL.Vec(IDL.Nat8),
  issued_at_ns: IDL.Nat64,
  expires_at_ns: IDL.Opt(IDL.Nat64),
  withdrawn_at_ns: IDL.Opt(IDL.Nat64),
});

/** Candid type of {@link HeldCredential}. */
export const HeldCredential = IDL.Record({ credential: Credential, holder: IDL.Opt(IDL.Principal) });
