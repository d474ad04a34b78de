import { Cbor, reconstruct } from '@dfinity/agent';
import type { HashTree as AgentTree } from '@dfinity/agent';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBytes, toHex } from './bytes.ts';
import { CertifiedMap } from './certified-map.ts';
import { emptyHash, encodeHashTree, forkHash, labeledHash, leafHash } from './hash-tree.ts';
import { lookUp } from './hash-tree-lookup.ts';
import { shortBytesKey, u64Key } from './key.ts';
import type { HashTree } from './hash-tree.ts';
import { bitOf } from './map-node.ts';
import { sha256 } from './sha256.ts';
import { MemoryTable } from './table.ts';

const valueOf = (key: Uint8Array): Uint8Array => sha256(key);

/** The root by the published definition, from the contents alone. */
function definedRoot(entries: readonly (readonly [Uint8Array, Uint8Array])[]): Uint8Array {
  const sorted = entries.toSorted(([a], [b]) => compareBytes(a, b));
  const build = (from: number, to: number): Uint8Array => {
    const [first, value] = sorted[from] as readonly [Uint8Array, Uint8Array];
    if (to - from === 1) return labeledHash(first, leafHash(value));
    const last = (sorted[to - 1] as readonly [Uint8Array, Uint8Array])[0];
    let bit = 0;
    while (bitOf(first, bit) === bitOf(last, bit)) bit += 1;
    let split = from;
    while (bitOf((sorted[split] as readonly [Uint8Array, Uint8Array])[0], bit) === 0) split += 1;
    return forkHash(build(from, split), build(split, to));
  };
  return sorted.length === 0 ? emptyHash() : build(0, sorted.length);
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

describe('certified map', () => {
  it('has the root of its definition after any sequence of changes', () => {
    const steps = fc.array(fc.tuple(arbSafeKey, fc.constantFrom('set', 'overwrite', 'delete')), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (changes) => {
        const map = new CertifiedMap(new MemoryTable());
        const model = new Map<string, readonly [Uint8Array, Uint8Array]>();
        for (const [key, kind] of changes) {
          if (kind === 'delete') {
            map.delete(key);
            model.delete(toHex(key));
          } else {
            const value = kind === 'set' ? valueOf(key) : sha256(valueOf(key));
            map.set(key, value);
            model.set(toHex(key), [key, value]);
          }
          expect(toHex(map.rootHash())).toBe(toHex(definedRoot([...model.values()])));
        }
      }),
      { numRuns: 60 },
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
    expect(table.writes - before).toBe(12);
  });

  it('uses the records of taken-out forks again', () => {
    const table = new MemoryTable();
    const map = new CertifiedMap(table);
    for (let id = 0n; id < 8n; id += 1n) map.set(u64Key(id), valueOf(u64Key(id)));
    const size = table.size;
    for (let round = 0; round < 5; round += 1) {
      map.delete(u64Key(3n));
      map.set(u64Key(3n), valueOf(u64Key(3n)));
    }
    expect(table.size).toBe(size);
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
    const keys = Array.from({ length: 10 }, (_, at) => u64Key(BigInt(at)));
    for (const key of keys) map.set(key, valueOf(key));
    map.delete(keys[4] as Uint8Array);
    expect(map.destroy(keys, 5)).toBe(false);
    expect(map.destroy([], 5)).toBe(true);
    expect(table.size).toBe(0);
    expect(map.rootHash()).toEqual(emptyHash());
  });
});
