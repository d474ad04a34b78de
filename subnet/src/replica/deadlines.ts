import type { CanisterState } from '../canister/canister-state.ts';
import { OUTCALL_TIMEOUT_NS } from '../outcalls/outcall-limits.ts';
import { REJECT_CODE } from '../reject.ts';
import type { ReplicaState } from './replica-state.ts';
import { enqueue } from './route.ts';

/**
 * Answers bounded-wait calls whose time is over: the caller learns that nothing is known. What the callee answers later
 * is dropped, cycles and all. Source: interface specification, "Bounded-wait calls".
 */
export function expireCalls(state: ReplicaState): void {
  for (const canister of state.canisters.values()) {
    for (const callback of canister.callbacks.values()) {
      if (callback.deadlineNs === 0n || callback.deadlineNs > state.timeNs) continue;
      if (hasResponse(canister, callback.id)) continue;
      enqueue(state, canister, {
        kind: 'response',
        callback: callback.id,
        answer: {
          kind: 'reject',
          code: REJECT_CODE.SYS_UNKNOWN,
          message: 'Call deadline has expired.',
          errorCode: 'IC0406',
        },
        refund: 0n,
      });
    }
  }
}

/** When the next bounded-wait call or outcall runs out of time, or undefined. Units: nanoseconds. */
export function nextDeadlineNs(state: ReplicaState): bigint | undefined {
  let next: bigint | undefined;
  for (const canister of state.canisters.values()) {
    for (const { deadlineNs } of canister.callbacks.values()) {
      if (deadlineNs !== 0n && (next === undefined || deadlineNs < next)) next = deadlineNs;
    }
  }
  for (const { askedAtNs } of state.outcalls.values()) {
    const deadlineNs = askedAtNs + OUTCALL_TIMEOUT_NS;
    if (next === undefined || deadlineNs < next) next = deadlineNs;
  }
  return next;
}

function hasResponse(canister: CanisterState, callback: number): boolean {
  return canister.queue.some((message) => message.kind === 'response' && message.callback === callback);
}
