import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExecutionResult, MemoryDelta } from './protocol.ts';
import type { SandboxOrder } from './sandbox-message.ts';
import { assert } from '../assert.ts';
import { assemble, COPY, execution, installation, systemState } from './canister-fixture.ts';
import { SandboxFailure, SandboxLink, SandboxLost, entryFor } from './sandbox-link.ts';
import type { LoadedModule } from './wasm-instance.ts';

const MODULE = assemble({
  imports: ['msg_reply_data_append', 'msg_reply', 'stable64_grow', 'stable64_write'],
  body: `
  (global $g (mut i32) (i32.const 1))
  (func $deep (param i32) (result i32) (i32.add (i32.const 1) (call $deep (local.get 0))))
  (func (export "canister_update count")
    (global.set $g (i32.add (global.get $g) (i32.const 1)))
    (i32.store8 (i32.const 0) (global.get $g))
    (drop (call $stable64_grow (i64.const 1)))
    (call $stable64_write (i64.const 7) (i64.const 0) (i64.const 1))
    (call $msg_reply_data_append (i32.const 0) (i32.const 1))
    (call $msg_reply))
  (func (export "canister_update deep") (drop (call $deep (i32.const 0))))
  (func (export "canister_update loop") (loop (br 0)))
  (func (export "canister_update bomb")
    (loop $again (br_if $again (i32.ne (memory.grow (i32.const 1000)) (i32.const -1))))
    (i32.store8 (i32.const 4100000000) (i32.const 1)))`,
});

let link: SandboxLink;
let loaded: LoadedModule;

beforeAll(async () => {
  link = new SandboxLink({});
  loaded = await prepare(link, MODULE);
  const { result } = await link.ask<'install'>(installOrder(loaded));
  expect(result.trap).toBeUndefined();
});

afterAll(() => link.close());

async function prepare(on: SandboxLink, module: Uint8Array): Promise<LoadedModule> {
  const prepared = await on.ask<'prepare'>({ kind: 'prepare', module });
  assert(prepared.ok && prepared.module !== undefined, 'the module is accepted');
  return { hash: prepared.moduleHash, module: prepared.module, info: prepared.info };
}

function installOrder(module: LoadedModule): Extract<SandboxOrder, { kind: 'install' }> {
  const order = { copy: COPY, installation: installation(module.hash), system: systemState() };
  return { kind: 'install', loaded: module, ...order };
}

function runOrder(...methods: string[]): Extract<SandboxOrder, { kind: 'execute' }> {
  const executions = methods.map((method) => execution(method, { instructionLimit: 2_000_000_000n }));
  return { kind: 'execute', copy: COPY, system: systemState(), executions };
}

async function run(on: SandboxLink, ...methods: string[]): Promise<readonly ExecutionResult[]> {
  return (await on.ask<'execute'>(runOrder(...methods))).results;
}

const reply = (result: ExecutionResult | undefined): number | undefined =>
  result?.answer?.kind === 'reply' ? result.answer.data[0] : undefined;

test('link: results come in order', async () => {
  expect((await run(link, 'count', 'count', 'nobody')).map(reply)).toEqual([2, 3, undefined]);
});

test('link: deep recursion, an endless loop and a memory bomb end in traps, and the canister goes on', async () => {
  expect((await run(link, 'deep'))[0]?.trap?.message).toBe('Canister trapped: stack overflow');
  expect((await run(link, 'loop'))[0]?.trap?.errorCode).toBe('IC0522');
  expect((await run(link, 'bomb'))[0]?.memory.wasm).toBeGreaterThan(4_000_000_000);
  expect(reply((await run(link, 'count'))[0])).toBe(4);
});

test('link: a batch ends with the execution that uses up its instructions', async () => {
  const results = await run(link, 'count', 'loop', 'count');
  expect(results.map(({ trap }) => trap?.errorCode)).toEqual([undefined, 'IC0522']);
});

test('link: the main thread stays alive while a canister loops', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  await run(link, 'loop');
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(3);
});

test('link: what came with a result is all that changed since the one before, and loads into another worker', async () => {
  const other = new SandboxLink({});
  const first = new SandboxLink({});
  const { delta: installed } = await first.ask<'install'>(installOrder(loaded));
  expect(installed?.heap.reset).toBe(true);
  const { delta, results } = await first.ask<'execute'>(runOrder('count'));
  expect(delta?.heap.reset).toBe(false);
  expect(delta?.stable.pages64KiB).toBe(1);
  if (delta === undefined) return;
  const whole: MemoryDelta = {
    heap: { ...delta.heap, reset: true },
    stable: { ...delta.stable, reset: true },
    globals: delta.globals,
  };
  await other.ask<'load'>({ kind: 'load', copy: COPY, code: { loaded, memory: whole } });
  const [after] = await run(other, 'count');
  expect(reply(after)).toBe((reply(results[0]) ?? 0) + 1);
  const read = { kind: 'read', copy: COPY, memory: 'stable', offset: 7n, length: 1 } as const;
  expect((await other.ask<'read'>(read))[0]).toBe(reply(after));
  await other.ask<'unload'>({ kind: 'unload', copy: COPY });
  await expect(run(other, 'count')).rejects.toBeInstanceOf(SandboxFailure);
  await Promise.all([other.close(), first.close()]);
});

test('link: a batch without a commit says nothing of memories', async () => {
  expect((await link.ask<'execute'>(runOrder('nobody'))).delta).toBeUndefined();
});

test('link: a refused module says why, in the words of the IC', async () => {
  const refused = await link.ask<'prepare'>({ kind: 'prepare', module: Uint8Array.of(1, 2, 3) });
  expect(refused.ok).toBe(false);
  if (!refused.ok) expect(refused.trap.message).toMatch(/^Canister's Wasm module is not valid: /);
});

test('link: an order that makes no sense fails alone', async () => {
  const never = link.ask<'globals'>({ kind: 'globals', copy: { ...COPY, number: 2 } });
  await expect(never).rejects.toBeInstanceOf(SandboxFailure);
  expect((await run(link, 'count'))[0]?.trap).toBeUndefined();
});

test('link: an order that was withdrawn behind a long one is not carried out', async () => {
  const [before] = await run(link, 'count');
  const long = link.ask<'execute'>(runOrder('loop'));
  const { entry, answer } = entryFor<'execute'>(runOrder('count'));
  link.post(entry);
  expect([...link.inFlight.values()].at(-1)).toBe(entry);
  expect(link.withdraw((one) => one === entry)).toEqual([entry]);
  await long;
  const [after] = await run(link, 'count');
  expect(reply(after)).toBe((reply(before) ?? 0) + 1);
  let answered = false;
  void answer.then(() => {
    answered = true;
  });
  await run(link, 'count');
  expect(answered).toBe(false);
});

test('link: close rejects what is pending and is no loss', async () => {
  let lost = 0;
  const closing = new SandboxLink({}, () => lost++);
  await closing.ready;
  const pending = closing.ask<'prepare'>({ kind: 'prepare', module: MODULE });
  const outcome = expect(pending).rejects.toBeInstanceOf(SandboxLost);
  await closing.close();
  await outcome;
  await expect(closing.ask<'unload'>({ kind: 'unload', copy: COPY })).rejects.toBeInstanceOf(SandboxLost);
  expect(lost).toBe(0);
});

test('link: a worker out of memory gives back what it had not carried out, once', async () => {
  const losses: SandboxLost[] = [];
  const kinds: string[] = [];
  const small = new SandboxLink({ heapMib: 48 }, (lost, entries) => {
    losses.push(lost);
    for (const { order, reject } of entries) {
      kinds.push(order.kind);
      reject(lost);
    }
  });
  await small.ready;
  const environment = Array.from({ length: 1_500_000 }, (_, i) => [`${i}`, `${i}`] as const);
  const deadly = small.ask<'execute'>({ ...runOrder(), system: systemState({ environment }) });
  const behind = small.ask<'unload'>({ kind: 'unload', copy: COPY });
  await expect(deadly).rejects.toBeInstanceOf(SandboxLost);
  await expect(behind).rejects.toBeInstanceOf(SandboxLost);
  expect([losses.length, kinds]).toEqual([1, ['execute', 'unload']]);
});
