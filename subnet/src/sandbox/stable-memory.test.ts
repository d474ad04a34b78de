import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STABLE_PAGES_MAX, StableMemory, StableOverlay } from './stable-memory.ts';
import { STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../limits.ts';

function read(overlay: StableOverlay, offset: number, length: number): number[] {
  const bytes = new Uint8Array(length).fill(0xaa);
  overlay.read(offset, length, bytes, 0);
  return Array.from(bytes);
}

function whole(overlay: StableOverlay): Buffer {
  const bytes = Buffer.alloc(overlay.sizeBytes, 0xaa);
  overlay.read(0, bytes.length, bytes, 0);
  return bytes;
}

test('grow: 500 GiB is the most, one page more is refused and changes nothing', () => {
  const overlay = new StableOverlay(new StableMemory());
  expect(STABLE_PAGES_MAX).toBe(8_192_000);
  expect(overlay.grow(STABLE_PAGES_MAX)).toBe(0);
  expect(overlay.grow(1)).toBe(-1);
  expect(overlay.grow(0)).toBe(STABLE_PAGES_MAX);
  expect(overlay.grow(2 ** 64)).toBe(-1);
});

test('read and write: the last bytes of 500 GiB', () => {
  const base = new StableMemory();
  const overlay = new StableOverlay(base);
  overlay.grow(STABLE_PAGES_MAX);
  const end = STABLE_PAGES_MAX * WASM_PAGE_BYTES;
  overlay.write(end - 3, Uint8Array.of(1, 2, 3));
  overlay.commit();
  expect(read(overlay, end - 4, 4)).toEqual([0, 1, 2, 3]);
  const { pages, pages64KiB } = base.takeDelta();
  expect([Array.from(pages.indexes), pages64KiB]).toEqual([[end / STATE_PAGE_BYTES - 1], STABLE_PAGES_MAX]);
});

test('rollback: pages and size are as committed; commit: a page of equal bytes is not collected', () => {
  const base = new StableMemory();
  const overlay = new StableOverlay(base);
  overlay.grow(1);
  overlay.write(4094, Uint8Array.of(1, 2, 3, 4));
  overlay.commit();
  overlay.grow(5);
  overlay.write(4095, Uint8Array.of(9, 9));
  overlay.rollback();
  expect([overlay.size, ...read(overlay, 4094, 4)]).toEqual([1, 1, 2, 3, 4]);
  base.takeDelta();
  overlay.write(4094, Uint8Array.of(1));
  overlay.commit();
  expect(base.takeDelta().pages.indexes).toHaveLength(0);
});

test('push: what was written before it survives rollback, reset forgets all', () => {
  const overlay = new StableOverlay(new StableMemory());
  overlay.grow(1);
  overlay.write(0, Uint8Array.of(1));
  overlay.push();
  overlay.write(0, Uint8Array.of(2));
  overlay.grow(1);
  overlay.rollback();
  expect([overlay.size, ...read(overlay, 0, 1)]).toEqual([1, 1]);
  overlay.reset();
  expect([overlay.size, ...read(overlay, 0, 1)]).toEqual([0, 0]);
});

test('newDirtyPages: each page counts once in a message', () => {
  const overlay = new StableOverlay(new StableMemory());
  overlay.grow(2);
  expect([overlay.newDirtyPages(4095, 2), overlay.newDirtyPages(0, 0)]).toEqual([2, 0]);
  overlay.write(4095, Uint8Array.of(1, 1));
  expect([overlay.newDirtyPages(0, 8192), overlay.newDirtyPages(0, 8193)]).toEqual([0, 1]);
  expect(overlay.newDirtyPages(0, 2 * WASM_PAGE_BYTES)).toBe(30);
});

test('property: any writes, commits and rollbacks agree with a plain copy, and deltas rebuild it', () => {
  const size = 2 * WASM_PAGE_BYTES;
  const step = fc.record({
    kind: fc.constantFrom('write', 'write', 'write', 'commit', 'rollback', 'collect'),
    at: fc.nat(size - 10_000),
    length: fc.nat(10_000),
    byte: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const base = new StableMemory();
      const overlay = new StableOverlay(base);
      overlay.grow(2);
      overlay.commit();
      const copy = new StableMemory();
      let live = new Uint8Array(size);
      let committed = new Uint8Array(size);
      const collect = (): void => {
        const delta = base.takeDelta();
        copy.load(delta.pages64KiB, delta.pages);
      };
      for (const { kind, at, length, byte } of steps) {
        if (kind === 'write') {
          overlay.write(at, new Uint8Array(length).fill(byte));
          live.fill(byte, at, at + length);
        } else if (kind === 'commit') {
          overlay.commit();
          committed = live.slice();
        } else if (kind === 'rollback') {
          overlay.rollback();
          live = committed.slice();
        } else collect();
        expect(whole(overlay).equals(live)).toBe(true);
      }
      collect();
      expect(whole(new StableOverlay(copy)).equals(committed)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
