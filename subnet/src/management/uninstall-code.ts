import type { Principal } from '@dfinity/principal';
import { findControlled } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { recordChange } from './record-change.ts';

interface UninstallCodeArgument {
  readonly canister_id: Principal;
  readonly sender_canister_version: [] | [bigint];
}

/**
 * Makes a canister empty: code, memories, chunks and log go, cycles, controllers and history stay.
 * Errors: IC0301, IC0512.
 * Source: interface specification, "uninstall_code".
 */
export const uninstallCode: ManagementMethod<UninstallCodeArgument> = {
  name: 'uninstall_code',
  types: MANAGEMENT_IDL.uninstall_code,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, argument) {
    const { host } = request;
    const canister = findControlled(request, argument.canister_id);
    host.uninstall(canister);
    canister.chunks.clear();
    host.clearChunks(canister);
    canister.log = [];
    recordChange(request, canister, { kind: 'code_uninstall' }, argument.sender_canister_version);
    host.touch(canister);
    return DONE;
  },
};
