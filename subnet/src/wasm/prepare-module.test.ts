import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareModule } from './prepare-module.ts';
import { assemble } from './run-prepared.ts';

const SEEDS = [
  `(module (import "ic0" "msg_reply" (func $r)) (memory 1 4) (table 4 funcref) (type $v (func))
    (global (mut i32) (i32.const 1)) (global (mut v128) (v128.const i64x2 1 2)) (start $s)
    (data (i32.const 3) "abc") (data $d "0123") (elem (i32.const 1) $s) (elem $e func $s $r)
    (func $s (local i32 i64) (loop (block (br_if 1 (i32.eqz (local.get 0))) (br_table 0 1 (local.get 0)))))
    (func $two (param i32) (result i32 i64) (if (result i32 i64) (local.get 0)
      (then (i32.const 1) (i64.const 2)) (else (return (i32.const 3) (i64.const 4)))))
    (func (export "canister_update run") (local i32)
      (i32.store offset=9 (local.get 0) (i32.const 5)) (i64.store8 (i32.const 3) (i64.load (i32.const 8)))
      (v128.store16_lane 3 (i32.const 0) (v128.load (i32.const 0)))
      (memory.fill (i32.const 0) (i32.const 0) (i32.const 9)) (memory.copy (i32.const 0) (i32.const 1) (i32.const 2))
      (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1)) (data.drop $d) (drop (memory.grow (memory.size)))
      (table.set (i32.const 0) (ref.func $s)) (table.init $e (i32.const 0) (i32.const 0) (i32.const 1)) (elem.drop $e)
      (drop (table.grow (ref.null func) (i32.const 1))) (table.fill (i32.const 0) (ref.null func) (i32.const 1))
      (table.copy (i32.const 0) (i32.const 1) (i32.const 1)) (call_indirect (type $v) (i32.const 0))
      (drop (select (result i32) (i32.const 1) (i32.const 2) (i32.const 0))) (call $two (i32.const 1)) drop drop
      (call $r) (return_call $s)))`,
  `(module (memory i64 1 4) (table $t i64 4 9 funcref) (type $v (func)) (elem (table $t) (offset (i64.const 1)) func $s)
    (data (i64.const 3) "abc") (func $s (i32.store offset=4294967296 (i64.const 3) (i32.const 5)))
    (func (export "canister_query q") (call_indirect $t (type $v) (i64.const 1))
      (drop (table.grow $t (ref.null func) (i64.const 1))) (drop (i64.add (memory.size) (table.size $t)))
      (memory.fill (i64.const 0) (i32.const 0) (i64.const 9)) (table.set $t (i64.const 0) (table.get $t (i64.const 1)))))`,
].map(assemble);

type Edit = { readonly at: number; readonly cut: number; readonly put: Uint8Array };

const edits: fc.Arbitrary<Edit[]> = fc.array(
  fc.record({
    at: fc.nat({ max: 700 }),
    cut: fc.constantFrom(0, 1, 1, 1, 2, 5),
    put: fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc.constantFrom(...[0, 0x0b, 0x40, 0x7f, 0x80, 0xfc, 0xfd, 0xff].map((byte) => Uint8Array.of(byte))),
      fc.constant(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f)),
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

function edited(seed: Uint8Array, list: readonly Edit[]): Uint8Array {
  let bytes = Buffer.from(seed);
  for (const { at, cut, put } of list) {
    const from = at % bytes.length;
    bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]);
  }
  return new Uint8Array(bytes);
}

/** Prepares within a second; the output, if any, is one that V8 takes. Returns whether it was accepted. */
function survives(bytes: Uint8Array): boolean {
  const start = performance.now();
  const result = prepareModule(bytes);
  expect(performance.now() - start).toBeLessThan(1000);
  if (!result.ok) {
    expect(result.trap.errorCode).toBe('IC0505');
    return false;
  }
  expect(() => new WebAssembly.Module(result.module.binary as Uint8Array<ArrayBuffer>)).not.toThrow();
  return true;
}

describe('damaged modules are refused, or prepared to something that V8 accepts', () => {
  it.each([0, 1])('edits of seed %d', (index) => {
    const seed = SEEDS[index] as Uint8Array;
    expect(survives(seed)).toBe(true);
    let accepted = 0;
    fc.assert(
      fc.property(edits, (list) => {
        if (survives(edited(seed, list))) accepted++;
      }),
      { numRuns: 4000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });

  it('every cut of every seed', () => {
    for (const seed of SEEDS) {
      for (let length = 0; length < seed.length; length++) survives(seed.subarray(0, length));
    }
  });

  it('every byte of every seed with each of its bits turned', () => {
    for (const seed of SEEDS) {
      for (let bit = 0; bit < seed.length * 8; bit++) {
        const bytes = seed.slice();
        bytes[bit >>> 3] = (bytes[bit >>> 3] as number) ^ (1 << (bit & 7));
        survives(bytes);
      }
    }
  });

  it('bytes at random behind a valid beginning', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        survives(Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...tail]));
      }),
      { numRuns: 2000 },
    );
  });
});
