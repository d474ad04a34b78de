import type { CallContext } from '../canister/call-context.ts';
import { closeIfDone, registerCallback } from '../canister/call-contexts.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Dispatched } from '../canister/dispatched.ts';
import { countConsumed } from '../canister/cycles-consumed.ts';
import { updateLowMemoryHook } from '../canister/low-memory.ts';
import type { Answer } from '../canister/message.ts';
import { reserve } from '../management/cycles-account.ts';
import { principalKey } from '../principal.ts';
import { reject } from '../reject.ts';
import type { ExecutionResult, LogRecord, OutgoingCall, Trap } from '../sandbox/protocol.ts';
import { payForCall, settlePrepaid } from './prepayment.ts';
import type { ReplicaState } from './replica-state.ts';
import { fromCanister, rejection, routeAnswer, routeRequest } from './route.ts';

/** Lets the result of one execution of a call context take effect on messages, cycles and the canister's record. */
export function applyResult(
  state: ReplicaState,
  canister: CanisterState,
  { context, execution, prepaid }: Dispatched,
  result: ExecutionResult,
): void {
  const callerVersion = canister.version;
  if (execution.effect === 'commit') recordResult(state, canister, result);
  else recordQuery(state, canister, result);
  settlePrepaid(canister, prepaid, result.instructions);
  context.instructions += result.instructions;
  if (result.trap) {
    // Contexts of hooks have nobody to answer; they close with their message.
    settle(state, canister, context, result.trap);
    return;
  }
  context.cyclesAvailable -= result.cyclesAccepted;
  canister.cycles += result.cyclesAccepted;
  for (const call of result.calls) sendCall(state, canister, context, { ...call, callerVersion });
  if (result.answer && !context.answered) {
    const answer =
      result.answer.kind === 'reply' ? result.answer : rejection(reject('IC0406', result.answer.message));
    answerContext(state, context, answer);
  }
  settle(state, canister, context, undefined);
}

function sendCall(
  state: ReplicaState,
  canister: CanisterState,
  context: CallContext,
  call: OutgoingCall & { readonly callerVersion: bigint },
): void {
  canister.cycles -= call.cycles;
  const callee = principalKey(call.callee);
  const deadlineNs =
    call.timeoutSeconds === undefined ? 0n : state.timeNs + BigInt(call.timeoutSeconds) * 1_000_000_000n;
  const prepaid = payForCall(state, canister, call);
  const callback = registerCallback(canister, context, {
    ...call,
    calleeKey: callee,
    deadlineNs,
    ...(prepaid > 0n && { prepaid }),
  });
  routeRequest(state, callee, {
    kind: 'request',
    origin: { kind: 'canister', canister: canister.key, callback: callback.id },
    caller: canister.key,
    method: call.method,
    argument: call.payload,
    cycles: call.cycles,
    deadlineNs,
    callerVersion: call.callerVersion,
  });
}

/** Log, burned cycles, timer, certified data and memory figures: what an execution leaves in the record. */
export function recordResult(state: ReplicaState, canister: CanisterState, result: ExecutionResult): void {
  if (result.log.length > 0) appendLog(canister, result.log);
  if (!result.trap) {
    if (result.certifiedData) canister.certifiedData = result.certifiedData;
    if (result.globalTimerNs !== undefined) canister.globalTimerNs = result.globalTimerNs;
    canister.memory = result.memory;
    burn(canister, result.cyclesBurned);
    if (result.cyclesReserved !== undefined) reserve(canister, result.cyclesReserved);
    canister.version++;
    updateLowMemoryHook(canister);
    if (canister.lowMemoryHook === 'ready') state.ready.add(canister.key);
  }
  state.touch(canister);
}

function burn(canister: CanisterState, cycles: bigint): void {
  canister.cycles -= cycles;
  countConsumed(canister, 'burned_cycles', cycles);
}

/** A query keeps nothing but what it printed and burned. */
function recordQuery(state: ReplicaState, canister: CanisterState, result: ExecutionResult): void {
  if (result.log.length > 0) appendLog(canister, result.log);
  if (!result.trap) burn(canister, result.cyclesBurned);
  state.touch(canister);
}

/** Answers a context and refunds what it did not accept. */
export function answerContext(state: ReplicaState, context: CallContext, answer: Answer): void {
  context.answered = true;
  const refund = context.cyclesAvailable;
  context.cyclesAvailable = 0n;
  routeAnswer(state, context.origin, answer, refund);
}

/** Closes a context that nothing can answer any more: the caller gets the trap, or the news that there was no reply. */
function settle(
  state: ReplicaState,
  canister: CanisterState,
  context: CallContext,
  trap: Trap | undefined,
): void {
  if (!context.answered && context.outstanding === 0) {
    const reason = trap ?? {
      errorCode: 'IC0506',
      message: 'Canister did not reply to the call',
    };
    answerContext(
      state,
      context,
      rejection(reject(reason.errorCode, fromCanister(canister.key, reason.message))),
    );
  }
  closeIfDone(canister, context);
}

function appendLog(canister: CanisterState, records: readonly LogRecord[]): void {
  const bytesMax = Number(canister.settings.logMemoryLimit);
  for (const { timestampNs, content } of records) {
    canister.log.push({
      timestampNs,
      content: content.length > bytesMax ? content.slice(0, bytesMax) : content,
    });
  }
  canister.logNextIndex += BigInt(records.length);
  let bytes = 0;
  for (const record of canister.log) bytes += record.content.length;
  while (bytes > bytesMax && canister.log.length > 0) {
    bytes -= canister.log.shift()?.content.length ?? 0;
  }
}
