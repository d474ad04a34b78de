import { describe, expect, it } from 'vitest';
import { PRIVATE_EXPORT } from './prepared-module.ts';
import { runWat } from './run-prepared.ts';

/** A method `run` with the given body, an input in global 0 and memory of one page. */
function method(body: string, more = ''): string {
  return `(module (memory 1) (global $in (mut i32) (i32.const 0)) (table 4 funcref) ${more}
    (func (export "canister_update run") (local $x i32) ${body}))`;
}

function instructions(wat: string, input = 0): bigint {
  const running = runWat(wat);
  running.global(0).value = input;
  return running.call();
}

describe('metering by the weights of the IC', () => {
  it('an empty function costs 1', () => {
    expect(instructions(method(''))).toBe(1n);
  });

  it('straight code costs the sum of its weights', () => {
    expect(instructions(method('(drop (i32.div_u (i32.const 6) (i32.const 3)))'))).toBe(
      1n + 1n + 1n + 10n + 1n,
    );
    expect(instructions(method('(drop (f64.sqrt (f64.const 2)))'))).toBe(1n + 1n + 8n + 1n);
    expect(instructions(method('(drop (i32.load (i32.const 0)))'))).toBe(1n + 1n + 1n + 1n);
    expect(instructions(method('(drop (memory.grow (i32.const 0)))'))).toBe(1n + 1n + 300n + 1n);
    expect(
      instructions(
        method(
          '(drop (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 (v128.const i64x2 0 0) (v128.const i64x2 0 0)))',
        ),
      ),
    ).toBe(1n + 1n + 1n + 3n + 1n);
  });

  it('if: only the arm taken is charged', () => {
    const wat = method('(if (global.get $in) (then nop) (else nop nop nop)) nop');
    expect(instructions(wat, 1)).toBe(1n + 2n + 2n + 1n + 1n);
    expect(instructions(wat, 0)).toBe(1n + 2n + 2n + 3n + 1n);
  });

  it('if without else: nothing is charged when it is not taken', () => {
    const wat = method('(if (global.get $in) (then nop nop))');
    expect(instructions(wat, 1)).toBe(1n + 4n + 2n);
    expect(instructions(wat, 0)).toBe(1n + 4n);
  });

  it('block: code after a branch out of it is not charged', () => {
    const wat = method('(block nop (br_if 0 (global.get $in)) nop nop nop) nop');
    expect(instructions(wat, 1)).toBe(1n + 1n + 2n + 2n + 1n);
    expect(instructions(wat, 0)).toBe(1n + 1n + 2n + 2n + 3n + 1n);
  });

  it.each([1, 2, 100, 100_000])('loop: %d turns', (turns) => {
    const wat = method(
      `(local.set $x (global.get $in))
       (loop (br_if 0 (local.tee $x (i32.sub (local.get $x) (i32.const 1)))))`,
    );
    expect(instructions(wat, turns)).toBe(1n + 2n + 1n + BigInt(turns) * 6n);
  });

  it('nested loops', () => {
    const inner = '(loop (br_if 0 (local.tee $y (i32.sub (local.get $y) (i32.const 1)))))';
    const wat = method(
      `(local $y i32) (local.set $x (i32.const 300))
       (loop (local.set $y (i32.const 70)) ${inner} (br_if 0 (local.tee $x (i32.sub (local.get $x) (i32.const 1)))))`,
    );
    expect(instructions(wat)).toBe(1n + 2n + 300n * (2n + 70n * 6n + 6n));
  });

  it.each([
    [0, 1n + 2n + 2n + 1n + 1n + 1n],
    [1, 1n + 2n + 2n + 1n + 1n],
    [2, 1n + 2n + 2n + 1n],
    [9, 1n + 2n + 2n + 1n],
  ])('br_table with index %d', (index, expected) => {
    const wat = method('(block (block (block (br_table 0 1 2 (global.get $in))) nop) nop) nop');
    expect(instructions(wat, index)).toBe(expected);
  });

  it('a branch to the function leaves it with the exact total, in every form', () => {
    const forms = ['(br 1)', '(br_if 1 (i32.const 1))', '(br_table 1 1 (i32.const 0))', '(return)'];
    const costs = [2n, 3n, 3n, 1n];
    forms.forEach((form, i) => {
      const wat = method(`(block (br_if 0 (global.get $in)) ${form} nop nop) nop`);
      expect(instructions(wat, 0), form).toBe(1n + 2n + 2n + (costs[i] as bigint));
      expect(instructions(wat, 1), form).toBe(1n + 2n + 2n + 1n);
    });
  });

  it('early returns carry several results', () => {
    const pair = `(func $pair (param i32) (result i32 i64)
      (if (local.get 0) (then (return (i32.const 7) (i64.const 8)))) (i32.const 1) (i64.const 2))`;
    const wat = method('(call $pair (global.get $in)) drop (global.set $in)', pair);
    const running = runWat(wat);
    const outer = 1n + 2n + 5n + 1n + 2n;
    running.global(0).value = 1;
    expect(running.call()).toBe(outer + 1n + 1n + 2n + 1n + 1n + 1n);
    expect(running.global(0).value).toBe(7);
    running.global(0).value = 0;
    expect(running.call()).toBe(outer + 1n + 1n + 2n + 1n + 1n);
    expect(running.global(0).value).toBe(1);
  });

  it('blocks and loops with parameters and results', () => {
    const wat = method(
      `(i32.const 3) (i32.const 4)
       (block (param i32 i32) (result i32) (br_if 0 (i32.add) (global.get $in)) (i32.const 1) (i32.add))
       (global.set $in)`,
    );
    expect(instructions(wat, 0)).toBe(1n + 2n + 1n + 2n + 2n + 2n + 2n);
    expect(instructions(wat, 1)).toBe(1n + 2n + 1n + 2n + 2n + 2n);
    const loop = method(
      `(global.get $in) (loop (param i32) (result i32) (i32.const 1) (i32.sub) (local.tee $x) (local.get $x) (br_if 0)) (drop)`,
    );
    expect(instructions(loop, 5)).toBe(1n + 2n + 5n * 6n + 1n);
  });

  it('calls, direct, indirect and in tail position', () => {
    const more = `(type $t (func)) (elem (i32.const 0) $leaf) (func $leaf nop nop nop)
      (func $tail (return_call $leaf)) (func $tailIndirect (return_call_indirect (type $t) (i32.const 0)))`;
    expect(instructions(method('(call $leaf)', more))).toBe(1n + 5n + 4n);
    expect(instructions(method('(call_indirect (type $t) (i32.const 0))', more))).toBe(1n + 1n + 10n + 4n);
    expect(instructions(method('(call $tail)', more))).toBe(1n + 5n + 1n + 3n + 4n);
    expect(instructions(method('(call $tailIndirect)', more))).toBe(1n + 5n + 1n + 1n + 60n + 4n);
  });

  it('bulk instructions cost their length besides their weight', () => {
    const more = '(data $d "0123456789") (elem $e func 0 0 0)';
    const three = 3n;
    const cases: readonly (readonly [string, bigint])[] = [
      ['(memory.fill (i32.const 0) (i32.const 1) (i32.const 1000))', 1000n],
      ['(memory.copy (i32.const 0) (i32.const 9) (i32.const 777))', 777n],
      ['(memory.init $d (i32.const 0) (i32.const 0) (i32.const 10))', 10n],
      ['(table.copy (i32.const 0) (i32.const 1) (i32.const 2))', 2n],
      ['(table.fill (i32.const 0) (ref.null func) (i32.const 4))', 4n],
      ['(table.init $e (i32.const 0) (i32.const 0) (i32.const 3))', 3n],
    ];
    for (const [body, length] of cases)
      expect(instructions(method(body, more)), body).toBe(1n + three + 100n + length);
    expect(instructions(method('(data.drop $d) (elem.drop $e)', more))).toBe(1n + 300n + 300n);
  });

  it('imported functions see everything charged so far in their caller', () => {
    const seen: bigint[] = [];
    const running = runWat(
      `(module (import "ic0" "msg_reply" (func $f))
        (func (export "canister_update run") (local $x i32) (local.set $x (i32.const 10))
          (loop (call $f) (br_if 0 (local.tee $x (i32.sub (local.get $x) (i32.const 1)))))))`,
      {
        msg_reply: () =>
          void seen.push((running.exports[PRIVATE_EXPORT.counter] as WebAssembly.Global).value as bigint),
      },
    );
    running.call();
    const start = 1n << 50n;
    expect(seen.map((value) => start - value)).toEqual(
      Array.from({ length: 10 }, (_, i) => 3n + 11n * BigInt(i + 1)),
    );
  });

  it('memory accesses cost 2 where the memory is 64-bit', () => {
    const running = runWat(
      '(module (memory i64 1) (func (export "canister_update run") (drop (i32.load (i64.const 0)))))',
    );
    expect(running.call()).toBe(1n + 1n + 2n + 1n);
  });
});

describe('running out of instructions', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['an endless loop', '(func (export "canister_update run") (loop (br 0)))'],
    [
      'an endless loop without cost of its own',
      '(func (export "canister_update run") (loop $l (block (br_table $l $l (i32.const 0)))))',
    ],
    ['a doubling tree of calls without loops', tree(40)],
    ['endless tail calls', '(func $f (export "canister_update run") (return_call $f))'],
    [
      'a huge fill',
      '(func (export "canister_update run") (loop (memory.fill (i32.const 0) (i32.const 0) (i32.const 65536)) (br 0)))',
    ],
  ];
  it.each(cases)('%s traps with a negative counter', (_, body) => {
    const { exports } = runWat(`(module (memory 1) ${body})`);
    const counter = exports[PRIVATE_EXPORT.counter] as WebAssembly.Global;
    counter.value = 1_000_000n;
    expect(() => (exports['canister_update run'] as () => void)()).toThrow(WebAssembly.RuntimeError);
    expect(counter.value).toBeLessThan(0n);
    expect(counter.value).toBeGreaterThan(-100_000n);
  });

  it('a bulk instruction whose length turns the counter round leaves it at its minimum', () => {
    const { exports } = runWat(
      '(module (memory i64 1) (func (export "canister_update run") (memory.fill (i64.const 0) (i32.const 0) (i64.const -1))))',
    );
    const counter = exports[PRIVATE_EXPORT.counter] as WebAssembly.Global;
    counter.value = 1_000_000n;
    expect(() => (exports['canister_update run'] as () => void)()).toThrow(/unreachable/);
    expect(counter.value).toBe(-(2n ** 63n));
  });

  function tree(depth: number): string {
    const levels = Array.from(
      { length: depth },
      (_, i) => `(func $f${i} (call $f${i + 1}) (call $f${i + 1}))`,
    );
    return `${levels.join('')} (func $f${depth}) (func (export "canister_update run") (call $f0))`;
  }
});
