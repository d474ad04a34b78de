import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../crypto/sha256.ts';
import { EMPTY, leaf, rootHash, type HashTree } from './hash-tree.ts';
import {
  EMPTY_MAP,
  mapEntries,
  mapGet,
  mapInsert,
  mapOf,
  mapRemove,
  type LabelledMap,
} from './labelled-map.ts';
import { isWellFormed } from './lookup.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const label = fc.uint8Array({ maxLength: 4 }).map((bytes) => bytes.map((byte) => byte % 3));
const depth = (tree: HashTree): number =>
  tree.kind === 'fork' ? 1 + Math.max(depth(tree.left), depth(tree.right)) : 0;

/** Nodes that have no hash yet. */
function unhashed(tree: HashTree): number {
  if (tree.kind === 'empty' || tree.kind === 'pruned' || tree.hash !== undefined) return 0;
  if (tree.kind === 'fork') return 1 + unhashed(tree.left) + unhashed(tree.right);
  return tree.kind === 'labeled' ? 1 + unhashed(tree.child) : 1;
}

describe('labelled map', () => {
  it('is the ordered map that its history of inserts and removals describes', () => {
    const step = fc.tuple(label, fc.option(fc.uint8Array({ maxLength: 3 })));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let map: LabelledMap = EMPTY_MAP;
        const model = new Map<string, Uint8Array>();
        for (const [key, value] of steps) {
          if (value === null) {
            map = mapRemove(map, key);
            model.delete(hex(key));
          } else {
            map = mapInsert(map, key, leaf(value));
            model.set(hex(key), value);
          }
        }
        const expected = [...model].sort(([a], [b]) =>
          Buffer.compare(Buffer.from(a, 'hex'), Buffer.from(b, 'hex')),
        );
        const actual = [...mapEntries(map)].map(({ label: key, child }) => [
          hex(key),
          child.kind === 'leaf' ? child.value : undefined,
        ]);
        expect(actual).toEqual(expected);
        expect(isWellFormed(map)).toBe(true);
        for (const [key] of steps) expect(mapGet(map, key) !== undefined).toBe(model.has(hex(key)));
      }),
    );
  });

  it('the root hash depends on the content, not on the history', () => {
    const labels = fc.uniqueArray(label, { selector: hex, maxLength: 20 });
    fc.assert(
      fc.property(labels, label, fc.integer(), (keys, extra, seed) => {
        const entries = keys.map((key) => [key, leaf(key)] as const);
        const shuffled = [...entries].sort(
          ([a], [b]) =>
            (sha256(Buffer.from(`${seed}${hex(a)}`))[0] ?? 0) -
            (sha256(Buffer.from(`${seed}${hex(b)}`))[0] ?? 0),
        );
        let map = mapOf(shuffled);
        if (!keys.some((key) => hex(key) === hex(extra))) {
          map = mapRemove(mapInsert(map, extra, leaf(extra)), extra);
        }
        expect(rootHash(map)).toEqual(rootHash(mapOf(entries)));
      }),
    );
  });

  it('an older map is untouched by changes to a newer one', () => {
    const one = mapOf([[Uint8Array.of(1), leaf(Uint8Array.of(1))]]);
    const before = hex(rootHash(one));
    const two = mapInsert(one, Uint8Array.of(2), leaf(Uint8Array.of(2)));
    expect(hex(rootHash(mapRemove(two, Uint8Array.of(2))))).toBe(before);
    expect(mapGet(one, Uint8Array.of(2))).toBeUndefined();
    expect(hex(rootHash(one))).toBe(before);
    expect(mapRemove(one, Uint8Array.of(3))).toBe(one);
  });

  it('a change leaves no more to hash than the way to it', () => {
    const labels = Array.from({ length: 1000 }, (_, i) => sha256(Buffer.from(String(i))));
    const map = mapOf(labels.map((key) => [key, leaf(key)]));
    rootHash(map);
    expect(unhashed(map)).toBe(0);
    const added = mapInsert(map, sha256(Buffer.from('new')), leaf(Uint8Array.of(1)));
    expect(unhashed(added)).toBeLessThanOrEqual(depth(added) + 2);
    const removed = mapRemove(map, labels[500] ?? Uint8Array.of());
    expect(unhashed(removed)).toBeLessThanOrEqual(depth(map));
    expect(unhashed(mapInsert(map, labels[7] ?? Uint8Array.of(), EMPTY))).toBeGreaterThan(0);
  });

  it('stays shallow for hashes and for counters', () => {
    const size = 4096;
    let hashes: LabelledMap = EMPTY_MAP;
    let counters: LabelledMap = EMPTY_MAP;
    for (let i = 0; i < size; i++) {
      const counter = Buffer.alloc(10);
      counter.writeUInt32BE(i, 4);
      hashes = mapInsert(hashes, sha256(counter), leaf(counter));
      counters = mapInsert(counters, counter, leaf(counter));
    }
    expect(depth(hashes)).toBeLessThan(2.5 * Math.log2(size));
    expect(depth(counters)).toBe(Math.log2(size));
  });
});
