import type { Principal } from '@dfinity/principal';
import type { CanisterSnapshot } from '../canister/snapshot.ts';
import { findSnapshot, findWithVisibleSnapshots } from './find-snapshot.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { SNAPSHOT_DATA_INSTRUCTIONS, SNAPSHOT_SLICE_BYTES_MAX } from './management-limits.ts';
import { reply, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';
import { payForWork } from './plan-growth.ts';
import { areaOf, checkSlice, type Slice } from './snapshot-slice.ts';

type Kind =
  | { readonly wasm_module: Slice }
  | { readonly wasm_memory: Slice }
  | { readonly stable_memory: Slice }
  | { readonly wasm_chunk: { readonly hash: Uint8Array } };

interface ReadCanisterSnapshotDataArgument {
  readonly canister_id: Principal;
  readonly snapshot_id: Uint8Array;
  readonly kind: Kind;
}

/**
 * Gives a part of a snapshot's data to whom the snapshot visibility of its canister admits.
 * Bounds: SNAPSHOT_SLICE_BYTES_MAX. Errors: IC0301, IC0512, IC0305; IC0408 for a part that there is not.
 * Source: interface specification, "read_canister_snapshot_data".
 */
export const readCanisterSnapshotData: ManagementMethod<ReadCanisterSnapshotDataArgument> = {
  name: 'read_canister_snapshot_data',
  types: MANAGEMENT_IDL.read_canister_snapshot_data,
  ingress: 'snapshot_viewers',
  query: false,
  effectiveId: 'canister_id',
  async handle(request, { canister_id, snapshot_id, kind }) {
    const canister = findWithVisibleSnapshots(request, canister_id);
    const snapshot = findSnapshot(canister, snapshot_id);
    const chunk = await read(request, snapshot, kind);
    payForWork(request, canister, SNAPSHOT_DATA_INSTRUCTIONS + BigInt(chunk.length));
    return reply({ chunk });
  },
};

async function read({ host }: MethodRequest, snapshot: CanisterSnapshot, kind: Kind): Promise<Uint8Array> {
  if ('wasm_chunk' in kind) {
    const hash = Buffer.from(kind.wasm_chunk.hash).toString('hex');
    if (!snapshot.chunks.has(hash)) {
      throw new ManagementRefused('IC0504', `Error from Wasm chunk store: Chunk hash ${hash} was not found.`);
    }
    return host.snapshots.readChunk(snapshot, hash);
  }
  const [area, slice] = areaOf(kind);
  if (slice.size > BigInt(SNAPSHOT_SLICE_BYTES_MAX)) {
    throw new ManagementRefused(
      'IC0408',
      `Requested slice too large: ${slice.size} > ${SNAPSHOT_SLICE_BYTES_MAX}`,
    );
  }
  checkSlice(snapshot, area, slice);
  return host.snapshots.read(snapshot, area, Number(slice.offset), Number(slice.size));
}
