import { MemoryTable } from '@indus/kit/table';
import { describe, expect, it } from 'vitest';
import { DenseList } from './dense-list.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const entriesOf = (list: DenseList): number[][] =>
  [...list.entries()].map(([key, value]) => [key[0] as number, value[0] as number]);

describe('DenseList', () => {
  it('walks its keys in the order in which they came, with their newest values', () => {
    const list = new DenseList(new MemoryTable());
    list.set(bytes(9), bytes(1));
    list.set(bytes(3), bytes(2));
    list.set(bytes(9), bytes(4));
    expect(entriesOf(list)).toEqual([
      [9, 4],
      [3, 2],
    ]);
    expect(list.size).toBe(2);
    expect(list.get(bytes(5))).toBeUndefined();
  });

  it('keeps as many keys as it may: at the bound the oldest stays, one more and it goes', () => {
    const table = new MemoryTable();
    const list = new DenseList(table, 2);
    list.set(bytes(1), bytes(1));
    list.set(bytes(2), bytes(2));
    expect(list.get(bytes(1))).toEqual(bytes(1));
    list.set(bytes(3), bytes(3));
    expect(list.get(bytes(1))).toBeUndefined();
    expect(entriesOf(list)).toEqual([
      [2, 2],
      [3, 3],
    ]);
    list.set(bytes(1), bytes(5));
    expect(entriesOf(list)).toEqual([
      [3, 3],
      [1, 5],
    ]);
    expect(table.size).toBe(5);
  });
});
