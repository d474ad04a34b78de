import type { CanisterState } from '../canister/canister-state.ts';
import { HISTORY_ENTRIES_MAX, type CanisterChange, type ChangeOrigin } from '../canister/history.ts';
import type { MethodRequest } from './management-method.ts';

/**
 * Appends a change to the history of a canister; its version is the canister's present one.
 * Source: interface specification, "canister_info".
 */
export function recordChange(
  { call, host }: MethodRequest,
  canister: CanisterState,
  details: CanisterChange['details'],
  senderVersion: [] | [bigint],
): void {
  const origin: ChangeOrigin =
    call.origin.kind === 'ingress'
      ? { kind: 'user', user: call.caller }
      : { kind: 'canister', canister: call.caller, version: senderVersion[0] };
  const change = { timestampNs: host.nowNs, canisterVersion: canister.version, origin, details };
  canister.history = [...canister.history, change].slice(-HISTORY_ENTRIES_MAX);
  canister.changesTotal += 1n;
}
