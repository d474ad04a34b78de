import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { findGoverned } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod, type MethodRequest } from './management-method.ts';
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
  ingress: 'controllers_and_admins',
  query: false,
  effectiveId: 'canister_id',
  handle(request, argument) {
    const canister = findGoverned(request, argument.canister_id);
    makeEmpty(request, canister, argument.sender_canister_version);
    return DONE;
  },
};

/** Uninstalls a canister that the caller may uninstall. */
export function makeEmpty(
  request: MethodRequest,
  canister: CanisterState,
  senderVersion: [] | [bigint],
): void {
  const { host } = request;
  host.uninstall(canister);
  canister.chunks.clear();
  host.clearChunks(canister);
  canister.log = [];
  recordChange(request, canister, { kind: 'code_uninstall' }, senderVersion);
  host.touch(canister);
}
