import type { Principal } from '@dfinity/principal';
import { findControlled } from './find-canister.ts';
import { findSnapshot, removeSnapshot } from './find-snapshot.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod } from './management-method.ts';

interface DeleteCanisterSnapshotArgument {
  readonly canister_id: Principal;
  readonly snapshot_id: Uint8Array;
}

/**
 * Deletes a snapshot of a canister.
 * Errors: IC0301, IC0512, IC0305.
 * Source: interface specification, "delete_canister_snapshot".
 */
export const deleteCanisterSnapshot: ManagementMethod<DeleteCanisterSnapshotArgument> = {
  name: 'delete_canister_snapshot',
  types: MANAGEMENT_IDL.delete_canister_snapshot,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id, snapshot_id }) {
    const canister = findControlled(request, canister_id);
    removeSnapshot(request, canister, findSnapshot(canister, snapshot_id));
    return DONE;
  },
};
