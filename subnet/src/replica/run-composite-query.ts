import { assert } from '../assert.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Answer } from '../canister/message.ts';
import { COMPOSITE_DEPTH_MAX, INSTRUCTIONS_QUERY_MAX, REPLY_BYTES_MAX } from '../limits.ts';
import { queryManagement } from '../management/dispatch.ts';
import { MANAGEMENT_KEY, principalBytes, principalKey, type PrincipalKey } from '../principal.ts';
import { reject } from '../reject.ts';
import { NO_CALL_CONTEXT } from '../sandbox/no-call-context.ts';
import type { Execution, ExecutionResult, OutgoingCall, Trap } from '../sandbox/protocol.ts';
import type { Place } from '../sandbox/sandbox.ts';
import { alsoFailed } from './also-failed.ts';
import { executeAlone } from './execute-alone.ts';
import { refusesQuery } from './refuses-query.ts';
import { placeOf } from './place-of.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { canisterNotFound, fromCanister, rejection, towardsCanister } from './route.ts';

/** What all calls of one composite query share. */
interface CallTree {
  instructionsLeft: bigint;
  /** Rounds that had begun when the query began. */
  readonly round: number;
}

/**
 * Runs a composite query with the calls it makes, depth first; nothing of it stays. All of it sees one certified state,
 * unless it takes longer than a round waits for it: then canisters that it first asks later are seen as they are then.
 * Context: the caller has its turn.
 * Source: interface specification, "Composite queries".
 */
export function runCompositeQuery(
  parts: ReplicaParts,
  canister: CanisterState,
  execution: Execution,
): Promise<Answer> {
  return evaluate(parts, canister, execution, {
    tree: { instructionsLeft: INSTRUCTIONS_QUERY_MAX, round: parts.roundTime.begun },
    depth: 1,
  });
}

/** A canister whose query is on hold. */
interface Held {
  readonly canister: CanisterState;
  readonly where: Place;
  readonly hold: number;
  readonly tree: CallTree;
}

interface Depth {
  readonly tree: CallTree;
  /** 1 for the query itself. */
  readonly depth: number;
}

async function evaluate(
  parts: ReplicaParts,
  canister: CanisterState,
  execution: Execution,
  place: Depth,
): Promise<Answer> {
  const { gate, holds, roundTime } = parts;
  for (let wait = gate.wait(canister.key); wait; wait = gate.wait(canister.key)) await wait;
  // All of it runs in one place, where what is on hold is.
  const at = { canister, where: placeOf(parts, canister), hold: holds.begin(canister.key), tree: place.tree };
  // A round that lost its patience may run: it must leave alone what is on hold here.
  if (roundTime.begun !== place.tree.round) holds.keep(canister.key);
  try {
    const first = await spend(parts, at, { ...execution, effect: 'hold' });
    parts.queryCounts.count(canister.key, { calls: 1n, requestBytes: BigInt(execution.payload.length) });
    if (first.trap) return trapped(canister, first.trap);
    let answer = answerOf(first);
    let lastTrap: Answer | undefined;
    let instructions = first.instructions;
    const calls = [...first.calls];
    for (let call = calls.shift(); call !== undefined; call = calls.shift()) {
      const response = await ask(parts, canister, call, place);
      const callback: Execution = {
        ...callbackExecution(execution, answer !== undefined, instructions),
        ...responseOf(call, response),
      };
      const result = await spend(parts, at, callback);
      instructions += result.instructions;
      if (result.trap) {
        const cleanup = await cleanUp(parts, at, { call, callback });
        lastTrap = trapped(canister, alsoFailed(result.trap, cleanup));
        continue;
      }
      answer ??= answerOf(result);
      calls.push(...result.calls);
    }
    return answer ?? lastTrap ?? noReply(canister);
  } finally {
    await parts.sandbox.release(canister.key, at.hold, at.where);
    if (holds.end(canister.key)) {
      parts.sandbox.dropStandIn(canister.key);
      roundTime.wake();
    }
  }
}

/** Evaluates a call that a canister made within a composite query. */
async function ask(
  parts: ReplicaParts,
  caller: CanisterState,
  call: OutgoingCall,
  place: Depth,
): Promise<Answer> {
  const key = principalKey(call.callee);
  if (place.depth >= COMPOSITE_DEPTH_MAX) {
    const words = `Composite query call depth exceeded: expected at most ${COMPOSITE_DEPTH_MAX} canisters in a row`;
    return towardsCanister(rejection(reject('IC0526', fromCanister(caller.key, words))));
  }
  if (parts.systemCanisters.has(key)) {
    const { method, payload } = call;
    return towardsCanister(
      await parts.systemCanisters.query(key, { method, argument: payload, caller: caller.key }),
    );
  }
  if (key === MANAGEMENT_KEY) return towardsCanister(await askManagement(parts, caller, call));
  const callee = await readyCanister(parts, key, call.method);
  if ('kind' in callee) return towardsCanister(callee);
  const composite = callee.code?.info.methods.composite_query.includes(call.method) ?? false;
  const execution: Execution = {
    ...QUERY,
    entry: { kind: composite ? 'composite_query' : 'query', method: call.method },
    caller: principalBytes(caller.key),
    payload: call.payload,
  };
  return towardsCanister(
    await evaluate(parts, callee, execution, { tree: place.tree, depth: place.depth + 1 }),
  );
}

/** Source: interface specification, "fetch_canister_logs": composite queries may call the queries of the management canister. */
function askManagement(parts: ReplicaParts, caller: CanisterState, call: OutgoingCall): Promise<Answer> {
  const { method, payload: argument } = call;
  const origin = { kind: 'canister', canister: caller.key, callback: 0 } as const;
  return queryManagement({ method, argument, caller: caller.key, origin, cycles: 0n }, parts.host);
}

async function readyCanister(
  parts: ReplicaParts,
  key: PrincipalKey,
  method: string,
): Promise<CanisterState | Answer> {
  const canister = parts.state.canisters.get(key);
  const refusal = canister === undefined ? canisterNotFound(key) : refusesQuery(canister, method);
  if (refusal) return rejection(refusal);
  assert(canister !== undefined, 'a canister that refuses nothing exists');
  return canister;
}

async function cleanUp(
  parts: ReplicaParts,
  at: Held,
  { call, callback }: { call: OutgoingCall; callback: Execution },
): Promise<Trap | undefined> {
  if (call.onCleanup === undefined) return undefined;
  const { rejection: _rejection, ...rest } = callback;
  const entry = { kind: 'cleanup_callback' as const, closure: call.onCleanup };
  return (await spend(parts, at, { ...rest, entry, payload: NOTHING })).trap;
}

/** Executes on the tree's budget. */
async function spend(
  parts: ReplicaParts,
  { canister, where, hold, tree }: Held,
  execution: Execution,
): Promise<ExecutionResult> {
  const limited = { ...execution, hold, instructionLimit: tree.instructionsLeft };
  const result = await executeAlone(parts, canister, limited, where);
  const responseBytes = BigInt(result.answer?.kind === 'reply' ? result.answer.data.length : 0);
  parts.queryCounts.count(canister.key, { instructions: result.instructions, responseBytes });
  const left = tree.instructionsLeft - result.instructions;
  tree.instructionsLeft = left > 0n ? left : 0n;
  return result;
}

const NOTHING = new Uint8Array(0);
const QUERY: Omit<Execution, 'entry' | 'caller'> = {
  replicated: false,
  payload: NOTHING,
  ...NO_CALL_CONTEXT,
  instructionLimit: INSTRUCTIONS_QUERY_MAX,
  replyBytesMax: REPLY_BYTES_MAX,
  effect: 'discard',
};

/** A callback sees the caller of its query, and no data certificate. */
function callbackExecution(
  query: Execution,
  answered: boolean,
  contextInstructions: bigint,
): Omit<Execution, 'entry'> {
  const { caller, replyBytesMax } = query;
  return { ...QUERY, caller, replyBytesMax, effect: 'hold', answered, contextInstructions };
}

function responseOf(
  call: OutgoingCall,
  response: Answer,
): Pick<Execution, 'entry' | 'payload' | 'rejection'> {
  if (response.kind === 'reply') {
    return { entry: { kind: 'reply_callback', closure: call.onReply }, payload: response.data };
  }
  const rejected = { code: response.code, message: response.message };
  return {
    entry: { kind: 'reject_callback', closure: call.onReject },
    payload: NOTHING,
    rejection: rejected,
  };
}

function answerOf(result: ExecutionResult): Answer | undefined {
  if (result.answer?.kind === 'reject') return rejection(reject('IC0406', result.answer.message));
  return result.answer;
}

function trapped(canister: CanisterState, trap: { errorCode: string; message: string }): Answer {
  return rejection(reject(trap.errorCode, fromCanister(canister.key, trap.message)));
}

function noReply(canister: CanisterState): Answer {
  return trapped(canister, { errorCode: 'IC0506', message: 'Canister did not reply to the call' });
}
