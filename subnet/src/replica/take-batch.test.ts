import { describe, expect, test } from 'vitest';
import type { Answer, Message } from '../canister/message.ts';
import {
  addCanister,
  canisterRequest,
  emptyState,
  ingressRequest,
  outgoing,
  result,
  trapped,
} from './canister-fixture.ts';
import { applyResult } from './apply-result.ts';
import { enqueue } from './route.ts';
import { BATCH_EXECUTIONS_MAX, cleanupOf, concludeBatch, takeBatch } from './take-batch.ts';

const REPLY: Answer = { kind: 'reply', data: Uint8Array.of(42) };
const TIMER: Message = { kind: 'task', task: 'global_timer' };

/** Two canisters, and a call of the first that the second received. */
function twoCanisters(cycles = 0n) {
  const state = emptyState();
  const [caller, callee] = [addCanister(state, 1), addCanister(state, 2)];
  const call = canisterRequest(caller, callee.key, { cycles });
  return { state, caller, callee, call };
}

function answerTo(call: ReturnType<typeof twoCanisters>['call'], answer = REPLY, refund = 0n): Message {
  const callback = call.origin.kind === 'canister' ? call.origin.callback : -1;
  return { kind: 'response', callback, answer, refund };
}

/** Takes a batch when the one before is done. */
function takeNext(...[state, canister]: Parameters<typeof takeBatch>) {
  concludeBatch(state, canister, []);
  return takeBatch(state, canister);
}

describe('taking a batch', () => {
  test('opens a call context for each call, in the order of the queue', () => {
    const state = emptyState();
    const canister = addCanister(state);
    for (const number of [1, 2, 3]) enqueue(state, canister, ingressRequest(state, number));
    const batch = takeBatch(state, canister);
    expect(batch.map(({ context }) => context.id)).toEqual([0, 1, 2]);
    expect([...canister.callContexts.keys()]).toEqual([0, 1, 2]);
    expect(canister.queue).toEqual([]);
  });

  test('takes up to its bound and leaves the rest in order', () => {
    const state = emptyState();
    const canister = addCanister(state);
    const messages = Array.from({ length: BATCH_EXECUTIONS_MAX + 1 }, (_, i) => ingressRequest(state, i + 1));
    for (const message of messages) enqueue(state, canister, message);
    expect(takeBatch(state, canister)).toHaveLength(BATCH_EXECUTIONS_MAX);
    expect(canister.queue).toEqual(messages.slice(-1));
  });

  test('what is left of a batch comes again and alone, before the queue', () => {
    const state = emptyState();
    const canister = addCanister(state);
    for (const number of [1, 2]) enqueue(state, canister, ingressRequest(state, number));
    const [first, second] = takeBatch(state, canister);
    enqueue(state, canister, ingressRequest(state, 3));
    expect(takeBatch(state, canister)).toEqual([first, second]);
    if (second === undefined) throw new Error('expected two executions');
    concludeBatch(state, canister, [second]);
    expect(state.busy.has(canister.key)).toBe(true);
    expect(takeBatch(state, canister)).toEqual([second]);
    concludeBatch(state, canister, []);
    expect(state.busy.has(canister.key)).toBe(false);
    expect(canister.executing).toBeUndefined();
    expect(takeBatch(state, canister).map(({ context }) => context.id)).toEqual([2]);
  });

  test('ends with the first callback: what follows may depend on it and its clean-up', () => {
    const { state, caller, call } = twoCanisters();
    enqueue(state, caller, ingressRequest(state, 1));
    enqueue(state, caller, answerTo(call));
    enqueue(state, caller, ingressRequest(state, 2));
    const batch = takeBatch(state, caller);
    expect(batch.map(({ execution }) => execution.entry.kind)).toEqual(['update', 'reply_callback']);
    expect(caller.queue).toHaveLength(1);
  });

  test.each(['stopping', 'stopped'] as const)(
    'a %s canister refuses calls, and all cycles go back',
    (status) => {
      const { state, caller, callee, call } = twoCanisters(70n);
      callee.status = status;
      enqueue(state, callee, call);
      expect(takeBatch(state, callee)).toEqual([]);
      expect(callee.callContexts.size).toBe(0);
      expect(caller.queue).toMatchObject([
        { kind: 'response', refund: 70n, answer: { kind: 'reject', code: 5 } },
      ]);
    },
  );

  test('a stopping canister still hears the answers to its own calls', () => {
    const { state, caller, call } = twoCanisters();
    caller.status = 'stopping';
    enqueue(state, caller, answerTo(call));
    expect(takeBatch(state, caller).map(({ execution }) => execution.entry.kind)).toEqual(['reply_callback']);
  });

  test('a call of itself that a stopping canister refuses comes back in the same batch', () => {
    const state = emptyState();
    const canister = addCanister(state);
    canister.status = 'stopping';
    enqueue(state, canister, canisterRequest(canister, canister.key));
    expect(takeBatch(state, canister).map(({ execution }) => execution.entry.kind)).toEqual([
      'reject_callback',
    ]);
    expect(canister.queue).toEqual([]);
  });

  test.each([
    ['composite', 'IC0527'],
    ['nothing', 'IC0536'],
  ])('the method %s cannot be called in replicated mode', (method, errorCode) => {
    const state = emptyState();
    const canister = addCanister(state);
    const message = ingressRequest(state, 1, method);
    enqueue(state, canister, message);
    expect(takeBatch(state, canister)).toEqual([]);
    const id = message.origin.kind === 'ingress' ? message.origin.requestId : '';
    expect(state.ingress.get(id)?.status).toMatchObject({ status: 'rejected', errorCode });
  });

  test('a canister whose code is gone refuses what was queued, and only counts the cycles that come back', () => {
    const { state, caller, call } = twoCanisters();
    caller.code = undefined;
    call.context.deleted = true;
    enqueue(state, caller, answerTo(call, REPLY, 30n));
    enqueue(state, caller, TIMER);
    const late = ingressRequest(state, 1);
    enqueue(state, caller, late);
    expect(takeBatch(state, caller)).toEqual([]);
    expect([caller.cycles, caller.callContexts.size, caller.callbacks.size]).toEqual([1_030n, 0, 0]);
    const id = late.origin.kind === 'ingress' ? late.origin.requestId : '';
    expect(state.ingress.get(id)?.status).toMatchObject({ status: 'rejected', errorCode: 'IC0537' });
  });

  test('code that came after an uninstallation does not hear the answers to calls of the old', () => {
    const { state, caller, call } = twoCanisters();
    call.context.deleted = true;
    enqueue(state, caller, answerTo(call));
    expect(takeBatch(state, caller)).toEqual([]);
    expect(caller.callContexts.size).toBe(0);
  });

  test('a call with less cycles than the callee asks for is refused, with them; as many are enough', () => {
    for (const [cycles, executions] of [
      [49n, 0],
      [50n, 1],
    ] as const) {
      const { state, caller, callee, call } = twoCanisters(cycles);
      callee.settings = { ...callee.settings, minimumIncomingCallCycles: 50n };
      enqueue(state, callee, call);
      expect(takeBatch(state, callee)).toHaveLength(executions);
      expect(caller.queue.map((message) => message.kind === 'response' && message.refund)).toEqual(
        executions === 1 ? [] : [49n],
      );
    }
  });

  test('ingress and calls of itself need not bring what the canister asks others for', () => {
    const state = emptyState();
    const canister = addCanister(state);
    canister.settings = { ...canister.settings, minimumIncomingCallCycles: 50n };
    enqueue(state, canister, ingressRequest(state));
    enqueue(state, canister, canisterRequest(canister, canister.key));
    expect(takeBatch(state, canister)).toHaveLength(2);
  });

  test('a bounded-wait call that ran out of time in the queue is not run and not answered twice', () => {
    const { state, caller, callee } = twoCanisters();
    for (const deadlineNs of [state.timeNs, state.timeNs + 1n]) {
      enqueue(state, callee, canisterRequest(caller, callee.key, { deadlineNs }));
    }
    expect(takeBatch(state, callee)).toHaveLength(1);
    expect(caller.queue).toEqual([]);
  });

  test('a timer whose canister stopped first is due again when it runs; one set since is kept', () => {
    const state = emptyState();
    const [canister, other] = [addCanister(state, 1), addCanister(state, 2)];
    canister.status = 'stopped';
    other.status = 'stopping';
    other.globalTimerNs = 5n;
    for (const each of [canister, other]) enqueue(state, each, TIMER);
    expect([takeBatch(state, canister), takeBatch(state, other)]).toEqual([[], []]);
    expect([canister.globalTimerNs, other.globalTimerNs]).toEqual([state.timeNs, 5n]);
  });

  test('a clean-up follows a callback only, with the rest of its call context', () => {
    const { state, caller, call } = twoCanisters();
    enqueue(state, caller, answerTo(call));
    const [callback] = takeBatch(state, caller);
    enqueue(state, caller, ingressRequest(state));
    const [update] = takeNext(state, caller);
    expect(callback && cleanupOf(callback)?.entry).toMatchObject({ kind: 'cleanup_callback' });
    expect(update && cleanupOf(update)).toBeUndefined();
  });
});

describe('applying a result', () => {
  test('a trap with calls still open answers nobody; the last callback that traps does, with all cycles', () => {
    const { state, caller, callee, call } = twoCanisters(90n);
    enqueue(state, callee, call);
    const [received] = takeNext(state, callee);
    if (received === undefined) throw new Error('expected the call');
    applyResult(state, callee, received, result({ cyclesAccepted: 20n, calls: [outgoingTo(caller)] }));
    expect([callee.cycles, received.context.cyclesAvailable, caller.queue.length]).toEqual([1_020n, 70n, 1]);
    caller.queue = [];
    enqueue(state, callee, { kind: 'response', callback: 0, answer: REPLY, refund: 0n });
    const [callback] = takeNext(state, callee);
    if (callback === undefined) throw new Error('expected the callback');
    applyResult(state, callee, callback, trapped());
    expect(caller.queue).toMatchObject([
      { kind: 'response', refund: 70n, answer: { kind: 'reject', code: 5 } },
    ]);
    expect(callee.callContexts.size).toBe(0);
  });

  test('an answer closes the account of the call, and later callbacks answer no more', () => {
    const { state, caller, callee, call } = twoCanisters(90n);
    enqueue(state, callee, call);
    const [received] = takeNext(state, callee);
    if (received === undefined) throw new Error('expected the call');
    applyResult(
      state,
      callee,
      received,
      result({ answer: { kind: 'reply', data: Uint8Array.of(1) }, calls: [outgoingTo(caller)] }),
    );
    expect(received.context).toMatchObject({ answered: true, cyclesAvailable: 0n, outstanding: 1 });
    enqueue(state, callee, { kind: 'response', callback: 0, answer: REPLY, refund: 0n });
    const [callback] = takeNext(state, callee);
    if (callback === undefined) throw new Error('expected the callback');
    expect(callback.execution.answered).toBe(true);
    applyResult(state, callee, callback, trapped());
    expect(caller.queue.filter(({ kind }) => kind === 'response')).toHaveLength(1);
    expect(callee.callContexts.size).toBe(0);
  });

  test('the version rises with what may change the state, and with nothing else', () => {
    const state = emptyState();
    const canister = addCanister(state);
    const versions: bigint[] = [];
    for (const [method, outcome] of [
      ['update', result()],
      ['update', trapped()],
      ['query', result({ answer: { kind: 'reply', data: new Uint8Array() } })],
      ['update', result({ answer: { kind: 'reject', message: 'no' } })],
    ] as const) {
      enqueue(state, canister, ingressRequest(state, versions.length + 1, method));
      const [dispatched] = takeNext(state, canister);
      if (dispatched) applyResult(state, canister, dispatched, outcome);
      versions.push(canister.version);
    }
    const [first = 0n] = versions;
    expect(versions).toEqual([first, first, first, first + 1n]);
  });

  test('a message that answers nothing and waits for nothing is rejected with IC0506', () => {
    const state = emptyState();
    const canister = addCanister(state);
    const message = ingressRequest(state);
    enqueue(state, canister, message);
    const [dispatched] = takeNext(state, canister);
    if (dispatched) applyResult(state, canister, dispatched, result());
    const id = message.origin.kind === 'ingress' ? message.origin.requestId : '';
    expect(state.ingress.get(id)?.status).toMatchObject({ status: 'rejected', errorCode: 'IC0506' });
  });
});

const outgoingTo = (canister: ReturnType<typeof addCanister>) => outgoing(canister.key);
