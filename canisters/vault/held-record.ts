import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Detail } from './codes.ts';

/** What became of a version of a record. */
export type RecordState =
  | { readonly live: null }
  /** A later version stands; history stays readable. */
  | { readonly amended: { readonly by_version: number } }
  /** Body and salt are destroyed; the commitment can no longer be opened. */
  | { readonly erased: { readonly at_ns: bigint; readonly ticket: bigint } };

/** Certified item: what is held, without its body. */
export interface HeldRecord {
  readonly subject: Principal;
  /** From 1, dense for each subject. */
  readonly id: bigint;
  /** From 1; each version is an item of its own. */
  readonly version: number;
  readonly class: string;
  readonly detail: Detail;
  /** Issuing organisation and official. */
  readonly issuer: bigint;
  readonly issued_by: Principal;
  readonly issued_at_ns: bigint;
  /** The period that the data speak of. */
  readonly from_ns: bigint;
  readonly to_ns: bigint;
  /** Media type of the body, e.g. "application/json". */
  readonly media_type: string;
  readonly sealed: boolean;
  readonly size_bytes: number;
  /** SHA-256(salt ‖ body). */
  readonly commitment: Uint8Array;
  /** Why it was amended; absent in version 1. */
  readonly reason: [] | [string];
  /** Rights of the subject that stand on it. */
  readonly restricted: boolean;
  readonly state: RecordState;
}

/** A body with the salt that opens the commitment. Ciphertext when the class is sealed. Body up to 65,536 bytes. */
export interface RecordBody {
  readonly id: bigint;
  readonly version: number;
  readonly salt: Uint8Array;
  readonly body: Uint8Array;
}

/** Candid type of {@link RecordState}. */
export const RecordState = IDL.Variant({
  live: IDL.Null,
  amended: IDL.Record({ by_version: IDL.Nat32 }),
  erased: IDL.Record({ at_ns: IDL.Nat64, ticket: IDL.Nat64 }),
});

/** Candid type of {@link HeldRecord}. */
export const HeldRecord = IDL.Record({
  subject: IDL.Principal,
  id: IDL.Nat64,
  version: IDL.Nat32,
  class: IDL.Text,
  detail: Detail,
  issuer: IDL.Nat64,
  issued_by: IDL.Principal,
  issued_at_ns: IDL.Nat64,
  from_ns: IDL.Nat64,
  to_ns: IDL.Nat64,
  media_type: IDL.Text,
  sealed: IDL.Bool,
  size_bytes: IDL.Nat32,
  commitment: IDL.Vec(IDL.Nat8),
  reason: IDL.Opt(IDL.Text),
  restricted: IDL.Bool,
  state: RecordState,
});

/** Candid type of {@link RecordBody}. */
export const RecordBody = IDL.Record({
  id: IDL.Nat64,
  version: IDL.Nat32,
  salt: IDL.Vec(IDL.Nat8),
  body: IDL.Vec(IDL.Nat8),
});
