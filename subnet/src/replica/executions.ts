import { assert } from '../assert.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Dispatched } from '../canister/dispatched.ts';
import { spend } from '../management/cycles-account.ts';
import type { PrincipalKey } from '../principal.ts';
import type { Execution, ExecutionResult } from '../sandbox/protocol.ts';
import type { Executed } from '../sandbox/sandbox.ts';
import { alsoFailed } from './also-failed.ts';
import { applyResult, recordResult } from './apply-result.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { systemStateOf } from './system-state.ts';
import { cleanupOf, concludeBatch, takeBatch } from './take-batch.ts';

/** What a round spends of its bounds. */
export interface Spent {
  instructions: bigint;
  messages: number;
}

/** The batch of one canister in the sandbox. */
interface Running {
  readonly canister: CanisterState;
  readonly batch: readonly Dispatched[];
  readonly done: Promise<unknown>;
  executed: Executed | undefined;
  /** Why it never ends. */
  failure: unknown;
}

/**
 * The batches that rounds run. All canisters of a round run at the same time; what they did takes effect in the order in
 * which they were taken, whichever ended first. A batch that outlasts its round leaves it and takes effect in the first
 * round after its end. Until then the canister's record says that it is to run.
 */
export class Executions {
  readonly #away = new Map<PrincipalKey, Running>();

  /** Lets batches take effect that left earlier rounds and have ended. Errors: what such a batch failed with. */
  applyEnded(parts: ReplicaParts, spent: Spent): void {
    const ended = [...this.#away.values()].filter(({ executed, failure }) => executed ?? failure);
    for (const running of ended) {
      const { key } = running.canister;
      this.#away.delete(key);
      parts.state.away.delete(key);
      // Queries saw the state before it until now; from here on they wait for the certificate of what it did.
      parts.gate.close(key);
      apply(parts, running, spent);
      parts.sandbox.dropStandIn(key);
    }
  }

  /** Runs a batch of each canister that is ready. Errors: what a batch failed with, by no fault of its canister. */
  async run(parts: ReplicaParts, spent: Spent, messagesMax: number): Promise<void> {
    const { state, roundTime } = parts;
    const started: Running[] = [];
    let messages = 0;
    for (const key of [...state.ready]) {
      if (messages >= messagesMax) break;
      state.ready.delete(key);
      const canister = state.canisters.get(key);
      if (canister === undefined || state.away.has(key)) continue;
      const batch = takeBatch(state, canister);
      if (batch.length > 0) started.push(start(parts, canister, batch));
      else if (canister.queue.length > 0) state.ready.add(key);
      messages += batch.length;
    }
    if (started.length === 0) return;
    await roundTime.within(Promise.all(started.map(({ done }) => done)));
    for (const running of started) {
      if (running.executed === undefined && running.failure === undefined) this.#leave(parts, running);
      else apply(parts, running, spent);
    }
  }

  #leave({ state, roundTime }: ReplicaParts, running: Running): void {
    const { key } = running.canister;
    this.#away.set(key, running);
    state.away.add(key);
    void running.done.then(() => roundTime.wake());
  }
}

function start(parts: ReplicaParts, canister: CanisterState, batch: readonly Dispatched[]): Running {
  const { key } = canister;
  parts.gate.close(key);
  const executing = parts.sandbox.execute(key, systemStateOf(parts, canister), batch.map(executionOf));
  const running: Running = {
    canister,
    batch,
    executed: undefined,
    failure: undefined,
    done: executing.then(
      (executed) => {
        running.executed = executed;
      },
      (error: unknown) => {
        running.failure = error;
      },
    ),
  };
  return running;
}

function executionOf(dispatched: Dispatched): Execution {
  if (dispatched.failed === undefined) return dispatched.execution;
  const cleanup = cleanupOf(dispatched);
  assert(cleanup !== undefined, 'only a callback with a clean-up waits for it');
  return cleanup;
}

/** Lets the results take effect; what has none is to run next. */
function apply(parts: ReplicaParts, { canister, batch, executed, failure }: Running, spent: Spent): void {
  if (executed === undefined) throw failure;
  const { state } = parts;
  parts.memories.apply(canister.key);
  const left: Dispatched[] = batch.slice(executed.results.length);
  executed.results.forEach((result, index) => {
    const dispatched = batch[index] as Dispatched;
    spent.instructions += result.instructions;
    if (dispatched.failed !== undefined) applyCleanup(parts, canister, dispatched, result);
    // Its caller hears of it after the clean-up, which may fail too.
    else if (result.trap && cleanupOf(dispatched)) left.unshift({ ...dispatched, failed: result });
    else applyResult(state, canister, dispatched, result);
    if (dispatched.failed === undefined) spent.messages++;
  });
  concludeBatch(state, canister, left);
}

function applyCleanup(
  { state }: ReplicaParts,
  canister: CanisterState,
  dispatched: Dispatched,
  cleaned: ExecutionResult,
): void {
  const { failed } = dispatched;
  assert(failed?.trap !== undefined, 'only a callback that failed is cleaned up');
  applyResult(state, canister, dispatched, { ...failed, trap: alsoFailed(failed.trap, cleaned.trap) });
  recordResult(state, canister, cleaned);
  if (!state.freeCycles) spend(canister, 'instructions', cleaned.instructions);
}
