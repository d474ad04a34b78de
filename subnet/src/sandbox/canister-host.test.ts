import { expect, test } from 'vitest';
import { answerText, execution, OneCanister } from './canister-fixture.ts';

const CANISTER_TEXT = {
  imports: ['msg_reply_data_append', 'msg_reply', 'trap', 'debug_print'],
  body: `
  (data (i32.const 0) "hello")
  (func (export "canister_update hello")
    (call $msg_reply_data_append (i32.const 0) (i32.const 5))
    (call $msg_reply))
  (func (export "canister_query ask")
    (i32.store8 (i32.const 12288) (i32.const 55))
    (call $msg_reply))
  (func (export "canister_update print_and_trap")
    (call $debug_print (i32.const 1) (i32.const 2))
    (call $trap (i32.const 0) (i32.const 5)))
  (func (export "canister_update unreachable") unreachable)
  (func (export "canister_update divide") (drop (i32.div_u (i32.const 1) (i32.const 0))))
  (func (export "canister_update outside") (drop (i32.load (i32.const 65536))))
  (func $deep (param i32) (result i32) (i32.add (i32.const 1) (call $deep (local.get 0))))
  (func (export "canister_update deep") (drop (call $deep (i32.const 0))))
  (func (export "canister_update loop") (loop (br 0)))
  (table 2 funcref)
  (type $none (func))
  (type $callback (func (param i32)))
  (func $wrong)
  (elem (i32.const 0) $wrong)
  (func (export "canister_update null") (call_indirect (type $none) (i32.const 1)))
  (func (export "canister_update beyond") (call_indirect (type $none) (i32.const 9)))
  (func (export "canister_update mismatch") (call_indirect (type $callback) (i32.const 0) (i32.const 0)))
  (func (export "canister_update store") (i32.store8 (i32.const 12288) (i32.const 77)))
  (func (export "canister_update grow") (drop (memory.grow (i32.const 3))))
  (func (export "canister_update grow_and_trap")
    (drop (memory.grow (i32.const 3)))
    (i32.store8 (i32.const 12288) (i32.const 99))
    unreachable)
  (func (export "canister_update bomb")
    (drop (memory.grow (i32.const 60000)))
    (i32.store8 (i32.const 3900000000) (i32.const 1))
    unreachable)
  (func (export "canister_update store_and_trap")
    (i32.store8 (i32.const 12288) (i32.const 99))
    (i64.store (i32.const 16380) (i64.const -1))
    unreachable)
  (func (export "canister_heartbeat") (i32.store8 (i32.const 12289) (i32.const 5)))`,
};

function installed(): OneCanister {
  const canister = new OneCanister();
  expect(canister.install(CANISTER_TEXT).trap).toBeUndefined();
  return canister;
}

test('execute: a reply reaches the replica', () => {
  expect(answerText(installed().run('hello'))).toBe('hello');
});

test('execute: ic0.trap shows its message; what was printed and the trap line stay in the log', () => {
  const result = installed().run('print_and_trap');
  expect(result.trap).toEqual({
    errorCode: 'IC0503',
    message: "Canister called `ic0.trap` with message: 'hello'",
  });
  expect(result.log.map(({ content }) => Buffer.from(content).toString())).toEqual(['el', '[TRAP]: hello']);
});

test.each([
  ['unreachable', 'unreachable'],
  ['divide', 'integer division by 0'],
  ['outside', 'heap out of bounds'],
  ['deep', 'stack overflow'],
  ['null', 'function signature mismatch'],
  ['mismatch', 'function signature mismatch'],
  ['beyond', 'table out of bounds'],
  ['bomb', 'unreachable'],
])('execute: %s traps with IC0502 and the text of the IC', (method, code) => {
  const canister = installed();
  expect(canister.run(method).trap).toEqual({ errorCode: 'IC0502', message: `Canister trapped: ${code}` });
  expect(answerText(canister.run('hello'))).toBe('hello');
});

test('execute: an endless loop ends with IC0522 and is charged the whole limit', () => {
  const result = installed().run('loop', { instructionLimit: 10_000_000n });
  expect(result.trap?.errorCode).toBe('IC0522');
  expect(result.trap?.message).toContain('exceeded the limit of 10000000 instructions');
  expect(result.instructions).toBe(10_000_000n);
});

test('execute: a method that is not there is IC0536, a canister without code IC0537', () => {
  const canister = installed();
  expect(canister.run('nobody').trap).toEqual({
    errorCode: 'IC0536',
    message: "Canister has no update method 'nobody'.",
  });
  expect(canister.run('nobody').instructions).toBe(0n);
  expect(new OneCanister().run('nobody').trap?.errorCode).toBe('IC0537');
});

test('execute: a commit keeps what was stored; a trap, a discard and a replicated query do not', () => {
  const canister = installed();
  canister.run('store_and_trap');
  expect([canister.byte('heap', 12_288), canister.byte('heap', 16_384)]).toEqual([0, 0]);
  canister.run('store', { effect: 'discard' });
  expect(canister.byte('heap', 12_288)).toBe(0);
  expect(canister.run('x', { entry: { kind: 'query', method: 'ask' } }).answer).toBeDefined();
  expect(canister.byte('heap', 12_288)).toBe(0);
  canister.run('store');
  expect(canister.byte('heap', 12_288)).toBe(77);
  canister.run('store_and_trap');
  expect(canister.byte('heap', 12_288)).toBe(77);
});

test('execute: a memory that grew in a failed message has its old size again', () => {
  const canister = installed();
  expect(canister.run('grow_and_trap').memory.wasm).toBe(65_536);
  expect(canister.run('grow', { effect: 'discard' }).memory.wasm).toBe(65_536);
  expect(canister.run('grow').memory.wasm).toBe(4 * 65_536);
  expect(canister.run('grow_and_trap').memory.wasm).toBe(4 * 65_536);
  expect(canister.run('grow').memory.wasm).toBe(7 * 65_536);
});

test('execute: growing over the wasm memory limit is IC0539, but not in a query', () => {
  const canister = installed();
  const limit = { wasmMemoryLimit: 4n * 65_536n };
  expect(canister.run('grow', { effect: 'discard' }, limit).trap).toBeUndefined();
  const tight = { wasmMemoryLimit: 4n * 65_536n - 1n };
  expect(canister.run('grow', {}, tight).trap?.errorCode).toBe('IC0539');
  expect(canister.run('hello', {}, { wasmMemoryLimit: 1n }).trap).toBeUndefined();
});

test('execute: a missing hook does nothing, a missing inspect_message accepts', () => {
  const canister = installed();
  const timer = canister.run('', { entry: { kind: 'global_timer' } });
  expect([timer.trap, timer.instructions]).toEqual([undefined, 0n]);
  expect(canister.run('', { entry: { kind: 'inspect_message', method: 'm' } }).accepted).toBe(true);
  canister.run('', { entry: { kind: 'heartbeat' } });
  expect(canister.byte('heap', 12_289)).toBe(5);
});

test('execute: a callback outside of the table, empty or of another type traps', () => {
  const canister = installed();
  const call = (fun: bigint): string | undefined =>
    canister.run('', { entry: { kind: 'reply_callback', closure: { fun, env: 1n } } }).trap?.errorCode;
  expect([call(5n), call(1n), call(0n)]).toEqual(['IC0513', 'IC0513', 'IC0502']);
  expect(call(2n ** 63n)).toBe('IC0513');
});

test('execute: a callback with a parameter of another type is a signature mismatch', () => {
  const canister = new OneCanister();
  canister.install({ body: '(table 1 funcref) (elem (i32.const 0) $f) (func $f (param i64))' });
  const { trap } = canister.run('', { entry: { kind: 'reply_callback', closure: { fun: 0n, env: 1n } } });
  expect(trap?.message).toBe('Canister trapped: function signature mismatch');
});

test('execute: results of a batch come in order, each on what the one before committed', () => {
  const canister = installed();
  const results = canister.runAll([execution('store'), execution('store_and_trap'), execution('hello')]);
  expect(results.map(({ trap }) => trap?.errorCode)).toEqual([undefined, 'IC0502', undefined]);
  expect(canister.byte('heap', 12_288)).toBe(77);
});
