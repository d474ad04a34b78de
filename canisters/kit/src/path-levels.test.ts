import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { forkHash } from './hash-tree.ts';
import { PathLevels } from './path-levels.ts';

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const steps = fc.array(fc.record({ side: fc.constantFrom(0 as const, 1 as const), sibling: hashes }), {
  maxLength: 12,
});

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest());
}

describe('PathLevels', () => {
  it.each([
    ['fork', forkHash],
    ['node', nodeHash],
  ] as const)('folds a %s path as hashing level by level does', (kind, hashOf) => {
    fc.assert(
      fc.property(hashes, steps, (start, path) => {
        const levels = new PathLevels(path.length);
        path.forEach(({ side, sibling }, level) => {
          levels.putSibling(level, side, sibling);
        });
        const pairs = path.map(({ side, sibling }, level) => {
          const below = path.slice(0, level).reduce<Uint8Array>((hash, step) => joined(hash, step), start);
          return Uint8Array.from(side === 0 ? [...below, ...sibling] : [...sibling, ...below]);
        });
        const root = path.reduce<Uint8Array>((hash, step) => joined(hash, step), start);
        expect(levels.fold(kind, start)).toEqual(root);
        expect(path.map((_, level) => levels.pair(level).slice())).toEqual(pairs);
      }),
    );

    function joined(
      hash: Uint8Array,
      { side, sibling }: { readonly side: 0 | 1; readonly sibling: Uint8Array },
    ): Uint8Array {
      return side === 0 ? hashOf(hash, sibling) : hashOf(sibling, hash);
    }
  });

  it('takes both hashes of a level at once and replaces the one on the side', () => {
    const levels = new PathLevels(1);
    levels.putPair(0, 1, new Uint8Array(64).fill(9));
    const root = levels.fold('fork', new Uint8Array(32).fill(5));
    expect(root).toEqual(forkHash(new Uint8Array(32).fill(9), new Uint8Array(32).fill(5)));
  });

  it('gives back the hash where there is no level', () => {
    const hash = new Uint8Array(32).fill(3);
    expect(new PathLevels(0).fold('node', hash)).toEqual(hash);
  });
});
