import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { Statistics } from './statistics.ts';

/** Buckets from the first to the last, both inclusive. */
export interface BucketRange {
  readonly from: number;
  readonly to: number;
}

/** What a shard is installed with. */
export interface VaultInit {
  readonly registry: Principal;
  /** Power of two, 1 to 4,096; the same on every shard, for ever. */
  readonly buckets: number;
  /** Buckets that this shard begins with. */
  readonly owned: readonly BucketRange[];
  /** Name of the vetKD key: "dfx_test_key", "test_key_1" or "key_1". */
  readonly vetkd_key: string;
}

/** A canister of this interface, with the buckets that it began with. */
export interface Shard {
  readonly canister: Principal;
  readonly owned: readonly BucketRange[];
}

/** Certified leaf, one for each bucket that the shard owns. */
export interface BucketHead {
  readonly bucket: number;
  readonly epoch: bigint;
  readonly log_size: bigint;
  readonly log_root: Uint8Array;
}

/** How far a move is. */
export interface BucketMove {
  readonly bucket: number;
  readonly to: Principal;
  readonly epoch: bigint;
  readonly state:
    | { readonly copying: null }
    | { readonly catching_up: null }
    | { readonly handing_over: null }
    | { readonly done: null }
    | { readonly failed: string };
  readonly subjects_copied: bigint;
  readonly subjects_left: bigint;
  readonly started_at_ns: bigint;
}

/** Rows of the bucket as they lie in stable memory, packed by pack-rows.ts. */
export interface BucketChunk {
  readonly bucket: number;
  readonly epoch: bigint;
  /** From 0; a chunk that arrives twice changes nothing more. */
  readonly sequence: bigint;
  readonly rows: Uint8Array;
}

/** What the new shard must have before it takes over. */
export interface BucketHandover {
  readonly bucket: number;
  readonly epoch: bigint;
  readonly log_size: bigint;
  readonly log_root: Uint8Array;
  readonly subjects: bigint;
  /** Hash of the certified tree over the bucket's subjects. */
  readonly digest: Uint8Array;
  /** What the bucket's subjects have added to the counts of the shard. */
  readonly statistics: Statistics;
}

/** Candid type of {@link BucketRange}. */
export const BucketRange = IDL.Record({ from: IDL.Nat32, to: IDL.Nat32 });

/** Candid type of {@link VaultInit}. */
export const VaultInit = IDL.Record({
  registry: IDL.Principal,
  buckets: IDL.Nat32,
  owned: IDL.Vec(BucketRange),
  vetkd_key: IDL.Text,
});

/** Candid type of {@link Shard}. */
export const Shard = IDL.Record({ canister: IDL.Principal, owned: IDL.Vec(BucketRange) });

/** Candid type of {@link BucketHead}. */
export const BucketHead = IDL.Record({
  bucket: IDL.Nat32,
  epoch: IDL.Nat64,
  log_size: IDL.Nat64,
  log_root: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link BucketMove}. */
export const BucketMove = IDL.Record({
  bucket: IDL.Nat32,
  to: IDL.Principal,
  epoch: IDL.Nat64,
  state: IDL.Variant({
    copying: IDL.Null,
    catching_up: IDL.Null,
    handing_over: IDL.Null,
    done: IDL.Null,
    failed: IDL.Text,
  }),
  subjects_copied: IDL.Nat64,
  subjects_left: IDL.Nat64,
  started_at_ns: IDL.Nat64,
});

/** Candid type of {@link BucketChunk}. */
export const BucketChunk = IDL.Record({
  bucket: IDL.Nat32,
  epoch: IDL.Nat64,
  sequence: IDL.Nat64,
  rows: IDL.Vec(IDL.Nat8),
});

/** Candid type of {@link BucketHandover}. */
export const BucketHandover = IDL.Record({
  bucket: IDL.Nat32,
  epoch: IDL.Nat64,
  log_size: IDL.Nat64,
  log_root: IDL.Vec(IDL.Nat8),
  subjects: IDL.Nat64,
  digest: IDL.Vec(IDL.Nat8),
  statistics: Statistics,
});
