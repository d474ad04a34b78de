import { describe, expect, it } from 'vitest';
import { STORE_SLACK_BYTES } from './prepared-module.ts';
import { runWat } from './run-prepared.ts';

const STORES: readonly (readonly [instruction: string, value: string, bytes: number])[] = [
  ['i32.store', 'i32.const 1', 4],
  ['i64.store', 'i64.const 1', 8],
  ['f32.store', 'f32.const 1', 4],
  ['f64.store', 'f64.const 1', 8],
  ['i32.store8', 'i32.const 1', 1],
  ['i32.store16', 'i32.const 1', 2],
  ['i64.store8', 'i64.const 1', 1],
  ['i64.store16', 'i64.const 1', 2],
  ['i64.store32', 'i64.const 1', 4],
  ['v128.store', 'v128.const i64x2 1 1', 16],
];
const LANES: readonly (readonly [instruction: string, bytes: number])[] = [
  ['v128.store8_lane', 1],
  ['v128.store16_lane', 2],
  ['v128.store32_lane', 4],
  ['v128.store64_lane', 8],
];

/** Runs `body` with the address in global 0, in a memory of 4 pages. Returns the pages marked. */
function marks(body: string, address: number, index: 'i32' | 'i64' = 'i32'): number[] {
  const running = runWat(
    `(module (memory ${index} 4) (global $a (mut ${index}) (${index}.const 0)) (data $d "0123456789")
      (func (export "canister_update run") (local $p ${index}) (local $q i32) (local.set $p (global.get $a)) ${body}))`,
  );
  running.global(0).value = index === 'i64' ? BigInt(address) : address;
  const before = running.memory().slice();
  running.call();
  const changed = changedBytes(before, running.memory());
  const dirty = running.dirty();
  for (const at of changed) {
    const page = at >>> 12;
    const covered = dirty.includes(page) || (dirty.includes(page - 1) && (at & 4095) < STORE_SLACK_BYTES);
    if (!covered) expect.fail(`byte ${at} was changed and is in no dirty page`);
  }
  return dirty;
}

/** Offsets at which the two differ. */
function changedBytes(before: Uint8Array, after: Uint8Array): number[] {
  const changed: number[] = [];
  for (let page = 0; page < after.length; page += 4096) {
    if (Buffer.compare(before.subarray(page, page + 4096), after.subarray(page, page + 4096)) === 0) continue;
    for (let at = page; at < page + 4096; at++) if (before[at] !== after[at]) changed.push(at);
  }
  return changed;
}

describe.each(['i32', 'i64'] as const)(
  'a store marks the page in which it begins (%s addresses)',
  (index) => {
    it.each(STORES)('%s', (instruction, value) => {
      for (const address of ['(local.get $p)', `(${index}.add (local.get $p) (${index}.const 0))`]) {
        const store = `(${instruction} ${address} (${value}))`;
        expect(marks(store, 0, index)).toEqual([0]);
        expect(marks(store, 4095, index)).toEqual([0]);
        expect(marks(store, 4096, index)).toEqual([1]);
        const far = `(${instruction} offset=8191 ${address} (${value}))`;
        expect(marks(far, 0, index)).toEqual([1]);
        expect(marks(far, 1, index)).toEqual([2]);
      }
    });

    it.each(LANES)('%s', (instruction) => {
      const store = `(${instruction} 0 (local.get $p) (v128.const i64x2 -1 -1))`;
      expect(marks(store, 4095, index)).toEqual([0]);
      expect(marks(store, 4096, index)).toEqual([1]);
    });

    it('bulk writes mark all their pages and no more', () => {
      const fill = (n: number): string => `(memory.fill (local.get $p) (i32.const 7) (${index}.const ${n}))`;
      expect(marks(fill(0), 4096, index)).toEqual([]);
      expect(marks(fill(1), 4095, index)).toEqual([0]);
      expect(marks(fill(2), 4095, index)).toEqual([0, 1]);
      expect(marks(fill(4096), 4096, index)).toEqual([1]);
      expect(marks(fill(20_000), 4095, index)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(marks(fill(262_144), 0, index)).toHaveLength(64);
      expect(
        marks(`(memory.copy (local.get $p) (${index}.const 100000) (${index}.const 4097))`, 4096, index),
      ).toEqual([1, 2]);
      expect(marks('(memory.init $d (local.get $p) (i32.const 0) (i32.const 10))', 4090, index)).toEqual([
        0, 1,
      ]);
    });
  },
);

describe('marks that are left out', () => {
  it('stores next to each other from one base are covered by one mark, and the covering holds at page ends', () => {
    const body =
      '(i64.store (local.get $p) (i64.const -1)) (i64.store offset=8 (local.get $p) (i64.const -1))';
    for (let address = 4080; address <= 4100; address++) marks(body, address);
    expect(marks(body, 4090)).toEqual([0]);
  });

  it('a store farther away has a mark of its own', () => {
    const body =
      '(i64.store (local.get $p) (i64.const -1)) (i64.store offset=9 (local.get $p) (i64.const -1))';
    expect(marks(body, 4090)).toEqual([0, 1]);
  });

  it('not after the base was changed', () => {
    expect(
      marks(
        `(i32.store (local.get $p) (i32.const -1)) (local.set $p (i32.const 9000))
         (i32.store (local.get $p) (i32.const -1))`,
        0,
      ),
    ).toEqual([0, 2]);
  });

  it('not by a mark in a branch that may not have been taken', () => {
    const body = (condition: number): string =>
      `(if (i32.const ${condition}) (then (i32.store (local.get $p) (i32.const -1))))
       (i32.store (local.get $p) (i32.const -2))`;
    expect(marks(body(0), 5000)).toEqual([1]);
    expect(marks(body(1), 5000)).toEqual([1]);
    expect(
      marks(
        `(block (br_if 0 (i32.const 1)) (i32.store (local.get $p) (i32.const -1)))
         (i32.store (local.get $p) (i32.const -2))`,
        5000,
      ),
    ).toEqual([1]);
    expect(
      marks(
        `(if (i32.const 0) (then (i32.store (local.get $p) (i32.const -1))) (else (i32.store (local.get $p) (i32.const -1))))`,
        5000,
      ),
    ).toEqual([1]);
  });

  it('not by a mark before a loop that moves the base', () => {
    const body = `(i32.store (local.get $p) (i32.const -1))
      (loop (i32.store (local.get $p) (i32.const -1))
        (local.set $p (i32.add (local.get $p) (i32.const 4096)))
        (br_if 0 (i32.lt_u (local.tee $q (i32.add (local.get $q) (i32.const 1))) (i32.const 5))))`;
    expect(marks(body, 0)).toEqual([0, 1, 2, 3, 4]);
  });

  it('not when the address on the stack is an older value of the local', () => {
    expect(marks('(local.get $p) (local.set $p (i32.const 20000)) (i32.const -1) (i32.store)', 0)).toEqual([
      0,
    ]);
  });

  it('a mark made in a block that a trap left counts for nothing afterwards', () => {
    const running = runWat(
      `(module (memory 1) (func (export "canister_update run") (i32.store (i32.const 65533) (i32.const 1))))`,
    );
    expect(() => running.call()).toThrow(/out of bounds/);
    expect(running.memory().every((byte) => byte === 0)).toBe(true);
  });
});
