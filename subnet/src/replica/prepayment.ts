import type { Callback } from '../canister/call-context.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import { countConsumed } from '../canister/cycles-consumed.ts';
import type { Answer } from '../canister/message.ts';
import { INSTRUCTIONS_UPDATE_MAX } from '../limits.ts';
import { outOfCycles } from '../management/cycles-account.ts';
import type { PrincipalKey } from '../principal.ts';
import { reject, type Reject } from '../reject.ts';
import type { OutgoingCall } from '../sandbox/protocol.ts';
import {
  costOfCall,
  costOfExecution,
  costOfResponse,
  RESPONSE_BYTES,
} from '../sandbox/system-api/cycle-costs.ts';
import type { ReplicaState } from './replica-state.ts';

/** What a message may cost at most; it is set aside before the message runs. */
const EXECUTION_MAX = costOfExecution(INSTRUCTIONS_UPDATE_MAX);

/**
 * Sets aside what a message may cost.
 * Errors: `IC0207` when the canister does not have it above its freezing limit; `caller` may learn how much is missing.
 */
export function prepay(
  state: ReplicaState,
  canister: CanisterState,
  caller: PrincipalKey = canister.key,
): { readonly prepaid: bigint } | { readonly refusal: Reject } {
  if (state.freeCycles) return { prepaid: 0n };
  const problem = outOfCycles(canister, EXECUTION_MAX, caller);
  if (problem !== undefined) return { refusal: reject('IC0207', problem) };
  canister.cycles -= EXECUTION_MAX;
  return { prepaid: EXECUTION_MAX };
}

/** Takes the price of an execution out of what was set aside for it and gives back the rest. */
export function settlePrepaid(canister: CanisterState, prepaid: bigint, instructions: bigint): void {
  if (prepaid === 0n) return;
  const cost = costOfExecution(instructions);
  const spent = cost < prepaid ? cost : prepaid;
  canister.cycles += prepaid - spent;
  countConsumed(canister, 'instructions', spent);
}

/** Takes the price of a call, its response and the callback; what the callback keeps aside. */
export function payForCall(state: ReplicaState, canister: CanisterState, call: OutgoingCall): bigint {
  if (state.freeCycles) return 0n;
  const cost = costOfCall(Buffer.byteLength(call.method), call.payload.length);
  canister.cycles -= cost;
  countConsumed(
    canister,
    'request_and_response_transmission',
    cost - EXECUTION_MAX - costOfResponse(RESPONSE_BYTES),
  );
  return EXECUTION_MAX + costOfResponse(RESPONSE_BYTES);
}

/** Pays the transmission of a response out of what its callback keeps aside; what is left is for its execution. */
export function payForResponse(canister: CanisterState, callback: Callback, answer: Answer): bigint {
  const { prepaid = 0n } = callback;
  if (prepaid === 0n) return 0n;
  const bytes = answer.kind === 'reply' ? answer.data.length : Buffer.byteLength(answer.message);
  const cost = costOfResponse(Math.min(bytes, RESPONSE_BYTES));
  canister.cycles += costOfResponse(RESPONSE_BYTES) - cost;
  countConsumed(canister, 'request_and_response_transmission', cost);
  return EXECUTION_MAX;
}
