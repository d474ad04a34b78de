import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, concatBytes, equalBytes } from './bytes.ts';
import { principalKey, readU32, readU64, shortBytesKey, u32Key, u64Key } from './key.ts';
import { memoryTables } from './table.ts';
import { TableSpace } from './table-space.ts';
import { getVersioned, putVersioned } from './versioned.ts';
import { Counter } from './counter.ts';

describe('keys', () => {
  it('sort as their numbers do and read back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        (a, b) => {
          expect(Math.sign(compareBytes(u64Key(a), u64Key(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
          expect(readU64(u64Key(a), 0)).toBe(a);
        },
      ),
    );
    expect(readU32(concatBytes(Uint8Array.of(9), u32Key(0xffff_ffff)), 1)).toBe(0xffff_ffff);
  });

  it('refuse numbers that do not fit', () => {
    expect(u32Key(0xffff_ffff)).toEqual(Uint8Array.of(255, 255, 255, 255));
    expect(() => u32Key(0x1_0000_0000)).toThrow('u32 key');
    expect(() => u32Key(1.5)).toThrow('u32 key');
    expect(() => u64Key(2n ** 64n)).toThrow('u64 key');
    expect(() => u64Key(-1n)).toThrow('u64 key');
  });

  it('put lengths before bytes, up to their bounds', () => {
    expect(principalKey(new Uint8Array(29))[0]).toBe(29);
    expect(() => principalKey(new Uint8Array(30))).toThrow('29 bytes');
    expect(shortBytesKey(new Uint8Array(255)).length).toBe(256);
    expect(() => shortBytesKey(new Uint8Array(256))).toThrow('255 bytes');
  });
});

describe('bytes', () => {
  it('put a prefix before what it begins', () => {
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  });
});

describe('table space', () => {
  it('hands out a memory once and counts writes', () => {
    const space = new TableSpace(memoryTables());
    const table = space.table(3);
    expect(() => space.table(3)).toThrow('one table');
    expect(() => space.table(254)).toThrow('0 to 253');
    table.set(Uint8Array.of(1), Uint8Array.of(2));
    expect(table.get(Uint8Array.of(1))).toEqual(Uint8Array.of(2));
    table.delete(Uint8Array.of(1));
    expect(table.get(Uint8Array.of(1))).toBeUndefined();
    expect(space.writes).toBe(2);
  });

  it('notices a record in another layout', () => {
    const table = new TableSpace(memoryTables()).table(0);
    putVersioned(table, Uint8Array.of(1), 1, Uint8Array.of(5));
    expect(getVersioned(table, Uint8Array.of(1), 1)).toEqual(Uint8Array.of(5));
    expect(getVersioned(table, Uint8Array.of(2), 1)).toBeUndefined();
    expect(() => getVersioned(table, Uint8Array.of(1), 2)).toThrow('layout 2');
  });

  it('counts from one, across objects', () => {
    const table = new TableSpace(memoryTables()).table(0);
    const key = Uint8Array.of(1);
    expect(new Counter(table, key).value).toBe(0n);
    expect([new Counter(table, key).next(), new Counter(table, key).next()]).toEqual([1n, 2n]);
  });
});
