import 'fake-indexeddb/auto';
import { Principal } from '@indus/client';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type OfflineStore, openOfflineStore } from './offline-store.ts';
import { type Attempt, KEY_AGE_MS_MAX, Outbox, type OutboxWorld, type Sender } from './outbox.ts';
import type { Write } from './write.ts';

const AMINA = 'amina';
const SUBJECT = Principal.fromText('aaaaa-aa');
const WRITE: Write = {
  to: 'vault',
  method: 'withdraw_ticket',
  subject: SUBJECT,
  request: { subject: SUBJECT, ticket: 7n },
};
const FAILURE = { key: 'call.unreachable', values: {} };
const DONE: Attempt = { kind: 'done', result: { item: 1n } };
const UNSENT: Attempt = { kind: 'again', failure: FAILURE, sent: false };
const SENT: Attempt = { kind: 'again', failure: FAILURE, sent: true };

let nowMs: number;
let planned: { atMs: number; work: () => void }[];
let store: OfflineStore;
let count = 0;

beforeEach(() => {
  nowMs = 1_000_000;
  planned = [];
  store = openOfflineStore(`outbox ${(count += 1)}`);
});

function world(): OutboxWorld {
  let keys = 0;
  return {
    nowMs: () => nowMs,
    random: () => 0,
    newKey: () => `0${(keys += 1)}`.padEnd(32, '0'),
    later(delayMs, work) {
      const plan = { atMs: nowMs + delayMs, work };
      planned.push(plan);
      return () => void (planned = planned.filter((each) => each !== plan));
    },
    alone: (work) => work(),
    others: { tell: () => undefined, listen: () => () => undefined },
  };
}

function sender(attempts: readonly Attempt[]): Sender & { keys: string[]; finished: number } {
  const left = [...attempts];
  return {
    caller: AMINA,
    keys: [],
    finished: 0,
    async send(write, key) {
      expect(write).toEqual(WRITE);
      this.keys.push(key);
      return left.shift() ?? DONE;
    },
    done() {
      this.finished += 1;
    },
  };
}

/** Lets everything happen that is due within a time. */
async function pass(ms: number): Promise<void> {
  nowMs += ms;
  const due = planned.filter(({ atMs }) => atMs <= nowMs);
  planned = planned.filter((plan) => !due.includes(plan));
  for (const { work } of due) work();
  await settle();
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function begun(attempts: readonly Attempt[]): Promise<[Outbox, ReturnType<typeof sender>]> {
  const outbox = new Outbox(store, world());
  const sends = sender(attempts);
  outbox.start(sends);
  await settle();
  return [outbox, sends];
}

const states = (outbox: Outbox) => outbox.items().map(({ state }) => state);

describe('a write', () => {
  test('is on the disk with its key before it is sent', async () => {
    const outbox = new Outbox(store, world());
    let seen: unknown;
    outbox.start({
      ...sender([]),
      async send(_, key) {
        seen = (await store.listItems()).map((item) => ({ sent: item.key === key, state: item.state }));
        return DONE;
      },
    });
    await outbox.add(WRITE, AMINA);
    await settle();
    expect(seen).toEqual([{ sent: true, state: 'sending' }]);
  });

  test('that is answered is done, tells its result, and leaves the list after an hour', async () => {
    const [outbox, sends] = await begun([DONE]);
    await outbox.add(WRITE, AMINA);
    await settle();
    expect(outbox.items()).toMatchObject([{ state: 'done', attempts: 1, result: { item: 1n } }]);
    expect(sends.finished).toBe(1);
    nowMs += 3_599_999;
    expect(states((await begun([]))[0])).toEqual(['done']);
    nowMs += 1;
    expect(states((await begun([]))[0])).toEqual([]);
  });

  test('that nobody answers is sent again with the same key, after its wait and not before', async () => {
    const [outbox, sends] = await begun([SENT, SENT, DONE]);
    await outbox.add(WRITE, AMINA);
    await settle();
    expect(states(outbox)).toEqual(['waiting']);
    await pass(499);
    expect(sends.keys).toHaveLength(1);
    await pass(1);
    expect(sends.keys).toHaveLength(2);
    await pass(1_000);
    expect(states(outbox)).toEqual(['done']);
    expect(new Set(sends.keys).size).toBe(1);
  });

  test('that a canister turns away for a time waits until then', async () => {
    const [outbox, sends] = await begun([{ kind: 'again', failure: FAILURE, sent: false, atMs: 1_090_000 }]);
    await outbox.add(WRITE, AMINA);
    await settle();
    await pass(89_999);
    expect(sends.keys).toHaveLength(1);
    await pass(1);
    expect(sends.keys).toHaveLength(2);
  });

  test('that is refused stays with its reason and is not sent again', async () => {
    const failure = { key: 'refused.TicketClosed', values: { ticket: '7' } };
    const [outbox, sends] = await begun([{ kind: 'refused', failure }]);
    await outbox.add(WRITE, AMINA);
    await settle();
    await pass(86_400_000);
    expect(outbox.items()).toMatchObject([{ state: 'refused', failure }]);
    expect(sends.keys).toHaveLength(1);
    expect(await store.listItems()).toMatchObject([{ state: 'refused' }]);
  });

  test('goes out at once when the network is back', async () => {
    const [outbox, sends] = await begun([SENT]);
    await outbox.add(WRITE, AMINA);
    await settle();
    outbox.sendNow();
    await settle();
    expect(sends.keys).toHaveLength(2);
    expect(states(outbox)).toEqual(['done']);
  });
});

describe('a page that was closed', () => {
  test('while a write was on its way sends it again with the same key', async () => {
    const first = new Outbox(store, world());
    const never = { ...sender([]), send: () => new Promise<Attempt>(() => undefined) };
    first.start(never);
    const key = await first.add(WRITE, AMINA);
    await settle();
    const [again, sends] = await begun([DONE]);
    expect(sends.keys).toEqual([key]);
    expect(states(again)).toEqual(['done']);
  });

  test('for longer than keys are known leaves a write whose fate is open to a person', async () => {
    const [first] = await begun([SENT]);
    await first.add(WRITE, AMINA);
    await settle();
    nowMs += KEY_AGE_MS_MAX + 1;
    const [again, sends] = await begun([DONE]);
    expect(sends.keys).toEqual([]);
    expect(states(again)).toEqual(['unknown']);
  });

  test('for just as long as keys are known still sends it', async () => {
    const [first] = await begun([SENT]);
    await first.add(WRITE, AMINA);
    await settle();
    nowMs += KEY_AGE_MS_MAX;
    const [, sends] = await begun([DONE]);
    expect(sends.keys).toHaveLength(1);
  });

  test('for days sends what surely never left the device', async () => {
    const [first] = await begun([UNSENT]);
    await first.add(WRITE, AMINA);
    await settle();
    nowMs += 3 * KEY_AGE_MS_MAX;
    const [again] = await begun([DONE]);
    expect(states(again)).toEqual(['done']);
  });
});

describe('two pages of one person', () => {
  test('send a write once', async () => {
    let turn = Promise.resolve();
    const alone = (work: () => Promise<void>) => (turn = turn.then(work));
    const listeners: (() => void)[] = [];
    const others = {
      tell: () => listeners.forEach((changed) => changed()),
      listen: (changed: () => void) => {
        listeners.push(changed);
        return () => undefined;
      },
    };
    const [left, right] = [sender([DONE]), sender([DONE])];
    const pages = [left, right].map((sends) => {
      const page = new Outbox(store, { ...world(), alone, others });
      page.start(sends);
      return page;
    });
    await settle();
    await pages[0]?.add(WRITE, AMINA);
    pages[1]?.sendNow();
    await settle();
    expect([...left.keys, ...right.keys]).toHaveLength(1);
    expect(pages.map((page) => states(page))).toEqual([['done'], ['done']]);
  });
});

describe('another person', () => {
  test('sends nothing of what the first one wrote', async () => {
    const outbox = new Outbox(store, world());
    await outbox.add(WRITE, AMINA);
    const sends = { ...sender([]), caller: 'bilal', send: vi.fn() };
    outbox.start(sends);
    await settle();
    await pass(60_000);
    expect(sends.send).not.toHaveBeenCalled();
    expect(states(outbox)).toEqual(['waiting']);
  });

  test('may be signed in when hers is given up: only hers goes', async () => {
    const outbox = new Outbox(store, world());
    await outbox.add(WRITE, AMINA);
    await outbox.add(WRITE, 'bilal');
    await outbox.discardAll(AMINA);
    expect(outbox.items().map(({ caller }) => caller)).toEqual(['bilal']);
    expect((await store.listItems()).map(({ caller }) => caller)).toEqual(['bilal']);
  });
});

test('a mistake while sending is tried again, and nothing is stuck', async () => {
  const outbox = new Outbox(store, world());
  let calls = 0;
  outbox.start({
    ...sender([]),
    send: () => ((calls += 1) === 1 ? Promise.reject(new TypeError('no such part')) : Promise.resolve(DONE)),
  });
  await outbox.add(WRITE, AMINA);
  await settle();
  expect(outbox.items()).toMatchObject([{ state: 'waiting', failure: { key: 'unexpected' } }]);
  await pass(1_000);
  expect(states(outbox)).toEqual(['done']);
});

test('a store that takes nothing refuses the write, and nothing is sent', async () => {
  const full = { ...store, putItem: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
  const outbox = new Outbox(full, world());
  const sends = sender([]);
  outbox.start(sends);
  await expect(outbox.add(WRITE, AMINA)).rejects.toThrow('full');
  await settle();
  expect(sends.keys).toEqual([]);
});
