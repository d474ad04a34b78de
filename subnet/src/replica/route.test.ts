import { describe, expect, test } from 'vitest';
import type { Answer } from '../canister/message.ts';
import { keyText, MANAGEMENT_KEY, principalKey } from '../principal.ts';
import { reject } from '../reject.ts';
import { addCanister, canisterRequest, emptyState, ingressRequest } from './canister-fixture.ts';
import { refusesOverdue, rejection, routeAnswer, routeRequest } from './route.ts';

const NOBODY = principalKey(Uint8Array.of(0, 0, 0, 0, 0, 47, 0, 0, 1, 1));
const REPLY: Answer = { kind: 'reply', data: Uint8Array.of(1) };

describe('routing', () => {
  test('a call of a canister that does not exist comes back at once with its cycles', () => {
    const state = emptyState();
    const caller = addCanister(state);
    routeRequest(state, NOBODY, canisterRequest(caller, NOBODY, { cycles: 25n }));
    const answer = { kind: 'reject', code: 3, message: `IC0301: Canister ${keyText(NOBODY)} not found` };
    expect(caller.queue).toMatchObject([{ kind: 'response', refund: 25n, answer }]);
    expect(state.ready.has(caller.key)).toBe(true);
  });

  test('calls of the management canister wait for it in order', () => {
    const state = emptyState();
    const caller = addCanister(state);
    const calls = [1, 2].map((cycles) => canisterRequest(caller, MANAGEMENT_KEY, { cycles: BigInt(cycles) }));
    for (const call of calls) routeRequest(state, MANAGEMENT_KEY, call);
    expect(state.management).toEqual(calls);
    expect(state.hasWork).toBe(true);
  });

  test('an answer to a canister that is gone disturbs nobody', () => {
    const state = emptyState();
    const caller = addCanister(state);
    const { origin } = canisterRequest(caller, NOBODY);
    state.canisters.delete(caller.key);
    routeAnswer(state, origin, REPLY, 9n);
    expect(state.hasWork).toBe(false);
  });

  test('a task of the subnet itself has nobody to answer', () => {
    const state = emptyState();
    routeAnswer(state, { kind: 'system' }, REPLY, 0n);
    expect([state.hasWork, state.hasChanges]).toEqual([false, false]);
  });

  test('canisters hear of a failure with its code, and of a rejection in the words of who rejects', () => {
    const state = emptyState();
    const caller = addCanister(state);
    const { origin } = canisterRequest(caller, NOBODY);
    routeAnswer(state, origin, rejection(reject('IC0503', 'it trapped')), 0n);
    routeAnswer(state, origin, rejection(reject('IC0406', 'come tomorrow')), 0n);
    const messages = caller.queue.map((message) =>
      message.kind === 'response' && message.answer.kind === 'reject' ? message.answer : undefined,
    );
    expect(messages).toMatchObject([
      { code: 5, message: 'IC0503: it trapped' },
      { code: 4, message: 'come tomorrow' },
    ]);
  });

  test('an ingress message starts up to the end of its time, and not a nanosecond later', () => {
    const state = emptyState();
    const { origin } = ingressRequest(state);
    state.timeNs += 1n;
    expect(refusesOverdue(state, origin)).toBeUndefined();
    state.timeNs += 1n;
    expect(refusesOverdue(state, origin)).toMatchObject({ code: 2, errorCode: 'IC0202' });
  });
});
