import { afterEach, expect, test } from 'vitest';
import type { PrincipalKey } from '../principal.ts';
import { mergeDeltas } from '../replica/merge-deltas.ts';
import { withResolvers } from '../real-time.ts';
import { SandboxMoved } from './canister-home.ts';
import { assemble, execution, installation, systemState } from './canister-fixture.ts';
import type { Execution, ExecutionResult, MemoryDelta } from './protocol.ts';
import type { StoredCanister } from './sandbox.ts';
import { openSandboxPool, type PoolOptions, type SandboxPool } from './sandbox-pool.ts';

const MODULE = assemble({
  imports: ['msg_reply_data_append', 'msg_reply'],
  body: `
  (func $tell (call $msg_reply_data_append (i32.const 0) (i32.const 1)) (call $msg_reply))
  (func (export "canister_update add")
    (i32.store8 (i32.const 0) (i32.add (i32.load8_u (i32.const 0)) (i32.const 1))) (call $tell))
  (func (export "canister_update loop") (loop (br 0)))
  (func (export "canister_query look") (call $tell))`,
});
/** About two seconds. Units: instructions. */
const LONG = 2_000_000_000n;

/** A pool on a store of its own. */
class TestPool {
  readonly stored = new Map<PrincipalKey, MemoryDelta>();
  pool!: SandboxPool;
  moduleHash = '';
  loads = 0;
  /** What is loaded beside the memory of a canister. */
  readonly ballast = new Map<PrincipalKey, object>();
  /** Reading a canister waits for it. */
  gate: Promise<void> = Promise.resolve();

  static async open(options: Partial<PoolOptions> = {}): Promise<TestPool> {
    const test = new TestPool();
    const source = async (canister: PrincipalKey) => {
      const stored = test.#read(canister);
      await test.gate;
      return stored;
    };
    test.pool = await openSandboxPool({
      source,
      standInSource: source,
      onChanged: (canister, delta) => {
        const before = test.stored.get(canister);
        test.stored.set(canister, before === undefined ? delta : mergeDeltas(before, delta));
      },
      ...options,
    });
    open = test.pool;
    test.moduleHash = (await test.pool.prepare(MODULE)).moduleHash;
    return test;
  }

  async canister(number: number): Promise<PrincipalKey> {
    const key = `000000000010${String(number).padStart(4, '0')}0101` as PrincipalKey;
    const { result } = await this.pool.install(key, installation(this.moduleHash), systemState());
    expect(result.trap).toBeUndefined();
    return key;
  }

  async run(key: PrincipalKey, method: string, changes: Partial<Execution> = {}): Promise<ExecutionResult> {
    const query = { entry: { kind: 'query', method }, effect: 'discard' } as const;
    const order = execution(method, { ...(method === 'look' ? query : {}), ...changes });
    const { results } = await this.pool.execute(key, systemState(), [order]);
    return results[0] as ExecutionResult;
  }

  async value(key: PrincipalKey, method: 'add' | 'look'): Promise<number | undefined> {
    const { answer } = await this.run(key, method);
    return answer?.kind === 'reply' ? answer.data[0] : undefined;
  }

  #read(canister: PrincipalKey): StoredCanister | undefined {
    const memory = this.stored.get(canister);
    if (memory === undefined) return undefined;
    this.loads++;
    return {
      moduleHash: this.moduleHash,
      module: () => Promise.resolve(MODULE),
      memory: { ...structuredClone(memory), ...this.ballast.get(canister) },
    };
  }
}

let open: SandboxPool | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

test('pool: a canister behind a long order of another goes to another worker, with all it did', async () => {
  const test = await TestPool.open();
  const [busy, other] = [await test.canister(1), await test.canister(2)];
  expect(await test.value(other, 'add')).toBe(1);
  let ended = false;
  const long = test.run(busy, 'loop', { instructionLimit: LONG }).finally(() => {
    ended = true;
  });
  expect([await test.value(other, 'add'), await test.value(other, 'look')]).toEqual([2, 2]);
  expect([ended, test.pool.workers, test.loads]).toEqual([false, 2, 1]);
  expect((await long).trap?.errorCode).toBe('IC0522');
  expect([await test.value(busy, 'add'), await test.value(other, 'add')]).toEqual([1, 3]);
});

test('pool: where all workers are at long orders the youngest gives way, and all end', async () => {
  const test = await TestPool.open({ workersMax: 2 });
  const busy = [await test.canister(1), await test.canister(2), await test.canister(3)];
  const short = await test.canister(4);
  let ended = 0;
  const long = busy.map((key) =>
    test.run(key, 'loop', { instructionLimit: LONG }).finally(() => {
      ended++;
    }),
  );
  expect(await test.value(short, 'add')).toBe(1);
  expect(ended).toBeLessThan(3);
  for (const end of long) expect((await end).trap?.errorCode).toBe('IC0522');
  expect(await Promise.all(busy.map((key) => test.value(key, 'add')))).toEqual([1, 1, 1]);
  expect(test.pool.workers).toBeLessThanOrEqual(2);
}, 60_000);

test('pool: a second copy answers queries while the first is at a long order, and goes when it is dropped', async () => {
  const test = await TestPool.open();
  const busy = await test.canister(1);
  expect(await test.value(busy, 'add')).toBe(1);
  const long = test.run(busy, 'loop', { instructionLimit: LONG });
  const look = execution('look', { entry: { kind: 'query', method: 'look' }, effect: 'discard' });
  const { results } = await test.pool.execute(busy, systemState(), [look], 'stand-in');
  expect(results[0]?.answer).toMatchObject({ kind: 'reply', data: Uint8Array.of(1) });
  expect(test.pool.held).toBe(2);
  test.pool.dropStandIn(busy);
  expect(test.pool.held).toBe(1);
  await long;
  expect(await test.value(busy, 'add')).toBe(2);
});

test('pool: two copies of a canister that are loaded at the same time are apart, even in the same worker', async () => {
  const test = await TestPool.open({ workersMax: 2 });
  const key = await test.canister(1);
  test.pool.drop(key);
  const opened = withResolvers<void>();
  test.gate = opened.promise;
  const look = execution('look', { entry: { kind: 'query', method: 'look' }, effect: 'discard' });
  const added = test.value(key, 'add');
  const seen = test.pool.execute(key, systemState(), [look], 'stand-in');
  opened.resolve();
  expect(await added).toBe(1);
  expect((await seen).results[0]?.answer).toMatchObject({ kind: 'reply', data: Uint8Array.of(0) });
  expect([test.pool.workers, test.pool.held, test.loads]).toEqual([1, 2, 2]);
  test.pool.dropStandIn(key);
  expect([await test.value(key, 'add'), await test.value(key, 'look')]).toEqual([2, 2]);
});

test('pool: a canister of whose loading workers die answers with traps; its neighbours go on', async () => {
  const losses: unknown[] = [];
  const test = await TestPool.open({ heapMib: 64, onLost: (error) => losses.push(error) });
  const [deadly, other] = [await test.canister(1), await test.canister(2)];
  expect(await test.value(other, 'add')).toBe(1);
  test.ballast.set(deadly, { ballast: Array.from({ length: 2_000_000 }, (_, i) => ({ i })) });
  test.pool.drop(deadly);
  const ended = Promise.all([test.run(deadly, 'add'), test.run(deadly, 'look')]);
  expect((await ended).map(({ trap }) => trap?.errorCode)).toEqual(['IC0507', 'IC0507']);
  expect(await test.value(other, 'add')).toBe(2);
  test.ballast.delete(deadly);
  expect(await test.value(deadly, 'add')).toBe(1);
  expect(losses).toEqual([]);
}, 60_000);

test('pool: over its bound of memory the longest unused canisters go, and come back as they were', async () => {
  const test = await TestPool.open({ heldBytesMax: 5 * 2 * 65_536 });
  const keys: PrincipalKey[] = [];
  for (let number = 1; number <= 8; number++) keys.push(await test.canister(number));
  expect(await Promise.all(keys.map((key) => test.value(key, 'add')))).toEqual(keys.map(() => 1));
  expect(test.pool.held).toBeLessThanOrEqual(6);
  for (const key of keys) expect(await test.value(key, 'look')).toBe(1);
  expect(test.loads).toBeGreaterThan(2);
});

test('pool: an order of which workers die ends in a trap; the canister and its neighbours go on', async () => {
  const losses: unknown[] = [];
  const test = await TestPool.open({ heapMib: 64, onLost: (error) => losses.push(error) });
  const [deadly, other] = [await test.canister(1), await test.canister(2)];
  expect([await test.value(deadly, 'add'), await test.value(other, 'add')]).toEqual([1, 1]);
  const environment = Array.from({ length: 2_000_000 }, (_, i) => [`${i}`, `${i}`] as const);
  const batch = [execution('add'), execution('add')];
  const ended = test.pool.execute(deadly, systemState({ environment }), batch);
  expect(await test.value(other, 'add')).toBe(2);
  const { results, delta } = await ended;
  expect([results.map(({ trap }) => trap?.errorCode), delta]).toEqual([['IC0507'], undefined]);
  expect([await test.value(deadly, 'add'), await test.value(other, 'add')]).toEqual([2, 3]);
  expect(losses).toEqual([]);
}, 60_000);

test('pool: what waits for a canister that is dropped is told to ask again; the next order loads it', async () => {
  const test = await TestPool.open({ heldBytesMax: 1 });
  const [first, second] = [await test.canister(1), await test.canister(2)];
  await test.value(first, 'add');
  await test.value(second, 'add');
  const waiting = test.value(first, 'look');
  test.pool.drop(first);
  await expect(waiting).rejects.toBeInstanceOf(SandboxMoved);
  expect(await test.value(first, 'look')).toBe(1);
});

test('pool: a hold that is gone cannot be gone on with', async () => {
  const test = await TestPool.open();
  const key = await test.canister(1);
  const hold = { replicated: false, effect: 'hold', hold: 7 } as const;
  const held = execution('look', { ...hold, entry: { kind: 'query', method: 'look' } });
  expect((await test.pool.execute(key, systemState(), [held])).results[0]?.trap).toBeUndefined();
  test.pool.drop(key);
  const callback = { kind: 'reply_callback', closure: { fun: 0n, env: 0n } } as const;
  const onward = test.pool.execute(key, systemState(), [execution('look', { ...hold, entry: callback })]);
  await expect(onward).rejects.toBeInstanceOf(SandboxMoved);
  await test.pool.release(key, 7);
  expect(await test.value(key, 'add')).toBe(1);
});
