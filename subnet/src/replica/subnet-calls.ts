import type { RequestMessage } from '../canister/message.ts';
import { callManagement } from '../management/dispatch.ts';
import { effectiveCanisterId } from '../management/message-effective-id.ts';
import type { ManagementOutcome } from '../management/management-host.ts';
import { MANAGEMENT_KEY, principalKey, type PrincipalKey } from '../principal.ts';
import type { Spent } from './executions.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { refusesOverdue, rejection, routeAnswer } from './route.ts';

interface LongCall {
  readonly message: RequestMessage;
  about: PrincipalKey | undefined;
  readonly done: Promise<unknown>;
  outcome: ManagementOutcome | undefined;
  failure: unknown;
}

/**
 * Calls of the management canister and of system canisters, one after the other. One that outlasts its round (a long
 * installation) leaves it: meanwhile calls about its canister wait, the canister takes no messages, and its queries see
 * what was before. A call about a canister that is busy waits, as on the IC.
 * Source: dfinity/ic rs/execution_environment/src/scheduler.rs, `can_execute_subnet_msg`.
 */
export class SubnetCalls {
  readonly #long = new Set<LongCall>();

  /**
   * Goes on with calls that left their rounds: those that end take effect now, the others are left waiting for their
   * work. Context: at the begin of a round, and after its end. Errors: what a call failed with by no fault of its own.
   */
  async goOn(parts: ReplicaParts): Promise<void> {
    if (this.#long.size === 0) return;
    await this.#settled(parts);
    for (const call of [...this.#long]) if (hasEnded(call)) this.#end(parts, call);
  }

  /** Runs the calls that wait, while the round has time. */
  async run(parts: ReplicaParts, spent: Spent): Promise<void> {
    const { state, roundTime } = parts;
    while (state.management.length > 0 && !roundTime.isOver) {
      const message = state.management.shift() as RequestMessage;
      if (state.busy.size > 0 && state.busy.has(aboutOf(message) ?? MANAGEMENT_KEY)) {
        state.postponed.push(message);
        continue;
      }
      if (asksForRandomness(message) && message.isOfEarlierRound !== true) {
        state.nextRound.push({ ...message, isOfEarlierRound: true });
        continue;
      }
      spent.messages++;
      const overdue = refusesOverdue(state, message.origin);
      if (overdue) {
        routeAnswer(state, message.origin, rejection(overdue), message.cycles);
        continue;
      }
      const about = aboutOf(message);
      // Nothing is put on hold while a call is about it, and queries see what is certified.
      if (about !== undefined) parts.gate.close(about);
      const call = begin(parts, message);
      if (!(await roundTime.within(call.done)) && !hasEnded(call)) this.#leave(parts, call);
      else finish(parts, call);
    }
  }

  #leave({ state }: ReplicaParts, call: LongCall): void {
    this.#long.add(call);
    state.longCalls.add(call.message);
    call.about = aboutOf(call.message);
    if (call.about === undefined) return;
    state.busy.add(call.about);
    state.away.add(call.about);
  }

  #end(parts: ReplicaParts, call: LongCall): void {
    const { state, gate, sandbox } = parts;
    this.#long.delete(call);
    state.longCalls.delete(call.message);
    if (call.about !== undefined) {
      state.away.delete(call.about);
      gate.close(call.about);
      sandbox.dropStandIn(call.about);
      if ((state.canisters.get(call.about)?.queue.length ?? 0) > 0) state.ready.add(call.about);
      state.free(call.about);
    }
    finish(parts, call);
  }

  #settled({ roundTime }: ReplicaParts): Promise<void> {
    return roundTime.settled(() => [...this.#long].filter((call) => !hasEnded(call)).length);
  }
}

/** Its answer is made of the randomness of a round after the one in which it was sent. Source: interface specification, "raw_rand". */
function asksForRandomness({ method, origin, systemCanister }: RequestMessage): boolean {
  return method === 'raw_rand' && origin.kind === 'canister' && systemCanister === undefined;
}

function begin(parts: ReplicaParts, message: RequestMessage): LongCall {
  const call: LongCall = {
    message,
    about: undefined,
    outcome: undefined,
    failure: undefined,
    done: answerSubnetCall(parts, message).then(
      (outcome) => {
        call.outcome = outcome;
      },
      (error: unknown) => {
        call.failure = error;
      },
    ),
  };
  return call;
}

function hasEnded({ outcome, failure }: LongCall): boolean {
  return outcome !== undefined || failure !== undefined;
}

function finish({ state }: ReplicaParts, { message, outcome, failure }: LongCall): void {
  if (outcome === undefined) throw failure;
  if (outcome.kind === 'pending') return;
  routeAnswer(state, message.origin, outcome.answer, message.cycles - outcome.cyclesTaken);
}

/** A call of the management canister, or of a system canister. */
function answerSubnetCall(parts: ReplicaParts, call: RequestMessage): Promise<ManagementOutcome> {
  const { systemCanister } = call;
  if (systemCanister === undefined) return callManagement(call, parts.host);
  return parts.systemCanisters.call(systemCanister, call, parts.host);
}

/** The canister that a call of the management canister is about. */
function aboutOf({ systemCanister, method, argument }: RequestMessage): PrincipalKey | undefined {
  if (systemCanister !== undefined) return undefined;
  const id = effectiveCanisterId(method, argument);
  return id && principalKey(id);
}
