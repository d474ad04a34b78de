import { Cbor, reconstruct } from '@dfinity/agent';
import type { HashTree as AgentTree } from '@dfinity/agent';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from './assert.ts';
import { compareBytes, toHex } from './bytes.ts';
import { CertifiedMap } from './certified-map.ts';
import { emptyHash, encodeHashTree, forkHash, labeledHash, leafHash } from './hash-tree.ts';
import { lookUp } from './hash-tree-lookup.ts';
import { shortBytesKey, u64Key } from './key.ts';
import type { HashTree } from './hash-tree.ts';

import { sha256 } from './sha256.ts';
import { MemoryTable } from './table.ts';

const valueOf = (key: Uint8Array): Uint8Array => sha256(key);

/** A bit of a key, most significant first. */
const bitOf = (key: Uint8Array, bit: number): number => ((key[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;

type Entry = readonly [key: Uint8Array, value: Uint8Array];

/** The root by the published definition, from the contents alone. */
function definedRoot(entries: readonly Entry[]): Uint8Array {
  const sorted = entries.toSorted(([a], [b]) => compareBytes(a, b));
  const build = (from: number, to: number): Uint8Array => {
    const [first, value] = sorted[from] as Entry;
    if (to - from === 1) return labeledHash(first, leafHash(value));
    const last = (sorted[to - 1] as Entry)[0];
    let bit = 0;
    while (bitOf(first, bit) === bitOf(last, bit)) bit += 1;
    let split = from;
    while (bitOf((sorted[split] as Entry)[0], bit) === 0) split += 1;
    return forkHash(build(from, split), build(split, to));
  };
  return sorted.length === 0 ? emptyHash() : build(0, sorted.length);
}

/** The witness by its description, from the contents alone. */
function definedWitness(entries: readonly Entry[], keys: readonly Uint8Array[]): HashTree {
  const sorted = entries.toSorted(([a], [b]) => compareBytes(a, b));
  const shown = new Set<string>();
  const labels = new Set<string>();
  for (const key of keys) {
    if (sorted.some(([there]) => toHex(there) === toHex(key))) shown.add(toHex(key));
    else {
      const after = sorted.findIndex(([there]) => compareBytes(there, key) > 0);
      const place = after === -1 ? sorted.length : after;
      for (const [there] of sorted.slice(Math.max(0, place - 1), place + 1)) labels.add(toHex(there));
    }
  }
  const build = (part: readonly Entry[]): HashTree => {
    if (!part.some(([key]) => shown.has(toHex(key)) || labels.has(toHex(key)))) return [4, definedRoot(part)];
    const [key, value] = part[0] as Entry;
    if (part.length === 1) return [2, key, shown.has(toHex(key)) ? [3, value] : [4, leafHash(value)]];
    const last = (part.at(-1) as Entry)[0];
    let bit = 0;
    while (bitOf(key, bit) === bitOf(last, bit)) bit += 1;
    const isLeft = ([there]: Entry): boolean => bitOf(there, bit) === 0;
    return [1, build(part.filter(isLeft)), build(part.filter((entry) => !isLeft(entry)))];
  };
  return sorted.length === 0 ? [0] : build(sorted);
}

function decoded(map: CertifiedMap, keys: readonly Uint8Array[]): AgentTree {
  return Cbor.decode<AgentTree>(encodeHashTree(map.witness(keys)));
}

const statusOf = (key: Uint8Array, tree: AgentTree): string =>
  lookUp([key], tree as unknown as HashTree).status;

const arbKey = fc.oneof(
  fc.bigInt({ min: 0n, max: 40n }).map((id) => u64Key(id)),
  fc.uint8Array({ minLength: 0, maxLength: 3 }).map((bytes) => shortBytesKey(bytes)),
  fc.uint8Array({ minLength: 29, maxLength: 29 }).map((bytes) => shortBytesKey(bytes)),
);
// u64 keys below 41 begin with zero bytes, as does the short key of no bytes: keep the two families apart.
const arbSafeKey = arbKey.map((key) => (key.length === 8 ? Uint8Array.of(0xff, ...key) : key));

/** Keys of one map: none begins another, and of the last some have long beginnings in common. */
const arbFamilies = [
  arbSafeKey,
  fc.uint8Array({ minLength: 2, maxLength: 2 }),
  fc
    .tuple(fc.nat(3), fc.nat(1), fc.uint8Array({ minLength: 2, maxLength: 2 }))
    .map(([bucket, first, rest]) => Uint8Array.of(0, bucket, 4, first, 7, ...rest)),
];

describe('certified map', () => {
  it('has the root and the witnesses of its definition after any sequence of changes', () => {
    const changes = (arb: fc.Arbitrary<Uint8Array>) =>
      fc.record({
        steps: fc.array(fc.tuple(arb, fc.constantFrom('set', 'overwrite', 'delete'), fc.nat()), {
          maxLength: 80,
          size: 'max',
        }),
        asked: fc.array(arb, { maxLength: 4 }),
      });
    fc.assert(
      fc.property(fc.oneof(...arbFamilies.map(changes)), ({ steps, asked }) => {
        const map = new CertifiedMap(new MemoryTable());
        const model = new Map<string, Entry>();
        for (const [key, kind, which] of steps) {
          if (kind === 'delete') {
            const [there] = [...model.values()][which % (model.size + 1)] ?? [key];
            map.delete(there);
            model.delete(toHex(there));
          } else {
            const value = kind === 'set' ? valueOf(key) : sha256(valueOf(key));
            map.set(key, value);
            model.set(toHex(key), [key, value]);
          }
          expect(toHex(map.rootHash())).toBe(toHex(definedRoot([...model.values()])));
        }
        const entries = [...model.values()];
        for (const keys of [
          asked,
          [...asked, ...entries.slice(0, 3).map(([key]) => key)],
          asked.slice(0, 1),
        ]) {
          if (keys.length > 0) expect(map.witness(keys)).toEqual(definedWitness(entries, keys));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('gives witnesses that show what is there and proves absent what is not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(arbSafeKey, { selector: toHex, maxLength: 40 }),
        fc.array(arbSafeKey, { minLength: 1, maxLength: 5 }),
        async (present, asked) => {
          const map = new CertifiedMap(new MemoryTable());
          for (const key of present) map.set(key, valueOf(key));
          const wanted = [...asked, ...present.slice(0, 2)];
          const tree = decoded(map, wanted);
          expect(toHex(await reconstruct(tree))).toBe(toHex(map.rootHash()));
          const there = new Set(present.map(toHex));
          for (const key of wanted) {
            const found = lookUp([key], tree as unknown as HashTree);
            expect(found).toEqual(
              there.has(toHex(key)) ? { status: 'found', value: valueOf(key) } : { status: 'absent' },
            );
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('does not reveal a neighbour: its value stays pruned, and what was not asked for is unknown', () => {
    const map = new CertifiedMap(new MemoryTable());
    for (let id = 1n; id <= 9n; id += 1n) map.set(u64Key(id), valueOf(u64Key(id)));
    const tree = decoded(map, [u64Key(4n)]);
    expect(statusOf(u64Key(4n), tree)).toBe('found');
    expect(statusOf(u64Key(7n), tree)).toBe('unknown');
    expect(statusOf(u64Key(10n), tree)).toBe('unknown');
    const beyond = decoded(map, [u64Key(10n)]);
    expect(statusOf(u64Key(10n), beyond)).toBe('absent');
    expect(statusOf(u64Key(9n), beyond)).not.toBe('found');
  });

  it('keeps its root when a new object takes over the table', () => {
    const table = new MemoryTable();
    const map = new CertifiedMap(table);
    for (let id = 1n; id <= 20n; id += 1n) map.set(u64Key(id), valueOf(u64Key(id)));
    map.delete(u64Key(7n));
    expect(toHex(new CertifiedMap(table).rootHash())).toBe(toHex(map.rootHash()));
  });

  it('writes one path: the cost of a change grows with the depth, not with the size', () => {
    const table = new MemoryTable();
    const map = new CertifiedMap(table);
    for (let id = 0n; id < 1024n; id += 1n) map.set(u64Key(id), valueOf(u64Key(id)));
    const before = table.writes;
    map.set(u64Key(513n), sha256(new Uint8Array(0)));
    // The value, a page for each of the last two nibbles, and the head with the one above.
    expect(table.writes - before).toBe(4);
  });

  it('uses the records of emptied pages again', () => {
    const table = new MemoryTable();
    const map = new CertifiedMap(table);
    for (let id = 0n; id < 40n; id += 1n) map.set(u64Key(id), valueOf(u64Key(id)));
    const size = table.size;
    for (let round = 0; round < 5; round += 1) {
      for (let id = 33n; id < 40n; id += 1n) map.delete(u64Key(id));
      for (let id = 33n; id < 40n; id += 1n) map.set(u64Key(id), valueOf(u64Key(id)));
    }
    expect(table.size).toBe(size);
  });

  it('refuses the head of another layout before it reads or writes anything', () => {
    const table = new MemoryTable();
    const map = new CertifiedMap(table);
    map.set(u64Key(1n), valueOf(u64Key(1n)));
    const head = table.get(Uint8Array.of(0)) as Uint8Array;
    const { writes } = table;
    for (const layout of [0, 1, (head[0] as number) - 1, (head[0] as number) + 1]) {
      const other = new MemoryTable();
      other.set(Uint8Array.of(0), Uint8Array.of(layout, ...head.subarray(1)));
      const foreign = new CertifiedMap(other);
      expect(() => foreign.rootHash()).toThrow(InvariantError);
      expect(() => {
        foreign.set(u64Key(2n), valueOf(u64Key(2n)));
      }).toThrow(InvariantError);
      expect(other.writes).toBe(1);
    }
    expect(table.writes).toBe(writes);
  });

  it('shows trees below keys, and their hashes alone where nothing is asked of them', async () => {
    const inner = new CertifiedMap(new MemoryTable());
    const outer = new CertifiedMap(new MemoryTable(), 'subtree');
    const [asked, other] = [u64Key(1n), u64Key(2n)];
    inner.set(u64Key(7n), valueOf(u64Key(7n)));
    outer.set(asked, inner.rootHash());
    outer.set(other, sha256(other));
    const tree = outer.witness([asked, other], (key) =>
      key[7] === 1 ? inner.witness([u64Key(7n)]) : ([4, sha256(other)] as const),
    );
    expect(lookUp([asked, u64Key(7n)], tree)).toEqual({ status: 'found', value: valueOf(u64Key(7n)) });
    expect(lookUp([other, u64Key(7n)], tree).status).toBe('unknown');
    expect(lookUp([u64Key(3n)], outer.witness([u64Key(3n)])).status).toBe('absent');
    const served = Cbor.decode<AgentTree>(encodeHashTree(tree));
    expect(toHex(await reconstruct(served))).toBe(toHex(outer.rootHash()));
  });

  it('has the same hash under a prefix whatever else it holds, and another one for other contents', () => {
    const under = (prefix: number, id: bigint): Uint8Array => Uint8Array.of(prefix, ...u64Key(id));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.bigInt({ min: 0n, max: 30n }), { maxLength: 12 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.bigInt({ min: 0n, max: 30n })), {
          maxLength: 12,
        }),
        (ids, others) => {
          const alone = new CertifiedMap(new MemoryTable());
          const among = new CertifiedMap(new MemoryTable());
          for (const [prefix, id] of others)
            if (prefix !== 5) among.set(under(prefix, id), valueOf(u64Key(id)));
          for (const id of ids) alone.set(under(5, id), valueOf(u64Key(id)));
          for (const id of ids.toReversed()) among.set(under(5, id), valueOf(u64Key(id)));
          expect(among.hashUnder(Uint8Array.of(5))).toEqual(alone.hashUnder(Uint8Array.of(5)));
          expect(alone.hashUnder(Uint8Array.of(5))).toEqual(alone.rootHash());
          expect(alone.hashUnder(Uint8Array.of(4))).toEqual(emptyHash());
          alone.set(under(5, 31n), valueOf(u64Key(1n)));
          expect(among.hashUnder(Uint8Array.of(5))).not.toEqual(alone.hashUnder(Uint8Array.of(5)));
        },
      ),
    );
  });

  it('is destroyed in bounded steps and leaves nothing behind', () => {
    const table = new MemoryTable();
    const map = new CertifiedMap(table);
    const keys = Array.from({ length: 100 }, (_, at) => u64Key(BigInt(at)));
    for (const key of keys) map.set(key, valueOf(key));
    for (const key of keys.slice(20, 40)) map.delete(key);
    expect(map.destroy(keys, 5)).toBe(false);
    expect(map.destroy([], 5)).toBe(true);
    expect(table.size).toBe(0);
    expect(map.rootHash()).toEqual(emptyHash());
  });
});
