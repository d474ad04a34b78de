import type { Principal } from '@dfinity/principal';
import { snapshotId, type CanisterSnapshot } from '../canister/snapshot.ts';
import { snapshotBytes } from './canister-memory.ts';
import { findWithVisibleSnapshots } from './find-snapshot.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';

/**
 * Lists the snapshots of a canister, oldest first, to whom its snapshot visibility admits.
 * Errors: IC0301, IC0512.
 * Source: interface specification, "list_canister_snapshots".
 */
export const listCanisterSnapshots: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'list_canister_snapshots',
  types: MANAGEMENT_IDL.list_canister_snapshots,
  ingress: 'snapshot_viewers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const { snapshots } = findWithVisibleSnapshots(request, canister_id);
    return reply([...snapshots.values()].map(snapshotView));
  },
};

/** A snapshot as `snapshot` of the interface. */
export function snapshotView(snapshot: CanisterSnapshot): unknown {
  return {
    id: new Uint8Array(Buffer.from(snapshotId(snapshot), 'hex')),
    taken_at_timestamp: snapshot.takenAtNs,
    total_size: BigInt(snapshotBytes(snapshot)),
  };
}
