import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Source } from './canister-record.ts';

/** A principal that builds modules for an organisation, so that others need not believe the author. */
export interface Builder {
  readonly builder: Principal;
  readonly organisation: bigint;
  /** Whether what it attests counts. */
  readonly active: boolean;
  readonly changed_at_ns: bigint;
}

/** What a builder found a source to build to; never changed. */
export interface Attestation {
  readonly id: bigint;
  readonly builder: Principal;
  readonly organisation: bigint;
  readonly source: Source;
  readonly sha256: Uint8Array;
  readonly at_ns: bigint;
}

/** Candid type of {@link Builder}. */
export const Builder = IDL.Record({
  builder: IDL.Principal,
  organisation: IDL.Nat64,
  active: IDL.Bool,
  changed_at_ns: IDL.Nat64,
});

/** Candid type of {@link Attestation}. */
export const Attestation = IDL.Record({
  id: IDL.Nat64,
  builder: IDL.Principal,
  organisation: IDL.Nat64,
  source: Source,
  sha256: IDL.Vec(IDL.Nat8),
  at_ns: IDL.Nat64,
});
