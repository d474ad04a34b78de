import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import type { Origin } from '../canister/call-context.ts';
import type { CanisterState, StopWaiter } from '../canister/canister-state.ts';
import type { Answer } from '../canister/message.ts';
import { reject } from '../reject.ts';
import { findGoverned } from './find-canister.ts';
import type { ManagementHost } from './management-host.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { STOP_TIMEOUT_NS } from './management-limits.ts';
import { DONE, type ManagementMethod } from './management-method.ts';

/**
 * Asks a canister to stop. The call stays pending until the canister has no open call context, is started again, or
 * takes too long.
 * Errors: IC0301, IC0512; later IC0511 (started again), IC0206 (too long).
 * Source: interface specification, "stop_canister".
 */
export const stopCanister: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'stop_canister',
  types: MANAGEMENT_IDL.stop_canister,
  ingress: 'controllers_and_admins',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const { call, host } = request;
    const canister = findGoverned(request, canister_id);
    canister.version += 1n;
    host.touch(canister);
    if (canister.status === 'stopped') return DONE;
    canister.status = 'stopping';
    canister.stopWaiters = [...canister.stopWaiters, { origin: call.origin, askedAtNs: host.nowNs }];
    return { kind: 'pending' };
  },
};

/**
 * Stops every stopping canister that has no open call context left and answers who waits for it; answers with a
 * rejection who has waited too long. With a canister, only for that one.
 * Context: after the messages of a round, and whenever call contexts were closed.
 */
export function completeStops(host: ManagementHost, canister?: CanisterState): void {
  if (canister === undefined) {
    for (const each of host.canisters.values()) if (each.status === 'stopping') completeStop(host, each);
  } else if (canister.status === 'stopping') {
    completeStop(host, canister);
  }
}

function completeStop(host: ManagementHost, canister: CanisterState): void {
  const waiters = canister.stopWaiters;
  if (host.openCallContexts(canister).length === 0) {
    canister.status = 'stopped';
    canister.version += 1n;
    canister.stopWaiters = [];
    host.touch(canister);
    answerWaiters(host, waiters, { kind: 'reply', data: new Uint8Array(IDL.encode([], [])) });
    return;
  }
  const isLate = ({ askedAtNs }: StopWaiter) => host.nowNs - askedAtNs >= STOP_TIMEOUT_NS;
  const late = waiters.filter(isLate);
  if (late.length === 0) return;
  canister.stopWaiters = waiters.filter((waiter) => !isLate(waiter));
  host.touch(canister);
  answerWaiters(host, late, { kind: 'reject', ...reject('IC0206', 'Stop canister request timed out') });
}

/** Answers callers of stop_canister; all their cycles go back. */
export function answerWaiters(host: ManagementHost, waiters: readonly StopWaiter[], answer: Answer): void {
  for (const { origin } of waiters) host.answer(origin, answer, attachedCycles(host, origin));
}

/** Cycles that a call carried: its callback remembers them until it is answered. */
function attachedCycles(host: ManagementHost, origin: Origin): bigint {
  if (origin.kind !== 'canister') return 0n;
  return host.canisters.get(origin.canister)?.callbacks.get(origin.callback)?.cycles ?? 0n;
}
