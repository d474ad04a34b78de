import type { CanisterState } from '../canister/canister-state.ts';
import { STOP_TIMEOUT_NS } from '../management/management-limits.ts';
import type { ReplicaState } from './replica-state.ts';
import { enqueue } from './route.ts';

/** Heartbeats come at most this often; on the IC, about once a round. Units: nanoseconds. */
export const HEARTBEAT_PERIOD_NS = 1_000_000_000n;

/** Queues the timers that are due and, once a period, the heartbeats. */
export function enqueueTasks(state: ReplicaState): void {
  const heartbeat = state.timeNs - state.heartbeatAtNs >= HEARTBEAT_PERIOD_NS;
  if (heartbeat) state.heartbeatAtNs = state.timeNs;
  for (const canister of state.canisters.values()) {
    if (canister.status !== 'running' || canister.code === undefined) continue;
    if (canister.globalTimerNs !== 0n && canister.globalTimerNs <= state.timeNs) {
      canister.globalTimerNs = 0n;
      if (hasHook(canister, 'canister_global_timer'))
        enqueue(state, canister, { kind: 'task', task: 'global_timer' });
      else state.touch(canister);
    }
    if (heartbeat && hasHook(canister, 'canister_heartbeat') && !canister.queue.some(isHeartbeat)) {
      enqueue(state, canister, { kind: 'task', task: 'heartbeat' });
    }
  }
}

/** When the next timer or heartbeat is due or somebody waited long enough for a stop, or undefined. Units: nanoseconds. */
export function nextTaskNs(state: ReplicaState): bigint | undefined {
  let next: bigint | undefined;
  for (const canister of state.canisters.values()) {
    for (const { askedAtNs } of canister.stopWaiters) {
      const late = askedAtNs + STOP_TIMEOUT_NS;
      if (next === undefined || late < next) next = late;
    }
    if (canister.status !== 'running' || canister.code === undefined) continue;
    const due = hasHook(canister, 'canister_heartbeat')
      ? state.heartbeatAtNs + HEARTBEAT_PERIOD_NS
      : canister.globalTimerNs;
    for (const time of [due, canister.globalTimerNs]) {
      if (time !== 0n && (next === undefined || time < next)) next = time;
    }
  }
  return next;
}

function hasHook(canister: CanisterState, hook: 'canister_heartbeat' | 'canister_global_timer'): boolean {
  return canister.code?.info.hooks.includes(hook) ?? false;
}

function isHeartbeat(message: CanisterState['queue'][number]): boolean {
  return message.kind === 'task' && message.task === 'heartbeat';
}
