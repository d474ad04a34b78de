import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProofInvalid } from '../proof-invalid.ts';
import { toHex } from './bytes.ts';
import { leafHash, nodeHash, verifyConsistency, verifyInclusion, verifyRange } from './merkle-log.ts';

// The definitions of RFC 6962, section 2.1, written out as they stand there.
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));
function mth(data: Uint8Array[]): Uint8Array {
  if (data.length === 0) return Uint8Array.from(createHash('sha256').digest());
  if (data.length === 1) return leafHash(data[0]!);
  const k = split(data.length);
  return nodeHash(mth(data.slice(0, k)), mth(data.slice(k)));
}
function auditPath(m: number, data: Uint8Array[]): Uint8Array[] {
  if (data.length === 1) return [];
  const k = split(data.length);
  return m < k
    ? [...auditPath(m, data.slice(0, k)), mth(data.slice(k))]
    : [...auditPath(m - k, data.slice(k)), mth(data.slice(0, k))];
}
function subproof(m: number, data: Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === data.length) return whole ? [] : [mth(data)];
  const k = split(data.length);
  return m <= k
    ? [...subproof(m, data.slice(0, k), whole), mth(data.slice(k))]
    : [...subproof(m - k, data.slice(k), false), mth(data.slice(0, k))];
}
function rangePath(from: number, to: number, data: Uint8Array[], low = 0): Uint8Array[] {
  if (low + data.length <= from || low >= to) return [mth(data)];
  if (data.length === 1) return [];
  const k = split(data.length);
  return [...rangePath(from, to, data.slice(0, k), low), ...rangePath(from, to, data.slice(k), low + k)];
}

const entries = Array.from({ length: 40 }, (_, i) => Uint8Array.of(i, 255 - i));
const head = (size: number) => ({ size: BigInt(size), root: mth(entries.slice(0, size)) });
const sizes = fc.integer({ min: 1, max: entries.length });

describe('log', () => {
  // Source: test data of the Certificate Transparency project, merkle_tree_test.cc: eight leaves and their roots.
  test('roots of the published test leaves', () => {
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
    const data = leaves.map((leaf) => Uint8Array.from(Buffer.from(leaf, 'hex')));
    expect(toHex(mth(data.slice(0, 1)))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(toHex(mth(data))).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  test('every entry is shown to be in every log that holds it', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), (size, seed) => {
        const at = seed % size;
        verifyInclusion(entries[at]!, BigInt(at), auditPath(at, entries.slice(0, size)), head(size));
      }),
    );
  });

  test('another entry, another place or another path is refused', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, seed, flip) => {
        const at = seed % size;
        const path = auditPath(at, entries.slice(0, size));
        const check = (entry: Uint8Array, place: number, proof: Uint8Array[]) => () =>
          verifyInclusion(entry, BigInt(place), proof, head(size));
        expect(check(Uint8Array.of(at), at, path)).toThrow(ProofInvalid);
        expect(check(entries[at]!, at + 1, path)).toThrow(ProofInvalid);
        expect(check(entries[at]!, at, [...path, new Uint8Array(32)])).toThrow(ProofInvalid);
        if (path.length === 0) return;
        expect(check(entries[at]!, at, path.slice(1))).toThrow(ProofInvalid);
        const step = flip % path.length;
        const broken = path.map((hash, i) => (i === step ? Uint8Array.from(hash, (byte) => byte ^ 1) : hash));
        expect(check(entries[at]!, at, broken)).toThrow(ProofInvalid);
      }),
    );
  });

  test('every earlier log is shown to begin every later one', () => {
    for (let second = 1; second <= entries.length; second++) {
      for (let first = 1; first <= second; first++) {
        const path = first === second ? [] : subproof(first, entries.slice(0, second), true);
        verifyConsistency(head(first), head(second), path);
      }
      verifyConsistency(head(0), head(second), []);
    }
  });

  test('a log with another past, a shrunken log and a changed path are refused', () => {
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const path = first === second ? [] : subproof(first, entries.slice(0, second), true);
        const forged = {
          size: BigInt(first),
          root: mth([...entries.slice(0, first - 1), Uint8Array.of(9, 9)]),
        };
        expect(() => verifyConsistency(forged, head(second), path)).toThrow(ProofInvalid);
        expect(() => verifyConsistency(head(first), head(second), [...path, new Uint8Array(32)])).toThrow(
          ProofInvalid,
        );
        if (first < second) {
          expect(() => verifyConsistency(head(second), head(first), path)).toThrow(ProofInvalid);
          expect(() => verifyConsistency(head(first), head(second), path.slice(0, -1))).toThrow(ProofInvalid);
        }
      }),
    );
  });

  test('every range of entries is shown to be in the log; a left-out or changed entry is refused', () => {
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (size, seed, length) => {
        const from = seed % size;
        const to = Math.min(size, from + 1 + (length % 10));
        const path = rangePath(from, to, entries.slice(0, size));
        const page = entries.slice(from, to);
        verifyRange(page, BigInt(from), path, head(size));
        const changed = [...page.slice(0, -1), Uint8Array.of(1)];
        expect(() => verifyRange(changed, BigInt(from), path, head(size))).toThrow(ProofInvalid);
        expect(() => verifyRange(page.slice(1), BigInt(from + 1), path, head(size))).toThrow(ProofInvalid);
        expect(() => verifyRange(page, BigInt(from), [...path, new Uint8Array(32)], head(size))).toThrow(
          ProofInvalid,
        );
      }),
    );
  });

  test('beyond the end there is the root alone', () => {
    verifyRange([], 5n, [head(5).root], head(5));
    expect(() => verifyRange([], 5n, [], head(5))).toThrow(ProofInvalid);
    expect(() => verifyRange([entries[5]!], 5n, [head(5).root], head(5))).toThrow(ProofInvalid);
    verifyRange([], 0n, [], head(0));
  });
});
