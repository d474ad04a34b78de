import { assert } from '../assert.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { RequestMessage } from '../canister/message.ts';
import { callManagement } from '../management/dispatch.ts';
import { spend } from '../management/cycles-account.ts';
import type { ManagementOutcome } from '../management/management-host.ts';
import { completeStops } from '../management/stop-canister.ts';
import type { ExecutionResult } from '../sandbox/protocol.ts';
import { alsoFailed } from './also-failed.ts';
import { applyResult, recordResult } from './apply-result.ts';
import { chargeResources } from './charge-resources.ts';
import { expireCalls } from './deadlines.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { refusesOverdue, rejection, routeAnswer } from './route.ts';
import { systemStateOf } from './system-state.ts';
import { cleanupOf, takeBatch, type Dispatched } from './take-batch.ts';
import { enqueueTasks } from './tasks.ts';

/** Bounds: a round starts no further batch once it used this many instructions or messages. */
export const ROUND_INSTRUCTIONS_MAX = 2_000_000_000n;
export const ROUND_MESSAGES_MAX = 1_000;

/** Runs the messages of one round and says what it took. The caller stores and certifies what it changed. */
export async function runRound(parts: ReplicaParts): Promise<RoundSpent> {
  const { state } = parts;
  parts.queryCounts.addTo(state);
  chargeResources(parts);
  enqueueTasks(state);
  parts.outcalls.settle();
  expireCalls(state);
  state.ingress.expire(state.timeNs);
  completeStops(parts.host);
  const spent: Spent = { instructions: 0n, messages: 0 };
  while (
    state.hasWork &&
    spent.instructions < ROUND_INSTRUCTIONS_MAX &&
    spent.messages < ROUND_MESSAGES_MAX
  ) {
    await runManagementCalls(parts, spent);
    for (const key of [...state.ready]) {
      state.ready.delete(key);
      const canister = state.canisters.get(key);
      if (canister === undefined) continue;
      await runCanister(parts, canister, spent);
      if (canister.queue.length > 0) state.ready.add(key);
      if (spent.instructions >= ROUND_INSTRUCTIONS_MAX) break;
    }
    completeStops(parts.host);
  }
  return spent;
}

/** What a round took: instructions of all executions, messages and calls of the subnet's own canisters. */
export interface RoundSpent {
  readonly instructions: bigint;
  readonly messages: number;
}

interface Spent {
  instructions: bigint;
  messages: number;
}

async function runManagementCalls(parts: ReplicaParts, spent: Spent): Promise<void> {
  const { state } = parts;
  const calls = state.management;
  state.management = [];
  for (const call of calls) {
    spent.messages++;
    const overdue = refusesOverdue(state, call.origin);
    if (overdue) {
      routeAnswer(state, call.origin, rejection(overdue), call.cycles);
      continue;
    }
    const outcome = await answerSubnetCall(parts, call);
    if (outcome.kind === 'pending') continue;
    routeAnswer(state, call.origin, outcome.answer, call.cycles - outcome.cyclesTaken);
  }
}

/** A call of the management canister, or of a system canister. */
function answerSubnetCall(parts: ReplicaParts, call: RequestMessage): Promise<ManagementOutcome> {
  const { systemCanister } = call;
  if (systemCanister === undefined) return callManagement(call, parts.host);
  return parts.systemCanisters.call(systemCanister, call, parts.host);
}

async function runCanister(parts: ReplicaParts, canister: CanisterState, spent: Spent): Promise<void> {
  const { state } = parts;
  const batch = takeBatch(state, canister);
  if (batch.length === 0) return;
  parts.gate.close(canister.key);
  await parts.memories.ensure(canister);
  let failed: { readonly dispatched: Dispatched; readonly result: ExecutionResult } | undefined;
  await parts.sandbox.execute(
    canister.key,
    systemStateOf(parts, canister),
    batch.map((dispatched) => dispatched.execution),
    (result, index) => {
      const dispatched = batch[index] as Dispatched;
      spent.instructions += result.instructions;
      spent.messages++;
      // Its caller hears of it after the clean-up, which may fail too.
      if (result.trap && cleanupOf(dispatched)) failed = { dispatched, result };
      else applyResult(state, canister, dispatched, result);
    },
  );
  if (failed) await cleanUp(parts, canister, failed, spent);
}

async function cleanUp(
  parts: ReplicaParts,
  canister: CanisterState,
  { dispatched, result }: { readonly dispatched: Dispatched; readonly result: ExecutionResult },
  spent: Spent,
): Promise<void> {
  const cleanup = cleanupOf(dispatched);
  assert(cleanup !== undefined && result.trap !== undefined, 'only a callback that failed is cleaned up');
  const { trap } = result;
  await parts.sandbox.execute(canister.key, systemStateOf(parts, canister), [cleanup], (cleaned) => {
    applyResult(parts.state, canister, dispatched, { ...result, trap: alsoFailed(trap, cleaned.trap) });
    recordResult(parts.state, canister, cleaned);
    spent.instructions += cleaned.instructions;
    if (!parts.state.freeCycles) spend(canister, 'instructions', cleaned.instructions);
  });
}
