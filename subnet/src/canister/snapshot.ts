import { keyText, type PrincipalKey } from '../principal.ts';

/** Value of a Wasm global. A `v128` is its 128 bits as a natural. Source: ic.did, `read_canister_snapshot_metadata_response`. */
export type GlobalValue =
  | { readonly type: 'i32' | 'f32' | 'f64'; readonly value: number }
  | { readonly type: 'i64' | 'v128'; readonly value: bigint };

/** Where the hook for low memory stands. Source: interface specification, "On Low Wasm Memory". */
export type LowMemoryHookStatus = 'condition_not_satisfied' | 'ready' | 'executed';

/** Facts about a snapshot; its bytes lie in the store. Source: interface specification, "take_canister_snapshot". */
export interface CanisterSnapshot {
  readonly canister: PrincipalKey;
  /** Counts the snapshots of its canister; never used twice. */
  readonly number: number;
  readonly source: 'taken_from_canister' | 'metadata_upload';
  readonly takenAtNs: bigint;
  readonly canisterVersion: bigint;
  /** Of a snapshot that was taken: SHA-256 (hex) of its module, which lies among the modules. */
  readonly moduleHash?: string;
  /** Units: bytes, as are the next two. */
  readonly moduleBytes: number;
  readonly heapBytes: number;
  readonly stableBytes: number;
  readonly globals: readonly GlobalValue[];
  /** Of a snapshot that was taken: globals and tables as the sandbox wrote them. */
  readonly globalState?: Uint8Array;
  /** SHA-256 (hex) and size in bytes. */
  readonly chunks: ReadonlyMap<string, number>;
  readonly certifiedData: Uint8Array;
  /** 0 when no timer is set; absent when an upload left it out. */
  readonly globalTimerNs?: bigint;
  readonly lowMemoryHook?: LowMemoryHookStatus;
}

/** What a memory of a canister or a module is called in a snapshot's data. */
export type SnapshotArea = 'module' | 'heap' | 'stable';

/** Shape: eight bytes of the number, big-endian, then the canister. Source: dfinity/ic rs/types/types/src/lib.rs, SnapshotId. */
export function snapshotId(snapshot: Pick<CanisterSnapshot, 'canister' | 'number'>): string {
  return snapshot.number.toString(16).padStart(16, '0') + snapshot.canister;
}

/** A snapshot id in an error message. */
export function snapshotText(id: string): string {
  const number = BigInt(`0x${id.slice(0, 16) || '0'}`);
  return `${number}-${keyText(id.slice(16) as PrincipalKey)}`;
}
