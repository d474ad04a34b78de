import type { Origin } from '../canister/call-context.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { Answer, Message, RequestMessage } from '../canister/message.ts';
import { keyText, MANAGEMENT_KEY, type PrincipalKey } from '../principal.ts';
import { reject, UNROUTABLE, type Reject } from '../reject.ts';
import type { ReplicaState } from './replica-state.ts';

/** Sends a call to its callee's queue; a callee that does not exist is answered for at once. */
export function routeRequest(state: ReplicaState, callee: PrincipalKey, request: RequestMessage): void {
  if (callee === MANAGEMENT_KEY) {
    state.management.push(request);
    return;
  }
  if (state.systemIds.has(callee)) {
    state.management.push({ ...request, systemCanister: callee });
    return;
  }
  const canister = state.canisters.get(callee);
  if (canister === undefined) {
    routeAnswer(state, request.origin, rejection(canisterNotFound(callee)), request.cycles);
    return;
  }
  enqueue(state, canister, request);
}

/** Puts a message into a canister's queue and marks the canister as ready. */
export function enqueue(state: ReplicaState, canister: CanisterState, message: Message): void {
  canister.queue.push(message);
  state.ready.add(canister.key);
  state.touch(canister);
}

/** Brings an answer to where the call came from. Cycles of `refund` are never lost while the caller exists. */
export function routeAnswer(state: ReplicaState, origin: Origin, answer: Answer, refund: bigint): void {
  if (origin.kind === 'system') return;
  if (origin.kind === 'ingress') {
    state.ingress.setStatus(
      origin.requestId,
      answer.kind === 'reply'
        ? { status: 'replied', reply: answer.data }
        : {
            status: 'rejected',
            code: answer.code as Reject['code'],
            message: answer.message,
            errorCode: answer.errorCode,
          },
    );
    return;
  }
  const caller = state.canisters.get(origin.canister);
  if (caller === undefined) return;
  enqueue(state, caller, {
    kind: 'response',
    callback: origin.callback,
    answer: towardsCanister(answer),
    refund,
  });
}

/** An answer that rejects. */
export function rejection(reason: Reject): Answer {
  return { kind: 'reject', code: reason.code, message: reason.message, errorCode: reason.errorCode };
}

/** The IC's words for a destination that does not exist. */
export function canisterNotFound(canister: PrincipalKey): Reject {
  return reject('IC0301', `Canister ${keyText(canister)} not found`);
}

/** Why a canister takes no call now, or undefined. Responses reach it all the same while it is stopping. */
export function refusesCalls(canister: CanisterState): Reject | undefined {
  if (canister.status === 'stopped') return reject('IC0508', `Canister ${keyText(canister.key)} is stopped`);
  if (canister.status === 'stopping')
    return reject('IC0509', `Canister ${keyText(canister.key)} is stopping`);
  return undefined;
}

/** Why an ingress message no longer starts, or undefined. Source: interface specification, "Initiating canister calls". */
export function refusesOverdue(state: ReplicaState, origin: Origin): Reject | undefined {
  if (origin.kind !== 'ingress') return undefined;
  const record = state.ingress.get(origin.requestId);
  if (record === undefined || record.expiryNs >= state.timeNs) return undefined;
  return reject('IC0202', `Ingress message ${record.id} timed out waiting to start executing.`);
}

/** The IC's words for a canister without code. */
export function noModule(canister: PrincipalKey): Reject {
  const message = 'Attempted to execute a message, but the canister contains no Wasm module';
  return reject('IC0537', fromCanister(canister, message));
}

/** Prefix of every failure inside a canister. */
export function fromCanister(canister: PrincipalKey, message: string): string {
  return `Error from Canister ${keyText(canister)}: ${message}`;
}

/** Canisters see no error code but in the text; an explicit reject of a canister is passed on as it is. */
export function towardsCanister(answer: Answer): Answer {
  if (answer.kind === 'reply' || answer.errorCode === 'IC0406') return answer;
  if (answer.message.startsWith(answer.errorCode) || answer.message.startsWith(UNROUTABLE)) return answer;
  return { ...answer, message: `${answer.errorCode}: ${answer.message}` };
}
