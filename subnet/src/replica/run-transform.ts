import type { Answer } from '../canister/message.ts';
import { INSTRUCTIONS_QUERY_MAX, QUERY_REPLY_BYTES_MAX } from '../limits.ts';
import type { Outcall } from '../outcalls/outcall.ts';
import { MANAGEMENT_KEY, principalBytes } from '../principal.ts';
import { reject, type Reject } from '../reject.ts';
import { NO_CALL_CONTEXT } from '../sandbox/no-call-context.ts';
import { askAgain } from './ask-again.ts';
import { executeAlone } from './execute-alone.ts';
import { refusesQuery } from './refuses-query.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { canisterNotFound, fromCanister, rejection, towardsCanister } from './route.ts';

const NOTHING = {
  replicated: false,
  ...NO_CALL_CONTEXT,
  effect: 'discard',
} as const;

/**
 * Runs the transform of an outcall: a query of the canister that made it, called by the management canister, in a mode
 * of its own; nothing of it stays. Source: interface specification, "http_request".
 */
export function runTransform(parts: ReplicaParts, outcall: Outcall, argument: Uint8Array): Promise<Answer> {
  return askAgain(() => runOnce(parts, outcall, argument));
}

async function runOnce(
  parts: ReplicaParts,
  { caller: key, request }: Outcall,
  argument: Uint8Array,
): Promise<Answer> {
  const method = request.transform?.method ?? '';
  for (let wait = parts.gate.wait(key); wait; wait = parts.gate.wait(key)) await wait;
  const canister = parts.state.canisters.get(key);
  const refusal = canister === undefined ? canisterNotFound(key) : refusesQuery(canister, method);
  if (refusal || canister === undefined) return refused(refusal ?? canisterNotFound(key));
  if (!canister.code?.info.methods.query.includes(method)) {
    return refused(reject('IC0536', fromCanister(key, `Canister has no query method '${method}'`)));
  }
  const { trap, answer } = await executeAlone(parts, canister, {
    ...NOTHING,
    entry: { kind: 'query', method, transform: true },
    caller: principalBytes(MANAGEMENT_KEY),
    payload: argument,
    instructionLimit: INSTRUCTIONS_QUERY_MAX,
    replyBytesMax: QUERY_REPLY_BYTES_MAX,
  });
  if (trap) return refused(reject(trap.errorCode, fromCanister(key, trap.message)));
  if (answer === undefined) {
    return refused(reject('IC0506', fromCanister(key, 'Canister did not reply to the call')));
  }
  return answer.kind === 'reply' ? answer : rejection(reject('IC0406', answer.message));
}

/** The caller sees the error code in the text. */
function refused(reason: Reject): Answer {
  return towardsCanister(rejection(reason));
}
