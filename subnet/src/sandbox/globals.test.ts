import { expect, test } from 'vitest';
import { COPY, OneCanister } from './canister-fixture.ts';
import { decodeGlobals, encodeGlobals } from './globals.ts';

const GLOBALS_TEXT = {
  imports: ['msg_reply_data_append', 'msg_reply'],
  body: `
  (type $number (func (result i32)))
  (table $t 4 10 funcref)
  (func $one (result i32) (i32.const 1))
  (func $two (result i32) (i32.const 2))
  (func $hidden (result i32) (i32.const 3))
  (elem (i32.const 0) $one $two)
  (elem declare func $hidden)
  (global $i32 (mut i32) (i32.const -1))
  (global $i64 (mut i64) (i64.const -1))
  (global $f32 (mut f32) (f32.const 0.5))
  (global $f64 (mut f64) (f64.const 0.25))
  (global $v128 (mut v128) (v128.const i64x2 -1 5))
  (func $change
    (global.set $i32 (i32.const 7))
    (global.set $i64 (i64.const -9223372036854775808))
    (global.set $f32 (f32.const -inf))
    (global.set $f64 (f64.const -0))
    (global.set $v128 (v128.const i64x2 1 -2))
    (table.set $t (i32.const 1) (ref.func $hidden))
    (drop (table.grow $t (ref.func $one) (i32.const 2))))
  (func (export "canister_update change") (call $change))
  (func (export "canister_update change_and_trap") (call $change) unreachable)
  (func (export "canister_query show")
    (i32.store (i32.const 0) (global.get $i32))
    (i64.store (i32.const 8) (global.get $i64))
    (f32.store (i32.const 16) (global.get $f32))
    (f64.store (i32.const 24) (global.get $f64))
    (v128.store (i32.const 32) (global.get $v128))
    (i32.store (i32.const 48) (call_indirect (type $number) (i32.const 1)))
    (i32.store (i32.const 52) (table.size $t))
    (call $msg_reply_data_append (i32.const 0) (i32.const 56))
    (call $msg_reply))`,
};

function show(canister: OneCanister): string {
  const { answer } = canister.run('', {
    entry: { kind: 'query', method: 'show' },
    replicated: false,
    effect: 'discard',
  });
  return answer?.kind === 'reply' ? Buffer.from(answer.data).toString('hex') : '';
}

function installed(): OneCanister {
  const canister = new OneCanister();
  expect(canister.install(GLOBALS_TEXT).trap).toBeUndefined();
  return canister;
}

test('globals and table: a trap and a discard restore them, a commit keeps them', () => {
  const canister = installed();
  const before = show(canister);
  expect(before).toHaveLength(112);
  canister.run('change_and_trap');
  expect(show(canister)).toBe(before);
  canister.run('change', { effect: 'discard' });
  expect(show(canister)).toBe(before);
  canister.run('change');
  const after = show(canister);
  expect(after).not.toBe(before);
  canister.run('change_and_trap');
  expect(show(canister)).toBe(after);
});

test('globals and table: they come back from storage in another instance', () => {
  const canister = installed();
  canister.run('change');
  const delta = canister.host.takeDelta(COPY);
  expect(delta).toBeDefined();
  const other = new OneCanister();
  if (delta !== undefined && canister.lastModule !== undefined) other.load(canister.lastModule, delta);
  expect(show(other)).toBe(show(canister));
});

test('encode: every type comes back; a cut or foreign form is refused', () => {
  const types = ['i32', 'i64', 'f32', 'f64', 'v128'] as const;
  const infos = types.map((type) => ({ exportName: type, type }));
  const values = [-5, -(2n ** 63n), 0.5, -0, -(2n ** 127n) + 3n];
  const unsigned = BigInt.asUintN(128, values[4] as bigint);
  const bytes = encodeGlobals({ values: [...values.slice(0, 4), unsigned], table: [3, -1] }, infos);
  const decoded = decodeGlobals(bytes, infos);
  expect(decoded?.table).toEqual([3, -1]);
  expect(decoded?.values.slice(0, 4)).toEqual(values.slice(0, 4));
  expect(BigInt.asUintN(128, BigInt(decoded?.values[4] ?? 0))).toBe(unsigned);
  expect(decodeGlobals(bytes.subarray(0, -1), infos)).toBeUndefined();
  expect(decodeGlobals(bytes, infos.slice(1))).toBeUndefined();
  expect(decodeGlobals(new Uint8Array(3), infos)).toBeUndefined();
});
