import { expect, test, vi } from 'vitest';
import { compareWithLastVisit, type Head, type LogReads } from './seen-head.ts';

function storageOf() {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
  };
}

const head = (size: bigint): Head => ({ size, root: new Uint8Array(32).fill(Number(size)) });

function logAt(size: bigint, time_ns: bigint): LogReads {
  const found = { value: head(size), time_ns };
  return { read: () => Promise.resolve(found), prove: () => Promise.resolve(found) };
}

test('the first visit has nothing to compare with, the second proves the first to be the beginning', async () => {
  const storage = storageOf();
  expect(await compareWithLastVisit('log', logAt(2n, 10n), storage)).toEqual({
    head: head(2n),
    time_ns: 10n,
  });
  const later = logAt(5n, 20n);
  const prove = vi.fn(later.prove);
  expect(await compareWithLastVisit('log', { ...later, prove }, storage)).toEqual({
    head: head(5n),
    time_ns: 20n,
    since: { time_ns: 10n, size: 2n },
  });
  expect(prove).toHaveBeenCalledWith(head(2n));
});

test('a log that does not go on from the head seen is an error, today and at every later visit', async () => {
  const storage = storageOf();
  await compareWithLastVisit('log', logAt(5n, 10n), storage);
  const forged: LogReads = { ...logAt(6n, 20n), prove: () => Promise.reject(new Error('another history')) };
  await expect(compareWithLastVisit('log', forged, storage)).rejects.toThrow('another history');
  await expect(compareWithLastVisit('log', forged, storage)).rejects.toThrow('another history');
});

test('a log that is not there yet leaves nothing to compare with', async () => {
  const storage = storageOf();
  const none: LogReads = { ...logAt(1n, 1n), read: () => Promise.resolve(undefined) };
  expect((await compareWithLastVisit('log', none, storage)).head).toBeUndefined();
  expect((await compareWithLastVisit('log', logAt(1n, 5n), storage)).since).toBeUndefined();
});

test('logs are told apart by their place', async () => {
  const storage = storageOf();
  await compareWithLastVisit('one', logAt(2n, 10n), storage);
  expect((await compareWithLastVisit('other', logAt(2n, 10n), storage)).since).toBeUndefined();
});
