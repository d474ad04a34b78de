import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from './heap.ts';
import { HeapShadow, SHADOW_CHUNK_BYTES } from './heap-shadow.ts';
import { STATE_PAGE_BYTES, WASM_PAGE_BYTES } from '../limits.ts';

const SHIFT = WASM_PAGE_BYTES;

/** A heap of so many pages of 64 KiB, and what wasm code does: an unmarked store of a byte after marking its page. */
function newHeap(pages: number) {
  const memory = new WebAssembly.Memory({ initial: pages + 1 });
  const heap = new Heap(memory, SHIFT);
  const shadow = new HeapShadow();
  heap.commit(shadow);
  const bytes = new Uint8Array(memory.buffer);
  const store = (address: number, values: readonly number[]): void => {
    bytes[Math.floor(address / STATE_PAGE_BYTES)] = 1;
    bytes.set(values, address + SHIFT);
  };
  const content = (): Uint8Array => bytes.slice(SHIFT);
  return { memory, heap, shadow, store, content };
}

test('rollback: bytes that a store put on the page after the marked one are undone too', () => {
  const { heap, shadow, store, content } = newHeap(2);
  store(STATE_PAGE_BYTES - 8, Array<number>(16).fill(1));
  heap.rollback(shadow);
  expect(content().every((byte) => byte === 0)).toBe(true);
});

test('commit: bytes that a store put on the page after the marked one are kept and collected', () => {
  const { heap, shadow, store, content } = newHeap(2);
  store(STATE_PAGE_BYTES - 1, [1, 2]);
  heap.commit(shadow);
  expect(Array.from(shadow.takeDelta().pages.indexes)).toEqual([0, 1]);
  store(STATE_PAGE_BYTES - 1, [7, 7]);
  heap.rollback(shadow);
  expect(Array.from(content().slice(STATE_PAGE_BYTES - 1, STATE_PAGE_BYTES + 1))).toEqual([1, 2]);
});

test('write: every page of a host write is marked, to the last byte', () => {
  const { heap, shadow, content } = newHeap(1);
  heap.write(100, new Uint8Array(2 * STATE_PAGE_BYTES).fill(7));
  heap.rollback(shadow);
  expect(content().every((byte) => byte === 0)).toBe(true);
});

test('commit: a page whose bytes are equal is not collected, one byte of difference is', () => {
  const { heap, shadow, store } = newHeap(1);
  store(5, [9]);
  heap.commit(shadow);
  shadow.takeDelta();
  store(5, [9]);
  heap.commit(shadow);
  expect(shadow.takeDelta().pages.indexes).toHaveLength(0);
  store(5, [8]);
  heap.commit(shadow);
  const { pages } = shadow.takeDelta();
  expect([pages.indexes[0], pages.bytes[5]]).toEqual([0, 8]);
});

test('commit: a page that becomes zero again is collected', () => {
  const { heap, shadow, store } = newHeap(1);
  store(5, [9]);
  heap.commit(shadow);
  shadow.takeDelta();
  store(5, [0]);
  heap.commit(shadow);
  const { pages } = shadow.takeDelta();
  expect([Array.from(pages.indexes), pages.bytes.some((byte) => byte !== 0)]).toEqual([[0], false]);
});

test('marks: the last page of the memory has no page after it', () => {
  const { heap, shadow, store, content } = newHeap(1);
  store(WASM_PAGE_BYTES - 1, [3]);
  heap.commit(shadow);
  store(WASM_PAGE_BYTES - 1, [4]);
  heap.rollback(shadow);
  expect(content()[WASM_PAGE_BYTES - 1]).toBe(3);
});

test('restore: a fresh memory gets the committed content', () => {
  const { heap, shadow, store, content } = newHeap(40);
  store(3, [1]);
  store(SHADOW_CHUNK_BYTES * 2 - 1, [2]);
  heap.commit(shadow);
  const other = new Heap(new WebAssembly.Memory({ initial: 1 }), SHIFT);
  expect(other.growTo(shadow.sizeBytes)).toBe(true);
  other.restore(shadow);
  expect(Buffer.from(other.slice(0, other.sizeBytes)).equals(content())).toBe(true);
});

test('shadow: what was collected loads again', () => {
  const { heap, shadow, store, content } = newHeap(33);
  store(STATE_PAGE_BYTES * 300, [1, 2, 3]);
  store(0, [4]);
  heap.commit(shadow);
  const delta = shadow.takeDelta();
  const loaded = new HeapShadow();
  loaded.load(delta.pages64KiB, delta.pages);
  expect(Buffer.from(loaded.read(0, loaded.sizeBytes)).equals(content())).toBe(true);
  expect(loaded.takeDelta().pages.indexes).toHaveLength(0);
});

test('hold: what is held stays through rollbacks and goes with release', () => {
  const { heap, shadow, store, content } = newHeap(2);
  store(1, [1]);
  heap.commit(shadow);
  const committed = content();
  const held = new Map<number, Buffer>();
  store(1, [2]);
  store(STATE_PAGE_BYTES - 1, [2, 2]);
  heap.hold(held);
  const heldContent = content();
  store(2, [3]);
  store(STATE_PAGE_BYTES * 2 - 1, [3, 3]);
  heap.rollback(shadow, held);
  expect(Buffer.from(content()).equals(heldContent)).toBe(true);
  heap.release(shadow, held);
  expect(Buffer.from(content()).equals(committed)).toBe(true);
});

test('growTo: refuses more than a memory can have', () => {
  const heap = new Heap(new WebAssembly.Memory({ initial: 1, maximum: 3 }), SHIFT);
  expect([heap.growTo(2 * WASM_PAGE_BYTES), heap.growTo(3 * WASM_PAGE_BYTES)]).toEqual([true, false]);
});

test('property: stores, host writes, commits and rollbacks in any order agree with a plain copy', () => {
  const size = 3 * WASM_PAGE_BYTES;
  const step = fc.oneof(
    fc.record({
      kind: fc.constantFrom('store', 'write'),
      at: fc.nat(size - 17),
      byte: fc.integer({ min: 0, max: 3 }),
    }),
    fc.record({ kind: fc.constantFrom('commit', 'rollback'), at: fc.constant(0), byte: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { heap, shadow, store, content } = newHeap(3);
      let live = new Uint8Array(size);
      let committed = new Uint8Array(size);
      for (const { kind, at, byte } of steps) {
        const values = Array<number>(16).fill(byte);
        if (kind === 'store') store(at, values);
        if (kind === 'write') heap.write(at, Uint8Array.from(values));
        if (kind === 'store' || kind === 'write') live.set(values, at);
        if (kind === 'commit') {
          heap.commit(shadow);
          committed = live.slice();
        }
        if (kind === 'rollback') {
          heap.rollback(shadow);
          live = committed.slice();
        }
      }
      expect(Buffer.from(content()).equals(live)).toBe(true);
      heap.rollback(shadow);
      expect(Buffer.from(content()).equals(committed)).toBe(true);
      expect(Buffer.from(shadow.read(0, size)).equals(committed)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
