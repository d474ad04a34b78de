import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STATE_PAGE_BYTES } from '../limits.ts';
import type { MemoryDelta, PageSet } from '../sandbox/protocol.ts';
import { mergeDeltas } from './merge-deltas.ts';

type Memory = ReadonlyMap<number, number>;

/** One change of a memory: which pages get which byte, and whether earlier ones are gone. */
const change = fc.record({
  reset: fc.boolean(),
  size: fc.nat(9),
  pages: fc.uniqueArray(fc.tuple(fc.nat(12), fc.nat(255)), { selector: ([page]) => page }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(memory: Memory, { reset, pages }: Change): Memory {
  return new Map([...(reset ? [] : memory), ...pages]);
}

function deltaOf(heap: Change, stable: Change): MemoryDelta {
  return { heap: memoryOf(heap), stable: memoryOf(stable), globals: Uint8Array.of(heap.size) };
}

function memoryOf({ reset, size, pages }: Change): MemoryDelta['heap'] {
  return { reset, pages64KiB: size, pages: pageSetOf(new Map(pages)) };
}

function pageSetOf(memory: Memory): PageSet {
  const sorted = [...memory].sort(([a], [b]) => a - b);
  const bytes = new Uint8Array(sorted.length * STATE_PAGE_BYTES);
  sorted.forEach(([, byte], at) => bytes.fill(byte, at * STATE_PAGE_BYTES, (at + 1) * STATE_PAGE_BYTES));
  return { indexes: Float64Array.from(sorted, ([page]) => page), bytes };
}

test('merging: two changes as one leave what they leave one after the other', () => {
  fc.assert(
    fc.property(change, change, change, (before, first, second) => {
      const merged = mergeDeltas(deltaOf(first, second), deltaOf(second, first));
      const start = apply(new Map(), { ...before, reset: false });
      const heap = apply(apply(start, first), second);
      const base = merged.heap.reset ? new Map() : start;
      const pages = new Map(
        [...merged.heap.pages.indexes].map((page, at) => [
          page,
          merged.heap.pages.bytes[at * STATE_PAGE_BYTES] ?? -1,
        ]),
      );
      expect(pageSetOf(new Map([...base, ...pages]))).toEqual(pageSetOf(heap));
      expect(merged.heap.pages64KiB).toBe(second.size);
      expect(merged.stable.pages64KiB).toBe(first.size);
      expect(merged.globals).toEqual(Uint8Array.of(second.size));
      expect([...merged.stable.pages.indexes]).toEqual(
        [...merged.stable.pages.indexes].sort((a, b) => a - b),
      );
    }),
  );
});
