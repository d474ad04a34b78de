import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { updateLowMemoryHook } from '../canister/low-memory.ts';
import { checkAllocations } from './check-allocations.ts';
import { reserve } from './cycles-account.ts';
import { findControlled } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { readSettings, type SettingsArgument } from './read-settings.ts';
import { recordChange } from './record-change.ts';

interface UpdateSettingsArgument {
  readonly canister_id: Principal;
  readonly settings: SettingsArgument;
  readonly sender_canister_version: [] | [bigint];
}

/**
 * Changes the settings that are given and keeps the others.
 * Errors: IC0301, IC0512; those of the settings.
 * Source: interface specification, "update_settings".
 */
export const updateSettings: ManagementMethod<UpdateSettingsArgument> = {
  name: 'update_settings',
  types: MANAGEMENT_IDL.update_settings,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, argument) {
    const canister = findControlled(request, argument.canister_id);
    const settings = readSettings(argument.settings);
    const reserved = checkAllocations(request.host, settings, canister);
    canister.settings = { ...canister.settings, ...settings };
    reserve(canister, reserved);
    canister.version += 1n;
    if (settings.logMemoryLimit !== undefined) trimLog(canister);
    updateLowMemoryHook(canister);
    const { controllers } = settings;
    if (controllers !== undefined) {
      const details = { kind: 'controllers_change', controllers } as const;
      recordChange(request, canister, details, argument.sender_canister_version);
    }
    request.host.touch(canister);
    return DONE;
  },
};

/** Drops the oldest log records that are beyond the limit. */
function trimLog(canister: CanisterState): void {
  let first = canister.log.length;
  let bytesLeft = Number(canister.settings.logMemoryLimit);
  while (first > 0) {
    bytesLeft -= canister.log[first - 1]?.content.length ?? 0;
    if (bytesLeft < 0 || canister.settings.logMemoryLimit === 0n) break;
    first -= 1;
  }
  canister.log = canister.log.slice(first);
}
