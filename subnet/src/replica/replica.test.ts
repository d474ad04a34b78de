import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { principalBytes } from '../principal.ts';
import { MemoryStore } from '../store/memory-store.ts';
import type { Store, StoreBatch } from '../store/store.ts';
import { commitRound } from './commit-round.ts';
import { COUNTER, DRAIN, FLOOD, ofCanister, TestReplica } from './replica-fixture.ts';
import { routeRequest } from './route.ts';

const DAY_MS = 86_400_000;

/** A store whose commits fail from the given one on; what it holds stays. */
class FailingStore implements Store {
  readonly #inner = new MemoryStore();
  commitsLeft = Number.POSITIVE_INFINITY;

  get(key: string) {
    return this.#inner.get(key);
  }
  scan(prefix: string) {
    return this.#inner.scan(prefix);
  }
  async commit(batch: StoreBatch) {
    if (this.commitsLeft-- <= 0) throw new Error('the disk is full');
    await this.#inner.commit(batch);
  }
  close() {
    return Promise.resolve();
  }
}

async function keysOf(store: Store, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const [key] of store.scan(prefix)) keys.push(key);
  return keys;
}

describe('a replica whose store fails', () => {
  test('acknowledges nothing of that round, and goes on from the newest stored one', async () => {
    const store = new FailingStore();
    const node = await TestReplica.open(store);
    const canister = await node.canister(COUNTER);
    const id = principalBytes(canister.key);
    await node.submit(id, 'count');
    await node.settle();
    const before = node.state.height;

    store.commitsLeft = 0;
    const lost = node.content(id, 'count');
    expect(await node.replica.submit(lost, id, 300)).toEqual({ kind: 'accepted' });
    expect(node.failures).toHaveLength(1);
    expect(node.replica.health()).toBe('waiting_for_recovery');
    await expect(node.replica.query(node.content(id, 'look'))).rejects.toThrow('the disk is full');

    store.commitsLeft = Number.POSITIVE_INFINITY;
    await node.reopen();
    expect(node.state.height).toBe(before);
    expect(node.state.ingress.get(Buffer.from(lost.requestId).toString('hex'))).toBeUndefined();
    expect(await node.counter(canisterOf(node, canister.key))).toBe(1);
    expect(await node.replica.submit(lost, id, 5_000)).toMatchObject({ kind: 'certified' });
    expect(await node.counter(canisterOf(node, canister.key))).toBe(2);
    await node.stop();
  });

  test('does not start when the first round cannot be stored', async () => {
    const store = new FailingStore();
    const node = await TestReplica.open(store);
    const canister = await node.canister(COUNTER);
    await queueCall(node, principalBytes(canister.key));
    store.commitsLeft = 0;
    await expect(node.reopen()).rejects.toThrow('the disk is full');
    expect(node.failures).toHaveLength(1);
  });
});

describe('a replica', () => {
  let node: TestReplica;
  const { submit, settle } = {
    submit: (...call: Parameters<TestReplica['submit']>) => node.submit(...call),
    settle: () => node.settle(),
  };

  beforeEach(async () => {
    node = await TestReplica.open();
  });
  afterEach(() => node.stop());

  test('runs messages that were left in queues when it stopped', async () => {
    const canister = await node.canister(COUNTER);
    const { id } = await queueCall(node, principalBytes(canister.key));
    await node.reopen();
    expect(node.state.ingress.get(id)?.status).toMatchObject({ status: 'replied' });
    expect(await node.counter(canisterOf(node, canister.key))).toBe(1);
  });

  test('runs a message at the very end of its time', async () => {
    const canister = await node.canister(COUNTER);
    const { id } = await queueCall(node, principalBytes(canister.key));
    node.clock.advance(240_000);
    await node.reopen();
    expect(node.state.ingress.get(id)?.status).toMatchObject({ status: 'replied' });
  });

  test('rejects a message that expired while it was queued, and does not run it', async () => {
    const canister = await node.canister(COUNTER);
    const { id } = await queueCall(node, principalBytes(canister.key));
    node.clock.advance(240_001);
    await node.reopen();
    expect(node.state.ingress.get(id)?.status).toMatchObject({ status: 'rejected', code: 2 });
    expect(await node.counter(canisterOf(node, canister.key))).toBe(0);
  });

  test('restores a canister as it was stored, to the last field', async () => {
    const canister = await node.canister(COUNTER);
    node.openCall(canister);
    canister.globalTimerNs = node.clock.now() + 1_000_000_000n;
    await submit(principalBytes(canister.key), 'count');
    await settle();
    const before = structuredClone(canister);
    await node.reopen();
    expect(canisterOf(node, canister.key)).toEqual(before);
  });

  test('rejects the calls that an uninstallation cuts off as the canister would', async () => {
    const canister = await node.canister(COUNTER);
    const { record } = node.openCall(canister);
    await node.manage('uninstall_code', { ...ofCanister(canister), sender_canister_version: [] });
    await settle();
    expect(record.status).toMatchObject({ status: 'rejected', code: 4 });
    expect(canister.callContexts.size).toBe(0);
  });

  test('tells the caller of a stop that took too long, though nothing else happens', async () => {
    const canister = await node.canister(COUNTER);
    node.openCall(canister);
    const stop = await node.manage('stop_canister', ofCanister(canister));
    await settle();
    expect([canister.status, stop.status.status]).toEqual(['stopping', 'received']);
    node.clock.advance(DAY_MS);
    await settle();
    expect(stop.status).toMatchObject({ status: 'rejected', errorCode: 'IC0206' });
    expect(canister.status).toBe('stopping');
  });

  test('runs a timer after the start when the canister was stopped before its turn', async () => {
    const canister = await node.canister(COUNTER);
    canister.globalTimerNs = node.clock.now();
    await node.manage('stop_canister', ofCanister(canister));
    await settle();
    expect([canister.status, await node.counter(canister, 'timers')]).toEqual(['stopped', 0]);
    await node.manage('start_canister', ofCanister(canister));
    await settle();
    await settle();
    expect(await node.counter(canister, 'timers')).toBe(1);
  });

  test('leaves nothing of a deleted canister, and starts its id anew', async () => {
    const canister = await node.canister(COUNTER);
    await submit(principalBytes(canister.key), 'count');
    await settle();
    await node.manage('stop_canister', ofCanister(canister));
    await settle();
    await node.manage('delete_canister', ofCanister(canister));
    await settle();
    expect(
      (await keysOf(node.store, '')).filter((key) => /^(module|canister|heap|stable)/.test(key)),
    ).toEqual([]);
    const again = await node.canister(FLOOD, canister.key);
    expect(await node.counter(again)).toBe(0);
    await node.reopen();
    expect(await node.counter(canisterOf(node, again.key))).toBe(0);
  });

  test('takes what an installation and a replicated query burned, and keeps what the query printed', async () => {
    const canister = await node.canister(COUNTER);
    expect(canister.cycles).toBe(1_000_000n - 100n);
    const { version } = canister;
    await submit(principalBytes(canister.key), 'look');
    await settle();
    expect(canister.cycles).toBe(1_000_000n - 110n);
    expect(canister.version).toBe(version);
    expect(canister.log.map(({ content }) => Buffer.from(content).toString())).toEqual(['salam']);
  });

  test('lets nobody spend what a query before it in the same batch burned', async () => {
    const canister = await node.canister(DRAIN);
    const id = principalBytes(canister.key);
    const calls = ['look', 'drain'].map((method) => submit(id, method));
    await Promise.all(calls);
    await settle();
    expect(canister.cycles).toBe(0n);
  });

  test('lets 500 calls be open between two canisters, and refuses the next with 2', async () => {
    const canister = await node.canister(FLOOD);
    const flood = async (calls: number) => {
      const argument = new Uint8Array(4);
      new DataView(argument.buffer).setUint32(0, calls, true);
      const record = await submit(principalBytes(canister.key), 'flood', argument);
      for (let i = 0; i < 4; i++) await settle();
      if (record.status.status !== 'replied') throw new Error(JSON.stringify(record.status));
      return [...record.status.reply];
    };
    expect(await flood(500)).toEqual(new Array(500).fill(0));
    expect(await flood(502)).toEqual([...new Array(500).fill(0), 2, 2]);
    expect([canister.callbacks.size, canister.callContexts.size, canister.callsInFlight.size]).toEqual([
      0, 0, 0,
    ]);
  });

  test('queues one heartbeat a second, and none while one waits', async () => {
    const canister = await node.canister(COUNTER);
    const counts: number[] = [];
    for (const ms of [0, 999, 1, 10_000, 0]) {
      node.clock.advance(ms);
      await settle();
      counts.push(await node.counter(canister, 'heartbeats'));
    }
    const [first = 0] = counts;
    expect(counts.map((count) => count - first)).toEqual([0, 0, 1, 2, 2]);
  });
});

function canisterOf(of: TestReplica, key: Parameters<TestReplica['canister']>[1] & string) {
  const canister = of.state.canisters.get(key);
  if (canister === undefined) throw new Error('expected the canister to be known');
  return canister;
}

/** Stores a round that ends with a call in the canister's queue, as rounds do that reach their bounds. */
async function queueCall(of: TestReplica, canister: Uint8Array) {
  const call = of.content(canister, 'count');
  const record = of.state.ingress.add(call, canister);
  routeRequest(of.state, record.canister, {
    kind: 'request',
    origin: { kind: 'ingress', requestId: record.id, sender: record.sender },
    caller: record.sender,
    method: call.method,
    argument: call.argument,
    cycles: 0n,
    deadlineNs: 0n,
  });
  await commitRound(of.replica.parts);
  return record;
}
