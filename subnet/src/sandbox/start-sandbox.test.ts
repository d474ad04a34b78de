import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExecutionResult, Sandbox } from './protocol.ts';
import { assemble, CANISTER, execution, installation, systemState } from './canister-fixture.ts';
import { SandboxFailure, SandboxLost, startSandbox } from './start-sandbox.ts';

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

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  const prepared = await sandbox.prepare(MODULE);
  const result = await sandbox.install(CANISTER, installation(prepared.moduleHash), systemState());
  expect(result.trap).toBeUndefined();
});

afterAll(() => sandbox.close());

async function run(on: Sandbox, ...methods: string[]): Promise<ExecutionResult[]> {
  const results: ExecutionResult[] = [];
  const executions = methods.map((method) => execution(method, { instructionLimit: 2_000_000_000n }));
  await on.execute(CANISTER, systemState(), executions, (result, index) => {
    expect(index).toBe(results.length);
    results.push(result);
  });
  return results;
}

const reply = (result: ExecutionResult | undefined): number | undefined =>
  result?.answer?.kind === 'reply' ? result.answer.data[0] : undefined;

test('sandbox: results stream back in order, before the call ends', async () => {
  expect((await run(sandbox, 'count', 'count', 'nobody')).map(reply)).toEqual([2, 3, undefined]);
});

test('sandbox: deep recursion, an endless loop and a memory bomb end in traps, and the canister goes on', async () => {
  const [deep, loop, bomb, count] = await run(sandbox, 'deep', 'loop', 'bomb', 'count');
  expect(deep?.trap?.message).toBe('Canister trapped: stack overflow');
  expect(loop?.trap?.errorCode).toBe('IC0522');
  expect(bomb?.memory.wasm).toBeGreaterThan(4_000_000_000);
  expect(reply(count)).toBe(4);
});

test('sandbox: the main thread stays alive while a canister loops', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 5);
  await run(sandbox, 'loop');
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(3);
});

test('sandbox: what was collected loads into another sandbox', async () => {
  const [before] = await run(sandbox, 'count');
  const delta = (await sandbox.collect([CANISTER])).get(CANISTER);
  expect(delta).toBeDefined();
  if (delta === undefined) return;
  const other = await startSandbox();
  await other.load(CANISTER, MODULE, delta);
  const [after] = await run(other, 'count');
  expect(reply(after)).toBe((reply(before) ?? 0) + 1);
  expect((await other.read(CANISTER, 'stable', 7n, 1))[0]).toBe(reply(after));
  await other.unload(CANISTER);
  expect((await run(other, 'count'))[0]?.trap?.errorCode).toBe('IC0537');
  await other.close();
});

test('sandbox: a refused module says why, in the words of the IC', async () => {
  const refused = await sandbox.prepare(Uint8Array.of(1, 2, 3));
  expect(refused.ok).toBe(false);
  if (!refused.ok) expect(refused.trap.message).toMatch(/^Canister's Wasm module is not valid: /);
});

test('sandbox: an order that makes no sense fails alone', async () => {
  const never = sandbox.install(CANISTER, installation('00'), systemState());
  await expect(never).rejects.toBeInstanceOf(SandboxFailure);
  expect((await run(sandbox, 'count'))[0]?.trap).toBeUndefined();
});

test('sandbox: close rejects what is pending and is no loss', async () => {
  let lost = 0;
  const closing = await startSandbox({ onLost: () => lost++ });
  const pending = closing.prepare(MODULE);
  const outcome = expect(pending).rejects.toBeInstanceOf(SandboxLost);
  await closing.close();
  await outcome;
  await expect(closing.unload(CANISTER)).rejects.toBeInstanceOf(SandboxLost);
  expect(lost).toBe(0);
});

test('sandbox: a worker out of memory rejects what is pending and says so once', async () => {
  const losses: SandboxLost[] = [];
  const small = await startSandbox({ heapMib: 48, onLost: (error) => losses.push(error) });
  const environment = Array.from({ length: 1_500_000 }, (_, i) => [`${i}`, `${i}`] as const);
  await expect(small.execute(CANISTER, systemState({ environment }), [], () => {})).rejects.toBeInstanceOf(
    SandboxLost,
  );
  await expect(small.unload(CANISTER)).rejects.toBeInstanceOf(SandboxLost);
  expect(losses).toHaveLength(1);
});
