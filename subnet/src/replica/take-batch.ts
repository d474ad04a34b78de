import { assert } from '../assert.ts';
import type { CallContext } from '../canister/call-context.ts';
import { openCallContext, takeCallback } from '../canister/call-contexts.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Dispatched } from '../canister/dispatched.ts';
import type { Message, RequestMessage, ResponseMessage } from '../canister/message.ts';
import { INSTRUCTIONS_UPDATE_MAX, REPLY_BYTES_MAX } from '../limits.ts';
import { MANAGEMENT_KEY, principalBytes } from '../principal.ts';
import { reject, type Reject } from '../reject.ts';
import { NO_CALL_CONTEXT } from '../sandbox/no-call-context.ts';
import type { Execution } from '../sandbox/protocol.ts';
import { payForResponse, prepay } from './prepayment.ts';
import type { ReplicaState } from './replica-state.ts';
import { fromCanister, noModule, refusesCalls, refusesOverdue, rejection, routeAnswer } from './route.ts';

/** Bounds: executions that one canister gets before the next canister's turn. */
export const BATCH_EXECUTIONS_MAX = 64;

/**
 * Takes messages from a canister's queue and makes executions of them. Messages that need no execution (a stopped
 * canister, a deleted context) are answered here. A batch ends after a callback: what follows may depend on it. What is
 * left of an earlier batch comes first, and alone.
 */
export function takeBatch(state: ReplicaState, canister: CanisterState): readonly Dispatched[] {
  const batch = canister.executing ?? takeMessages(state, canister);
  if (batch.length === 0) return batch;
  canister.executing = batch;
  state.busy.add(canister.key);
  return batch;
}

/** What was taken is done but for `left`. */
export function concludeBatch(
  state: ReplicaState,
  canister: CanisterState,
  left: readonly Dispatched[],
): void {
  if (left.length > 0) canister.executing = left;
  else {
    delete canister.executing;
    state.free(canister.key);
  }
  if (left.length > 0 || canister.queue.length > 0) state.ready.add(canister.key);
  state.touch(canister);
}

function takeMessages(state: ReplicaState, canister: CanisterState): Dispatched[] {
  const batch: Dispatched[] = [];
  const hook = takeLowMemoryHook(state, canister);
  if (hook !== undefined) return [hook];
  let taken = 0;
  // What one message leaves of the balance decides whether the next can be paid.
  const one = watchesMemory(canister) || !state.freeCycles;
  const executionsMax = one ? 1 : BATCH_EXECUTIONS_MAX;
  for (const message of canister.queue) {
    if (batch.length === executionsMax) break;
    taken++;
    const dispatched = dispatch(state, canister, message);
    if (dispatched === undefined) continue;
    batch.push(dispatched);
    if (dispatched.callback !== undefined) break;
  }
  canister.queue.splice(0, taken);
  state.touch(canister);
  return batch;
}

/** The hook for low memory runs before all that waits. Source: interface specification, "On Low Wasm Memory". */
function takeLowMemoryHook(state: ReplicaState, canister: CanisterState): Dispatched | undefined {
  if (canister.lowMemoryHook !== 'ready' || canister.status !== 'running') return undefined;
  if (canister.code === undefined) return undefined;
  canister.lowMemoryHook = 'executed';
  state.touch(canister);
  if (!watchesMemory(canister)) return undefined;
  return dispatch(state, canister, { kind: 'task', task: 'on_low_wasm_memory' });
}

/** Each of its executions may make the hook for low memory the next thing to run. */
function watchesMemory({ code, settings }: CanisterState): boolean {
  if (settings.wasmMemoryThreshold === 0n) return false;
  return code?.info.hooks.includes('canister_on_low_wasm_memory') ?? false;
}

function dispatch(state: ReplicaState, canister: CanisterState, message: Message): Dispatched | undefined {
  switch (message.kind) {
    case 'request':
      return dispatchRequest(state, canister, message);
    case 'response':
      return dispatchResponse(canister, message);
    case 'task':
      if (canister.code === undefined) return undefined;
      if (canister.status !== 'running') {
        // A timer whose turn did not come before the stop is still due when the canister runs again.
        if (message.task === 'global_timer' && canister.globalTimerNs === 0n)
          canister.globalTimerNs = state.timeNs;
        return undefined;
      }
      return dispatchTask(state, canister, message.task);
  }
}

function dispatchTask(
  state: ReplicaState,
  canister: CanisterState,
  task: 'heartbeat' | 'global_timer' | 'on_low_wasm_memory',
): Dispatched | undefined {
  const payment = prepay(state, canister);
  if ('refusal' in payment) return undefined;
  return {
    prepaid: payment.prepaid,
    context: openCallContext(canister, {
      origin: { kind: 'system' },
      caller: MANAGEMENT_KEY,
      cycles: 0n,
      deadlineNs: 0n,
    }),
    execution: {
      ...EXECUTION,
      entry: { kind: task },
      caller: principalBytes(MANAGEMENT_KEY),
      answered: true,
    },
  };
}

function dispatchRequest(
  state: ReplicaState,
  canister: CanisterState,
  message: RequestMessage,
): Dispatched | undefined {
  // A bounded-wait call that ran out of time here was answered for on the caller's side.
  if (message.deadlineNs !== 0n && message.deadlineNs <= state.timeNs) return undefined;
  const refusal =
    refusesOverdue(state, message.origin) ??
    tooFewCycles(canister, message) ??
    refusesCalls(canister) ??
    noSuchMethod(canister, message.method);
  if (refusal) {
    routeAnswer(state, message.origin, rejection(refusal), message.cycles);
    return undefined;
  }
  const payment = prepay(state, canister, message.caller);
  if ('refusal' in payment) {
    routeAnswer(state, message.origin, rejection(payment.refusal), message.cycles);
    return undefined;
  }
  if (message.origin.kind === 'ingress')
    state.ingress.setStatus(message.origin.requestId, { status: 'processing' });
  const isUpdate = canister.code?.info.methods.update.includes(message.method) ?? false;
  return {
    prepaid: payment.prepaid,
    context: openCallContext(canister, message),
    execution: {
      ...EXECUTION,
      // A query method in a replicated call keeps nothing. Source: interface specification, "Query methods".
      effect: isUpdate ? 'commit' : 'discard',
      entry: { kind: isUpdate ? 'update' : 'query', method: message.method },
      caller: principalBytes(message.caller),
      payload: message.argument,
      cyclesAvailable: message.cycles,
      deadlineNs: message.deadlineNs,
      ...(message.senderInfo && { callerInfo: message.senderInfo }),
    },
  };
}

function dispatchResponse(canister: CanisterState, message: ResponseMessage): Dispatched | undefined {
  const callback = takeCallback(canister, message.callback);
  // The answer to a bounded-wait call that came after its deadline: dropped, as are its cycles.
  if (callback === undefined) return undefined;
  canister.cycles += message.refund;
  const prepaid = payForResponse(canister, callback, message.answer);
  const context = canister.callContexts.get(callback.callContext);
  assert(context !== undefined, 'a callback belongs to an open call context');
  if (context.deleted || canister.code === undefined) {
    canister.cycles += prepaid;
    if (context.outstanding === 0) canister.callContexts.delete(context.id);
    return undefined;
  }
  const { answer } = message;
  const entry =
    answer.kind === 'reply'
      ? { kind: 'reply_callback' as const, closure: callback.onReply }
      : { kind: 'reject_callback' as const, closure: callback.onReject };
  return {
    prepaid,
    context,
    callback,
    execution: {
      ...callbackExecution(context),
      entry,
      cyclesRefunded: message.refund,
      payload: answer.kind === 'reply' ? answer.data : NOTHING,
      ...(answer.kind === 'reject' && { rejection: { code: answer.code, message: answer.message } }),
    },
  };
}

/** The clean-up that must follow a callback that trapped, or undefined. Source: interface specification, "Callbacks". */
export function cleanupOf(dispatched: Dispatched): Execution | undefined {
  const closure = dispatched.callback?.onCleanup;
  if (closure === undefined) return undefined;
  const { rejection } = dispatched.execution;
  return {
    ...callbackExecution(dispatched.context),
    entry: { kind: 'cleanup_callback', closure },
    ...(rejection && { rejection }),
  };
}

const NOTHING = new Uint8Array(0);
const EXECUTION: Execution = {
  entry: { kind: 'heartbeat' },
  replicated: true,
  caller: NOTHING,
  payload: NOTHING,
  ...NO_CALL_CONTEXT,
  instructionLimit: INSTRUCTIONS_UPDATE_MAX,
  replyBytesMax: REPLY_BYTES_MAX,
  effect: 'commit',
};

function callbackExecution(context: CallContext): Execution {
  return {
    ...EXECUTION,
    caller: principalBytes(context.caller),
    cyclesAvailable: context.cyclesAvailable,
    deadlineNs: context.deadlineNs,
    answered: context.answered,
    contextInstructions: context.instructions,
  };
}

/** The refusal of a call of another canister that brings less than the callee asks for, or undefined. */
function tooFewCycles(canister: CanisterState, { origin, cycles }: RequestMessage): Reject | undefined {
  if (origin.kind !== 'canister' || origin.canister === canister.key) return undefined;
  const least = canister.settings.minimumIncomingCallCycles;
  if (cycles >= least) return undefined;
  return reject(
    'IC0520',
    fromCanister(canister.key, `expected a call with at least ${least} cycles, got ${cycles}`),
  );
}

/** The refusal for a method that cannot be called in replicated mode, or undefined. */
export function noSuchMethod(canister: CanisterState, method: string): Reject | undefined {
  const methods = canister.code?.info.methods;
  if (methods === undefined) return noModule(canister.key);
  if (methods.update.includes(method) || methods.query.includes(method)) return undefined;
  if (methods.composite_query.includes(method)) {
    return reject(
      'IC0527',
      fromCanister(canister.key, `Composite query method '${method}' can not be called in replicated mode`),
    );
  }
  return reject('IC0536', fromCanister(canister.key, `Canister has no update method '${method}'`));
}
