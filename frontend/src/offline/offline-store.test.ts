import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OfflineStore, openOfflineStore } from './offline-store.ts';

let store: OfflineStore;
let count = 0;

beforeEach(() => {
  store = openOfflineStore(`store ${(count += 1)}`);
});

afterEach(() => store.close());

const read = (id: string, keptAtMs: number, caller = 'amina') => ({
  id,
  caller,
  keptAtMs,
  data: { size: 1n },
});

test('a read is found under its name, as it was put', async () => {
  await store.putRead(read('a', 1), 10);
  expect(await store.findRead('a')).toEqual(read('a', 1));
  expect(await store.findRead('b')).toBeUndefined();
});

test('at the limit nothing goes; one above it, the oldest does', async () => {
  await store.putRead(read('oldest', 1), 2);
  await store.putRead(read('newest', 3), 2);
  expect(await store.findRead('oldest')).toBeDefined();
  await store.putRead(read('middle', 2), 2);
  expect(await store.findRead('oldest')).toBeUndefined();
  expect(await store.findRead('middle')).toBeDefined();
  expect(await store.findRead('newest')).toBeDefined();
});

test('reads are deleted by what they are', async () => {
  await store.putRead(read('hers', 1, 'amina'), 10);
  await store.putRead(read('his', 2, 'bilal'), 10);
  await store.deleteReads(({ caller }) => caller === 'amina');
  expect(await store.findRead('hers')).toBeUndefined();
  expect(await store.findRead('his')).toBeDefined();
});
