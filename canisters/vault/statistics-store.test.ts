import { MemoryTable } from '@indus/kit/table';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { Statistics } from './statistics.ts';
import { StatisticsStore } from './statistics-store.ts';

const KEY = Uint8Array.of(3);

describe('StatisticsStore', () => {
  it('keeps each count in the place where Candid has it', () => {
    const store = new StatisticsStore(new MemoryTable(), KEY);
    const names = Object.keys(decodeRecord<Statistics>(Statistics, store.bytes())) as (keyof Statistics)[];
    names.forEach((name, at) => {
      store.add(name, BigInt(at) + (1n << 40n));
    });
    store.commit();
    store.add('records', -1n);
    store.add('records', 3n);
    store.commit();
    const counts = Object.fromEntries(
      names.map((name, at) => [name, BigInt(at) + (1n << 40n) + (name === 'records' ? 2n : 0n)]),
    );
    expect(decodeRecord<Statistics>(Statistics, store.bytes())).toEqual(counts);
    expect(store.bytes()).toEqual(encodeRecord(Statistics, counts));
  });

  it('counts nothing that was not committed, and nothing below zero', () => {
    const store = new StatisticsStore(new MemoryTable(), KEY);
    store.add('subjects');
    store.begin();
    store.commit();
    expect(decodeRecord<Statistics>(Statistics, store.bytes()).subjects).toBe(0n);
    store.add('subjects', -1n);
    expect(() => {
      store.commit();
    }).toThrow();
  });
});
