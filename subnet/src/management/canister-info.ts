import type { Principal } from '@dfinity/principal';
import type { CanisterChange, ChangeOrigin } from '../canister/history.ts';
import { findCanister, principalOf } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';

interface CanisterInfoArgument {
  readonly canister_id: Principal;
  readonly num_requested_changes: [] | [bigint];
}

/**
 * Tells any canister the history, module and controllers of any canister.
 * Errors: IC0301.
 * Source: interface specification, "canister_info".
 */
export const canisterInfo: ManagementMethod<CanisterInfoArgument> = {
  name: 'canister_info',
  types: MANAGEMENT_IDL.canister_info,
  ingress: 'nobody',
  query: false,
  effectiveId: 'canister_id',
  handle(request, argument) {
    const canister = findCanister(request, argument.canister_id);
    const asked = argument.num_requested_changes[0] ?? 0n;
    const kept = canister.history.length;
    const count = asked < BigInt(kept) ? Number(asked) : kept;
    return reply({
      total_num_changes: canister.changesTotal,
      recent_changes: canister.history.slice(kept - count).map(changeOf),
      module_hash: canister.code === undefined ? [] : [bytesOf(canister.code.moduleHash)],
      controllers: canister.settings.controllers.map(principalOf),
    });
  },
};

function changeOf(change: CanisterChange): unknown {
  return {
    timestamp_nanos: change.timestampNs,
    canister_version: change.canisterVersion,
    origin: originOf(change.origin),
    details: detailsOf(change.details),
  };
}

function originOf(origin: ChangeOrigin): unknown {
  if (origin.kind === 'user') return { from_user: { user_id: principalOf(origin.user) } };
  const version = origin.version === undefined ? [] : [origin.version];
  return { from_canister: { canister_id: principalOf(origin.canister), canister_version: version } };
}

function detailsOf(details: CanisterChange['details']): unknown {
  switch (details.kind) {
    case 'creation':
      return {
        creation: {
          controllers: details.controllers.map(principalOf),
          environment_variables_hash:
            details.environmentHash === undefined ? [] : [bytesOf(details.environmentHash)],
        },
      };
    case 'code_uninstall':
      return { code_uninstall: null };
    case 'code_deployment':
      return {
        code_deployment: { mode: { [details.mode]: null }, module_hash: bytesOf(details.moduleHash) },
      };
    case 'load_snapshot':
      return {
        load_snapshot: {
          from_canister_id: details.from === undefined ? [] : [principalOf(details.from)],
          snapshot_id: bytesOf(details.snapshotId),
          canister_version: details.canisterVersion,
          taken_at_timestamp: details.takenAtNs,
          source: { [details.source]: null },
        },
      };
    case 'controllers_change':
    case 'settings_change':
      return { controllers_change: { controllers: (details.controllers ?? []).map(principalOf) } };
  }
}

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'));
}
