import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { MerkleLog } from './merkle-log.ts';
import { MemoryTable } from './table.ts';

const hash = (...parts: Uint8Array[]): Uint8Array => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return new Uint8Array(sum.digest());
};
const leaf = (entry: Uint8Array): Uint8Array => hash(Uint8Array.of(0), entry);
const node = (left: Uint8Array, right: Uint8Array): Uint8Array => hash(Uint8Array.of(1), left, right);
const below = (width: number): number => 2 ** Math.ceil(Math.log2(width) - 1);

/** MTH of RFC 6962, section 2.1, word by word. */
function mth(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0) return hash();
  if (entries.length === 1) return leaf(entries[0] as Uint8Array);
  const k = below(entries.length);
  return node(mth(entries.slice(0, k)), mth(entries.slice(k)));
}

/** The root that an audit path leads to: RFC 9162, section 2.1.3.2. */
function rootOfAudit(
  leafHash: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array {
  let fn = index;
  let sn = size - 1;
  let r = leafHash;
  for (const p of path) {
    if (sn === 0) throw new Error('path too long');
    if (fn % 2 === 1 || fn === sn) {
      r = node(p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else r = node(r, p);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  if (sn !== 0) throw new Error('path too short');
  return r;
}

/** Whether a consistency proof holds: RFC 9162, section 2.1.4.2. */
function isConsistent(
  [first, firstRoot]: readonly [number, Uint8Array],
  [second, root]: readonly [number, Uint8Array],
  proof: readonly Uint8Array[],
): boolean {
  if (first === second) return proof.length === 0 && toHex(firstRoot) === toHex(root);
  const path = Number.isInteger(Math.log2(first)) ? [firstRoot, ...proof] : [...proof];
  let fn = first - 1;
  let sn = second - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let fr = path[0] as Uint8Array;
  let sr = path[0] as Uint8Array;
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = node(c, fr);
      sr = node(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else sr = node(sr, c);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && toHex(fr) === toHex(firstRoot) && toHex(sr) === toHex(root);
}

const entryAt = (position: number): Uint8Array => new TextEncoder().encode(`entry ${position}`);

function logOf(size: number): { log: MerkleLog; entries: Uint8Array[]; table: MemoryTable } {
  const table = new MemoryTable();
  const log = new MerkleLog(table);
  const entries = Array.from({ length: size }, (_, position) => entryAt(position));
  for (const entry of entries) log.append(entry);
  return { log, entries, table };
}

describe('merkle log', () => {
  it('has the published roots of the eight-leaf certificate transparency vectors', () => {
    const leaves = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const log = new MerkleLog(new MemoryTable());
    for (const hex of leaves) log.append(new Uint8Array(Buffer.from(hex, 'hex')));
    expect(toHex(log.root(0))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(log.root(1))).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(toHex(log.root(8))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  it('has the root of RFC 6962 at every size', () => {
    const { log, entries } = logOf(70);
    for (let size = 0; size <= 70; size += 1)
      expect(toHex(log.root(size))).toBe(toHex(mth(entries.slice(0, size))));
  });

  it('gives audit paths that an independent verifier accepts for every entry of every size, and only for that entry', () => {
    const { log, entries } = logOf(20);
    for (let size = 1; size <= 20; size += 1) {
      for (let position = 0; position < size; position += 1) {
        const path = log.auditPath(position, size);
        expect(toHex(rootOfAudit(leaf(entryAt(position)), position, size, path))).toBe(toHex(log.root(size)));
        expect(toHex(rootOfAudit(leaf(entryAt(position + 1)), position, size, path))).not.toBe(
          toHex(log.root(size)),
        );
      }
    }
    expect(entries).toHaveLength(20);
  });

  it('gives consistency proofs that an independent verifier accepts for every pair of sizes', () => {
    const { log } = logOf(20);
    for (let second = 1; second <= 20; second += 1) {
      for (let first = 1; first <= second; first += 1) {
        const proof = log.consistencyPath(first, second);
        expect(isConsistent([first, log.root(first)], [second, log.root(second)], proof)).toBe(true);
        if (first < second)
          expect(isConsistent([first, leaf(entryAt(99))], [second, log.root(second)], proof)).toBe(false);
      }
    }
    expect(log.consistencyPath(0, 20)).toEqual([]);
  });

  it('gives range proofs that lead to the root by the published recursion', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(40), fc.nat(40), (size, a, b) => {
        const from = Math.min(a, b, size);
        const to = Math.min(Math.max(a, b), size);
        const { log, entries } = logOf(size);
        const path = log.rangePath(from, to, size);
        const walk = (low: number, high: number): Uint8Array => {
          if (high <= from || low >= to) return path.shift() as Uint8Array;
          if (high - low === 1) return leaf(entries[low] as Uint8Array);
          const k = below(high - low);
          return node(walk(low, low + k), walk(low + k, high));
        };
        expect(toHex(walk(0, size))).toBe(toHex(log.root()));
        expect(path).toEqual([]);
      }),
    );
  });

  it('goes on where it was when a new object takes over the table', () => {
    const { log, table } = logOf(13);
    const next = new MerkleLog(table);
    expect(next.size).toBe(13);
    expect(toHex(next.root())).toBe(toHex(log.root()));
    next.append(entryAt(13));
    expect(toHex(next.root())).toBe(toHex(logOf(14).log.root()));
    expect(next.entry(13)).toEqual(entryAt(13));
  });

  it('refuses to speak of sizes that it has not had', () => {
    const { log } = logOf(3);
    expect(() => log.root(4)).toThrow('sizes that it has had');
    expect(() => log.auditPath(3, 3)).toThrow('within the log');
    expect(() => log.consistencyPath(3, 2)).toThrow('goes forward');
    expect(() => log.entry(3)).toThrow('within the log');
  });

  it('is as it was before an entry when that is taken away, down to nothing', () => {
    for (let size = 20; size > 0; size -= 1) {
      const { log, table } = logOf(size);
      log.removeLast();
      const shorter = logOf(size - 1);
      expect(toHex(log.root())).toBe(toHex(shorter.log.root()));
      expect(table.size).toBe(shorter.table.size);
      log.append(entryAt(size - 1));
      expect(toHex(log.root())).toBe(toHex(logOf(size).log.root()));
    }
    expect(() => {
      logOf(0).log.removeLast();
    }).toThrow('no last entry');
  });
});
