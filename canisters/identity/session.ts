import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** What the owner sees of a session. */
export interface Session {
  readonly id: bigint;
  readonly origin: string;
  readonly opened_at_ns: bigint;
  readonly renewed_at_ns: bigint;
  readonly ends_at_ns: bigint;
  /** Public key of the device that opened it. */
  readonly device: Uint8Array;
}

/** A session as it is kept. */
export interface HeldSession {
  readonly session: Session;
  readonly anchor: bigint;
  readonly session_key: Uint8Array;
  /** The device that opened it. */
  readonly opener: Principal;
}

/** Candid type of {@link Session}. */
export const Session = IDL.Record({
  id: IDL.Nat64,
  origin: IDL.Text,
  opened_at_ns: IDL.Nat64,
  renewed_at_ns: IDL.Nat64,
  ends_at_ns: IDL.Nat64,
  device: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link HeldSession}. */
export const HeldSession = IDL.Record({
  session: Session,
  anchor: IDL.Nat64,
  session_key: IDL.Vec(IDL.Nat8),
  opener: IDL.Principal,
});
