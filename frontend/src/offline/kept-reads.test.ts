import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { ANYBODY, KEPT_READ_AGE_MS_MAX, type KeptReads, openKeptReads } from './kept-reads.ts';
import { type OfflineStore, openOfflineStore } from './offline-store.ts';

let nowMs = 0;
let count = 0;
let store: OfflineStore;
let reads: KeptReads;

beforeEach(() => {
  nowMs = 1_000_000;
  store = openOfflineStore(`reads ${(count += 1)}`);
  reads = openKeptReads(store, () => nowMs);
});

test('reads whose names differ in one part only are two reads', async () => {
  await reads.keep({ key: ['citizen', 'record', 1n], caller: 'amina', data: 'one' });
  await reads.keep({ key: ['citizen', 'record', 1], caller: 'amina', data: 'two' });
  expect(await reads.find(['citizen', 'record', 1n])).toBe('one');
  expect(await reads.find(['citizen', 'record', 1])).toBe('two');
  expect(await reads.find(['citizen', 'record', '1'])).toBeUndefined();
});

test('a read is shown up to its greatest age, and not a millisecond longer', async () => {
  await reads.keep({ key: ['a'], caller: 'amina', data: 1 });
  nowMs += KEPT_READ_AGE_MS_MAX;
  expect(await reads.find(['a'])).toBe(1);
  nowMs += 1;
  expect(await reads.find(['a'])).toBeUndefined();
});

test("another person's sign-in forgets what the first read, and keeps what anybody may read", async () => {
  await reads.keep({ key: ['hers'], caller: 'amina', data: 1 });
  await reads.keep({ key: ['public'], caller: ANYBODY, data: 2 });
  await reads.keep({ key: ['his'], caller: 'bilal', data: 3 });
  await reads.forgetOthers('bilal');
  expect(await reads.find(['hers'])).toBeUndefined();
  expect(await reads.find(['public'])).toBe(2);
  expect(await reads.find(['his'])).toBe(3);
});

test('a device that cannot store keeps nothing, and reads go on', async () => {
  const broken: OfflineStore = {
    ...store,
    putRead: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
    findRead: () => Promise.reject(new DOMException('closed', 'InvalidStateError')),
  };
  const without = openKeptReads(broken, () => nowMs);
  await without.keep({ key: ['a'], caller: 'amina', data: 1 });
  expect(await without.find(['a'])).toBeUndefined();
});
