import { describe, expect, it } from 'vitest';
import { prefixedTable } from './prefixed-table.ts';
import { MemoryTable } from './table.ts';

describe('prefixedTable', () => {
  it('keeps two parts of one table apart', () => {
    const whole = new MemoryTable();
    const left = prefixedTable(whole, Uint8Array.of(1));
    const right = prefixedTable(whole, Uint8Array.of(2));
    left.set(Uint8Array.of(9), Uint8Array.of(10));
    right.set(Uint8Array.of(9), Uint8Array.of(20));
    left.delete(Uint8Array.of(8));
    expect(left.get(Uint8Array.of(9))).toEqual(Uint8Array.of(10));
    expect(right.get(Uint8Array.of(9))).toEqual(Uint8Array.of(20));
    right.delete(Uint8Array.of(9));
    expect(right.get(Uint8Array.of(9))).toBeUndefined();
    expect(whole.get(Uint8Array.of(1, 9))).toEqual(Uint8Array.of(10));
  });
});
