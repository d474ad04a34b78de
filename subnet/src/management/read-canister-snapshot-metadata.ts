import type { Principal } from '@dfinity/principal';
import type { CanisterSnapshot } from '../canister/snapshot.ts';
import { findSnapshot, findWithVisibleSnapshots } from './find-snapshot.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';

interface ReadCanisterSnapshotMetadataArgument {
  readonly canister_id: Principal;
  readonly snapshot_id: Uint8Array;
}

/**
 * Tells all about a snapshot but its data, to whom the snapshot visibility of its canister admits.
 * Errors: IC0301, IC0512, IC0305.
 * Source: interface specification, "read_canister_snapshot_metadata".
 */
export const readCanisterSnapshotMetadata: ManagementMethod<ReadCanisterSnapshotMetadataArgument> = {
  name: 'read_canister_snapshot_metadata',
  types: MANAGEMENT_IDL.read_canister_snapshot_metadata,
  ingress: 'snapshot_viewers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id, snapshot_id }) {
    return reply(metadataOf(findSnapshot(findWithVisibleSnapshots(request, canister_id), snapshot_id)));
  },
};

function metadataOf(snapshot: CanisterSnapshot): unknown {
  const { globalTimerNs: timer, lowMemoryHook: hook } = snapshot;
  return {
    source: { [snapshot.source]: null },
    taken_at_timestamp: snapshot.takenAtNs,
    wasm_module_size: BigInt(snapshot.moduleBytes),
    globals: snapshot.globals.map(({ type, value }) => ({ [type]: value })),
    wasm_memory_size: BigInt(snapshot.heapBytes),
    stable_memory_size: BigInt(snapshot.stableBytes),
    wasm_chunk_store: [...snapshot.chunks.keys()]
      .sort()
      .map((hash) => ({ hash: new Uint8Array(Buffer.from(hash, 'hex')) })),
    canister_version: snapshot.canisterVersion,
    certified_data: snapshot.certifiedData,
    global_timer: timer === undefined ? [] : [timer === 0n ? { inactive: null } : { active: timer }],
    on_low_wasm_memory_hook_status: hook === undefined ? [] : [{ [hook]: null }],
  };
}
