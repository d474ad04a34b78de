import type { Principal } from '@dfinity/principal';
import { snapshotId, type CanisterSnapshot, type GlobalValue } from '../canister/snapshot.ts';
import { CERTIFIED_DATA_BYTES_MAX, MODULE_BYTES_MAX, STABLE_BYTES_MAX, WASM_PAGE_BYTES } from '../limits.ts';
import { snapshotBytes } from './canister-memory.ts';
import { findControlled } from './find-canister.ts';
import { findReplaced, removeSnapshot } from './find-snapshot.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { GLOBALS_MAX, HEAP_BYTES_MAX, SNAPSHOT_INSTRUCTIONS } from './management-limits.ts';
import { reply, type ManagementMethod } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';
import { planGrowth } from './plan-growth.ts';

type GlobalArgument =
  | { readonly i32: number }
  | { readonly i64: bigint }
  | { readonly f32: number }
  | { readonly f64: number }
  | { readonly v128: bigint };

type HookArgument = { condition_not_satisfied: null } | { ready: null } | { executed: null };

interface UploadCanisterSnapshotMetadataArgument {
  readonly canister_id: Principal;
  readonly replace_snapshot: [] | [Uint8Array];
  readonly wasm_module_size: bigint;
  readonly globals: readonly GlobalArgument[];
  readonly wasm_memory_size: bigint;
  readonly stable_memory_size: bigint;
  readonly certified_data: Uint8Array;
  readonly global_timer: [] | [{ inactive: null } | { active: bigint }];
  readonly on_low_wasm_memory_hook_status: [] | [HookArgument];
}

const V128_MAX = 2n ** 128n - 1n;

/**
 * Makes a snapshot of the given sizes, zero all over, to be filled by upload_canister_snapshot_data.
 * Errors: IC0301, IC0512; IC0305 for the one to replace; IC0406 for an eleventh; IC0504 for what no canister can have.
 * Source: interface specification, "upload_canister_snapshot_metadata".
 */
export const uploadCanisterSnapshotMetadata: ManagementMethod<UploadCanisterSnapshotMetadataArgument> = {
  name: 'upload_canister_snapshot_metadata',
  types: MANAGEMENT_IDL.upload_canister_snapshot_metadata,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, argument) {
    const canister = findControlled(request, argument.canister_id);
    const replaced = findReplaced(canister, argument.replace_snapshot);
    const facts = readFacts(argument);
    const snapshot: CanisterSnapshot = {
      canister: canister.key,
      number: canister.nextSnapshot,
      source: 'metadata_upload',
      takenAtNs: request.host.nowNs,
      canisterVersion: canister.version,
      chunks: new Map(),
      ...facts,
    };
    const freed = replaced === undefined ? 0 : snapshotBytes(replaced);
    const growth = { bytes: BigInt(snapshotBytes(snapshot) - freed), instructions: SNAPSHOT_INSTRUCTIONS };
    planGrowth(request, canister, growth)();
    if (replaced !== undefined) removeSnapshot(request, canister, replaced);
    // A snapshot that was given up half-way may have left data under this number.
    request.host.snapshots.drop(snapshot);
    canister.nextSnapshot++;
    canister.snapshots.set(snapshotId(snapshot), snapshot);
    request.host.touch(canister);
    return reply({ snapshot_id: new Uint8Array(Buffer.from(snapshotId(snapshot), 'hex')) });
  },
};

function readFacts(argument: UploadCanisterSnapshotMetadataArgument) {
  const { global_timer: timer, on_low_wasm_memory_hook_status: hook, certified_data } = argument;
  if (certified_data.length > CERTIFIED_DATA_BYTES_MAX) {
    throw invalid(`expected certified data of at most ${CERTIFIED_DATA_BYTES_MAX} bytes`);
  }
  if (argument.globals.length > GLOBALS_MAX) throw invalid(`expected at most ${GLOBALS_MAX} globals`);
  return {
    moduleBytes: size('Wasm module', argument.wasm_module_size, BigInt(MODULE_BYTES_MAX)),
    heapBytes: pages('Wasm memory', argument.wasm_memory_size, BigInt(HEAP_BYTES_MAX)),
    stableBytes: pages('stable memory', argument.stable_memory_size, STABLE_BYTES_MAX),
    globals: argument.globals.map(readGlobal),
    certifiedData: new Uint8Array(certified_data),
    ...(timer[0] && { globalTimerNs: 'active' in timer[0] ? timer[0].active : 0n }),
    ...(hook[0] && { lowMemoryHook: readHook(hook[0]) }),
  };
}

function readGlobal(global: GlobalArgument): GlobalValue {
  if ('i32' in global) return { type: 'i32', value: global.i32 };
  if ('i64' in global) return { type: 'i64', value: global.i64 };
  if ('f32' in global) return { type: 'f32', value: global.f32 };
  if ('f64' in global) return { type: 'f64', value: global.f64 };
  if (global.v128 > V128_MAX) throw invalid('expected a v128 of at most 2^128-1');
  return { type: 'v128', value: global.v128 };
}

function readHook(hook: HookArgument): NonNullable<CanisterSnapshot['lowMemoryHook']> {
  if ('ready' in hook) return 'ready';
  return 'executed' in hook ? 'executed' : 'condition_not_satisfied';
}

function size(what: string, bytes: bigint, max: bigint): number {
  if (bytes > max) throw invalid(`expected a ${what} of at most ${max} bytes, got ${bytes}`);
  return Number(bytes);
}

function pages(what: string, bytes: bigint, max: bigint): number {
  if (bytes % BigInt(WASM_PAGE_BYTES) !== 0n) {
    throw invalid(`expected a ${what} of whole pages of ${WASM_PAGE_BYTES} bytes, got ${bytes} bytes`);
  }
  return size(what, bytes, max);
}

function invalid(reason: string): ManagementRefused {
  return new ManagementRefused('IC0504', `Could not validate the settings: ${reason} `);
}
