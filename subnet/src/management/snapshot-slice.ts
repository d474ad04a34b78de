import type { CanisterSnapshot, SnapshotArea } from '../canister/snapshot.ts';
import { ManagementRefused } from './management-refused.ts';

/** A part of a module or a memory. Units: bytes. */
export interface Slice {
  readonly offset: bigint;
  readonly size: bigint;
}

/** The kinds of data that are addressed by an offset, as decoded. */
export type AreaKind<Place> =
  { readonly wasm_module: Place } | { readonly wasm_memory: Place } | { readonly stable_memory: Place };

/** Which part of a snapshot a kind of data is, and where in it. */
export function areaOf<Place>(kind: AreaKind<Place>): readonly [SnapshotArea, Place] {
  if ('wasm_module' in kind) return ['module', kind.wasm_module];
  if ('wasm_memory' in kind) return ['heap', kind.wasm_memory];
  return ['stable', kind.stable_memory];
}

/** Errors: ManagementRefused IC0408 for a slice that reaches beyond the end. */
export function checkSlice(snapshot: CanisterSnapshot, area: SnapshotArea, { offset, size }: Slice): void {
  const bytes = { module: snapshot.moduleBytes, heap: snapshot.heapBytes, stable: snapshot.stableBytes }[
    area
  ];
  if (offset + size <= BigInt(bytes)) return;
  throw new ManagementRefused(
    'IC0408',
    `Invalid subslice into wasm module / main memory / stable memory: offset: ${offset}, size: ${size}`,
  );
}
