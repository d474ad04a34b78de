import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { plainVariant } from '@indus/kit/variant';
import type { Plain } from '@indus/kit/variant';
import { Detail } from './codes.ts';
import { ConsentMode } from './consent.ts';
import { Basis } from './ledger-entry.ts';

/** Kinds of item; each kind's ids are dense from 1, and the subject's head says how many there are. */
export type ItemKind = Plain<
  'held_record' | 'consent' | 'ticket' | 'grant' | 'decision' | 'notice' | 'break_glass_use'
>;

/** Which items of one kind to list. */
export interface ItemPageRequest {
  readonly subject: Principal;
  readonly kind: ItemKind;
  readonly cursor: [] | [Uint8Array];
  /** 1 to 50; newest first. */
  readonly limit: number;
}

/** Names one version of a record. */
export interface BodyName {
  readonly id: bigint;
  readonly version: number;
}

/** Which leaves of the ledger to list. */
export interface LedgerRequest {
  readonly subject: Principal;
  /** Position of the first entry. */
  readonly from: bigint;
  /** 1 to 50. */
  readonly limit: number;
}

/** The path proves that `first` entries are the beginning of `second` (absent: as the head says), RFC 6962, 2.1.2. */
export interface LedgerConsistencyRequest {
  readonly subject: Principal;
  readonly first: bigint;
  readonly second: [] | [bigint];
}

/** Uses within a time, both ends inclusive, in the field names of the Estonian data tracker. */
export interface FindUsageRequest {
  readonly userCode: Principal;
  /** RFC 3339 with a time zone; absent: no bound on that side. */
  readonly periodStart: [] | [string];
  readonly periodEnd: [] | [string];
  /** Uses to leave out, from the latest on; absent: 0. */
  readonly offset: [] | [number];
  /** 1 to 100; absent: 100. */
  readonly limit: [] | [number];
}

/** The public log of a bucket: the hash of every ledger leaf of its subjects, in order, without saying whose. */
export interface BucketLogRequest {
  readonly bucket: number;
  readonly from: bigint;
  readonly limit: number;
}

/** Which two sizes of the log to tie together. */
export interface BucketConsistencyRequest {
  readonly bucket: number;
  readonly first: bigint;
  readonly second: [] | [bigint];
}

/** What to read, and on what ground. */
export interface ReadRequest {
  readonly subject: Principal;
  readonly basis: Basis;
  /** Code of the purpose; absent only for a delegate. */
  readonly purpose: [] | [string];
  /** Organisation for which the caller reads; absent only for a delegate. */
  readonly organisation: [] | [bigint];
  readonly on_behalf_of: [] | [string];
  readonly mode: ConsentMode;
  /** 1 to 20 classes. */
  readonly record_classes: readonly string[];
  readonly details: readonly Detail[];
  /** Only records whose period lies within. */
  readonly from_ns: bigint;
  readonly to_ns: bigint;
  readonly cursor: [] | [Uint8Array];
  /** 1 to 20 records. */
  readonly limit: number;
}

/** Which part of a subject's ledger to read, and on what ground. */
export interface ReadLedgerRequest {
  readonly subject: Principal;
  readonly basis: Basis;
  readonly organisation: [] | [bigint];
  readonly from: bigint;
  readonly limit: number;
}

/** Candid type of {@link ItemKind}. */
export const ItemKind = plainVariant([
  'held_record',
  'consent',
  'ticket',
  'grant',
  'decision',
  'notice',
  'break_glass_use',
]);

/** Candid type of {@link ItemPageRequest}. */
export const ItemPageRequest = IDL.Record({
  subject: IDL.Principal,
  kind: ItemKind,
  cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
  limit: IDL.Nat32,
});

/** Candid type of {@link BodyName}. */
export const BodyName = IDL.Record({ id: IDL.Nat64, version: IDL.Nat32 });

/** Candid type of {@link LedgerRequest}. */
export const LedgerRequest = IDL.Record({ subject: IDL.Principal, from: IDL.Nat64, limit: IDL.Nat32 });

/** Candid type of {@link LedgerConsistencyRequest}. */
export const LedgerConsistencyRequest = IDL.Record({
  subject: IDL.Principal,
  first: IDL.Nat64,
  second: IDL.Opt(IDL.Nat64),
});

/** Candid type of {@link FindUsageRequest}. */
export const FindUsageRequest = IDL.Record({
  userCode: IDL.Principal,
  periodStart: IDL.Opt(IDL.Text),
  periodEnd: IDL.Opt(IDL.Text),
  offset: IDL.Opt(IDL.Nat32),
  limit: IDL.Opt(IDL.Nat32),
});

/** Candid type of {@link BucketLogRequest}. */
export const BucketLogRequest = IDL.Record({ bucket: IDL.Nat32, from: IDL.Nat64, limit: IDL.Nat32 });

/** Candid type of {@link BucketConsistencyRequest}. */
export const BucketConsistencyRequest = IDL.Record({
  bucket: IDL.Nat32,
  first: IDL.Nat64,
  second: IDL.Opt(IDL.Nat64),
});

/** Candid type of {@link ReadRequest}. */
export const ReadRequest = IDL.Record({
  subject: IDL.Principal,
  basis: Basis,
  purpose: IDL.Opt(IDL.Text),
  organisation: IDL.Opt(IDL.Nat64),
  on_behalf_of: IDL.Opt(IDL.Text),
  mode: ConsentMode,
  record_classes: IDL.Vec(IDL.Text),
  details: IDL.Vec(Detail),
  from_ns: IDL.Nat64,
  to_ns: IDL.Nat64,
  cursor: IDL.Opt(IDL.Vec(IDL.Nat8)),
  limit: IDL.Nat32,
});

/** Candid type of {@link ReadLedgerRequest}. */
export const ReadLedgerRequest = IDL.Record({
  subject: IDL.Principal,
  basis: Basis,
  organisation: IDL.Opt(IDL.Nat64),
  from: IDL.Nat64,
  limit: IDL.Nat32,
});
