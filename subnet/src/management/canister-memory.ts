import type { CanisterChange } from '../canister/history.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { CanisterSnapshot } from '../canister/snapshot.ts';
import { CHUNK_BYTES_MAX } from '../limits.ts';
import type { ModuleInfo } from '../wasm/prepared-module.ts';
import { allocatedBytes, cyclesPerDay } from '../canister/holding-costs.ts';
import { LOG_RECORD_OVERHEAD_BYTES } from './management-limits.ts';

/** Memory of a canister by use, under the names of `memory_metrics`. Units: bytes. */
export interface MemoryMetrics {
  readonly wasm_memory_size: bigint;
  readonly stable_memory_size: bigint;
  readonly global_memory_size: bigint;
  readonly wasm_binary_size: bigint;
  readonly custom_sections_size: bigint;
  readonly canister_history_size: bigint;
  readonly wasm_chunk_store_size: bigint;
  readonly snapshots_size: bigint;
  readonly log_memory_store_size: bigint;
}

/** An entry without its principals and hashes, and one principal with its length. */
const CHANGE_BYTES = 64;
const PRINCIPAL_BYTES = 30;
const HASH_BYTES = 32;

/**
 * Measures a canister.
 * Source: interface specification, "canister_status", "Memory Metrics"; a chunk counts as a full one.
 */
export function memoryMetrics(canister: CanisterState): MemoryMetrics {
  const { memory, code } = canister;
  const sections = code === undefined ? 0 : sectionBytes(code.info);
  let history = 0;
  for (const change of canister.history) history += changeBytes(change);
  let log = 0;
  for (const { content } of canister.log) log += content.length + LOG_RECORD_OVERHEAD_BYTES;
  let snapshots = 0;
  for (const snapshot of canister.snapshots.values()) snapshots += snapshotBytes(snapshot);
  return {
    wasm_memory_size: BigInt(memory.wasm),
    stable_memory_size: memory.stable,
    global_memory_size: BigInt(memory.globals),
    wasm_binary_size: BigInt(code?.moduleBytes ?? 0),
    custom_sections_size: BigInt(sections),
    canister_history_size: BigInt(history),
    wasm_chunk_store_size: BigInt(canister.chunks.size * CHUNK_BYTES_MAX),
    snapshots_size: BigInt(snapshots),
    log_memory_store_size: BigInt(log),
  };
}

/** What a snapshot takes. A chunk counts as a full one. */
export function snapshotBytes(snapshot: CanisterSnapshot): number {
  const { moduleBytes, heapBytes, stableBytes, globals, chunks, certifiedData } = snapshot;
  let values = 0;
  for (const { type } of globals) values += type === 'v128' ? 16 : 8;
  const store = chunks.size * CHUNK_BYTES_MAX;
  return moduleBytes + heapBytes + stableBytes + values + store + certifiedData.length;
}

/** What a snapshot of the canister would take now. Units: bytes. */
export function nextSnapshotBytes({ code, memory, chunks, certifiedData }: CanisterState): bigint {
  const store = chunks.size * CHUNK_BYTES_MAX;
  return (
    BigInt((code?.moduleBytes ?? 0) + memory.wasm + memory.globals + store + certifiedData.length) +
    memory.stable
  );
}

/** Sum of all uses. */
export function memoryTotal(metrics: MemoryMetrics): bigint {
  let total = 0n;
  for (const bytes of Object.values(metrics) as bigint[]) total += bytes;
  return total;
}

/** What a module takes, by its size as uploaded and its custom sections. Units: bytes. */
export function codeBytes(moduleBytes: number, info: ModuleInfo): bigint {
  return BigInt(moduleBytes + sectionBytes(info));
}

function sectionBytes({ metadata }: ModuleInfo): number {
  let bytes = 0;
  for (const { name, content } of metadata) bytes += name.length + content.length;
  return bytes;
}

/** All memory of a canister. Units: bytes. */
export function usedBytes(canister: CanisterState): bigint {
  return memoryTotal(memoryMetrics(canister));
}

/** What a canister burns in a day without running. Units: cycles. Source: published cycle costs, 13-node subnet. */
export function idleCyclesPerDay(canister: CanisterState, memoryBytes: bigint): bigint {
  const { computeAllocation, memoryAllocation } = canister.settings;
  return cyclesPerDay(allocatedBytes(memoryBytes, memoryAllocation), computeAllocation);
}

function changeBytes({ details }: CanisterChange): number {
  const controllers = 'controllers' in details ? (details.controllers?.length ?? 0) : 0;
  const hash = details.kind === 'code_deployment' ? HASH_BYTES : 0;
  return CHANGE_BYTES + controllers * PRINCIPAL_BYTES + hash;
}
