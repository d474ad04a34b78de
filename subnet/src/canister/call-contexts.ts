import { assert } from '../assert.ts';
import type { PrincipalKey } from '../principal.ts';
import type { OutgoingCall } from '../sandbox/protocol.ts';
import type { Callback, CallContext, Origin } from './call-context.ts';
import type { CanisterState } from './canister-state.ts';

/** Opens the call context of an arriving call. */
export function openCallContext(
  canister: CanisterState,
  call: {
    readonly origin: Origin;
    readonly caller: PrincipalKey;
    readonly cycles: bigint;
    readonly deadlineNs: bigint;
  },
): CallContext {
  const id = canister.nextCallContext++;
  const context: CallContext = {
    id,
    origin: call.origin,
    caller: call.caller,
    deadlineNs: call.deadlineNs,
    answered: call.origin.kind === 'system',
    cyclesAvailable: call.cycles,
    outstanding: 0,
    instructions: 0n,
    deleted: false,
  };
  canister.callContexts.set(id, context);
  return context;
}

/** Records a call that the canister made within a context. */
export function registerCallback(
  canister: CanisterState,
  context: CallContext,
  call: OutgoingCall & {
    readonly calleeKey: PrincipalKey;
    readonly deadlineNs: bigint;
    readonly prepaid?: bigint;
  },
): Callback {
  const { calleeKey: callee, deadlineNs } = call;
  const callback: Callback = {
    id: canister.nextCallback++,
    callContext: context.id,
    callee,
    cycles: call.cycles,
    ...(call.prepaid !== undefined && { prepaid: call.prepaid }),
    onReply: call.onReply,
    onReject: call.onReject,
    onCleanup: call.onCleanup,
    deadlineNs,
  };
  canister.callbacks.set(callback.id, callback);
  context.outstanding++;
  canister.callsInFlight.set(callee, (canister.callsInFlight.get(callee) ?? 0) + 1);
  return callback;
}

/** Takes the callback of an arriving response, or undefined when it is no longer known. */
export function takeCallback(canister: CanisterState, id: number): Callback | undefined {
  const callback = canister.callbacks.get(id);
  if (callback === undefined) return undefined;
  canister.callbacks.delete(id);
  const context = canister.callContexts.get(callback.callContext);
  assert(context !== undefined && context.outstanding > 0, 'an open call has an open call context');
  context.outstanding--;
  const inFlight = (canister.callsInFlight.get(callback.callee) ?? 0) - 1;
  if (inFlight > 0) canister.callsInFlight.set(callback.callee, inFlight);
  else canister.callsInFlight.delete(callback.callee);
  return callback;
}

/** Drops a context that is answered and waits for nothing. */
export function closeIfDone(canister: CanisterState, context: CallContext): void {
  if (context.answered && context.outstanding === 0) canister.callContexts.delete(context.id);
}
