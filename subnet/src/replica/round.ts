import { completeStops } from '../management/stop-canister.ts';
import { chargeResources } from './charge-resources.ts';
import { expireCalls } from './deadlines.ts';
import type { Spent } from './executions.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { enqueueTasks } from './tasks.ts';

/** Bounds: a round starts no further batch once it used this many instructions or messages. */
export const ROUND_INSTRUCTIONS_MAX = 2_000_000_000n;
export const ROUND_MESSAGES_MAX = 1_000;

/**
 * Runs the messages of one round and says what it took. What outlasts the round is left running and takes effect in a
 * later one. The caller stores and certifies what the round changed.
 */
export async function runRound(parts: ReplicaParts): Promise<RoundSpent> {
  const { state, roundTime, calls, executions } = parts;
  state.beginRound();
  parts.queryCounts.addTo(state);
  chargeResources(parts);
  enqueueTasks(state);
  parts.outcalls.settle();
  expireCalls(state);
  state.ingress.expire(state.timeNs);
  const spent: Spent = { instructions: 0n, messages: 0 };
  roundTime.begin();
  parts.holds.keepOut();
  executions.applyEnded(parts, spent);
  await calls.goOn(parts);
  completeStops(parts.host);
  while (
    state.hasWork &&
    !roundTime.isOver &&
    spent.instructions < ROUND_INSTRUCTIONS_MAX &&
    spent.messages < ROUND_MESSAGES_MAX
  ) {
    await calls.run(parts, spent);
    if (!roundTime.isOver) await executions.run(parts, spent, ROUND_MESSAGES_MAX - spent.messages);
    completeStops(parts.host);
  }
  roundTime.end();
  await calls.goOn(parts);
  return spent;
}

/** What a round took: instructions of all executions, messages and calls of the subnet's own canisters. */
export interface RoundSpent {
  readonly instructions: bigint;
  readonly messages: number;
}
