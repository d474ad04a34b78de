import type { Principal } from '@dfinity/principal';
import { keyText } from '../principal.ts';
import { findGoverned } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { ManagementRefused } from './management-refused.ts';

/**
 * Deletes a stopped canister for good, with its cycles.
 * Errors: IC0301, IC0512 (also for a canister that would delete itself), IC0510 unless stopped, IC0203 while messages wait.
 * Source: interface specification, "delete_canister".
 */
export const deleteCanister: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'delete_canister',
  types: MANAGEMENT_IDL.delete_canister,
  ingress: 'controllers_and_admins',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const canister = findGoverned(request, canister_id);
    const id = keyText(canister.key);
    if (canister.key === request.call.caller) {
      throw new ManagementRefused('IC0512', `Canister ${id} cannot delete itself.`);
    }
    if (canister.status !== 'stopped') {
      throw new ManagementRefused('IC0510', `Canister ${id} must be stopped before it is deleted.`);
    }
    if (canister.queue.length > 0 || canister.callbacks.size > 0) {
      throw new ManagementRefused(
        'IC0203',
        `Canister ${id} has messages in its queues and cannot be deleted now. Please retry after some time.`,
      );
    }
    canister.chunks.clear();
    request.host.clearChunks(canister);
    const snapshots = [...canister.snapshots.values()];
    canister.snapshots.clear();
    for (const snapshot of snapshots) request.host.snapshots.drop(snapshot);
    request.host.deleteCanister(canister);
    return DONE;
  },
};
