import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NODE_ENTRIES_MAX } from './index-node.ts';
import { readU32, u32Key } from './key.ts';
import { OrderedIndex } from './ordered-index.ts';
import { MemoryTable } from './table.ts';

const numbers = (keys: readonly Uint8Array[]): number[] => keys.map((key) => readU32(key, 0));
const filled = (values: Iterable<number>, table = new MemoryTable()): OrderedIndex => {
  const index = new OrderedIndex(table, 4);
  for (const value of values) index.add(u32Key(value));
  return index;
};

describe('ordered index', () => {
  it('holds and orders what a sorted set does, after any sequence of changes', () => {
    const change = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 700 }));
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 100, maxLength: 1_500, size: 'max' }),
        fc.tuple(fc.nat(700), fc.nat(700), fc.integer({ min: 1, max: 400 })),
        (changes, [a, b, limit]) => {
          const index = new OrderedIndex(new MemoryTable(), 4);
          const model = new Set<number>();
          for (const [kind, value] of changes) {
            if (kind < 7) {
              index.add(u32Key(value));
              model.add(value);
            } else {
              index.remove(u32Key(value));
              model.delete(value);
            }
          }
          const sorted = [...model].sort((x, y) => x - y);
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const within = sorted.filter((value) => value >= low && value <= high);
          const range = { from: u32Key(low), to: u32Key(high), limit };
          expect(index.size).toBe(sorted.length);
          expect(numbers(index.range({ limit: 1_000 }))).toEqual(sorted);
          expect(numbers(index.range({ limit: 1_000, descending: true }))).toEqual([...sorted].reverse());
          expect(numbers(index.range(range))).toEqual(within.slice(0, limit));
          expect(numbers(index.range({ ...range, descending: true }))).toEqual(
            [...within].reverse().slice(0, limit),
          );
          for (const value of [a, b]) expect(index.has(u32Key(value))).toBe(model.has(value));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([NODE_ENTRIES_MAX, NODE_ENTRIES_MAX + 1, NODE_ENTRIES_MAX ** 2, NODE_ENTRIES_MAX ** 2 + 1])(
    'holds %i keys that came in ascending or descending order',
    (count) => {
      const ascending = Array.from({ length: count }, (_, value) => value);
      expect(numbers(filled(ascending).range({ limit: count + 1 }))).toEqual(ascending);
      expect(numbers(filled([...ascending].reverse()).range({ limit: count + 1 }))).toEqual(ascending);
    },
  );

  it('keeps as many records as the queue is long, however many keys went through it', () => {
    const table = new MemoryTable();
    const index = filled([], table);
    for (let value = 0; value < 5_000; value += 1) {
      index.add(u32Key(value));
      if (value >= 100) index.remove(u32Key(value - 100));
    }
    expect(numbers(index.range({ limit: 200 }))).toEqual(Array.from({ length: 100 }, (_, at) => 4_900 + at));
    expect(table.size).toBeLessThan(12);
  });

  it('adds a key once and takes out nothing that is not there', () => {
    const table = new MemoryTable();
    const index = filled([5, 5], table);
    expect(index.size).toBe(1);
    const { writes } = table;
    index.add(u32Key(5));
    index.remove(u32Key(4));
    expect(table.writes).toBe(writes);
  });

  it('refuses a key of another size', () => {
    expect(() => filled([]).add(new Uint8Array(5))).toThrow('has its size');
  });
});
