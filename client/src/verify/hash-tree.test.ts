import { Cbor, reconstruct } from '@dfinity/agent';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf, encodeTree, labeled, prune, type RawTree } from '../../test-support/sign-state.ts';
import { ProofInvalid } from '../proof-invalid.ts';
import { compareBytes, toHex } from './bytes.ts';
import { decodeHashTree, digestHashTree, TREE_DEPTH_MAX } from './hash-tree.ts';
import { lookupPath } from './lookup.ts';

// The example tree of the IC interface specification, section "Certification", "Example".
const example: RawTree = [
  1,
  [
    1,
    labeled('a', [1, [1, labeled('x', [3, text('hello')]), [0]], labeled('y', [3, text('world')])]),
    labeled('b', [3, text('good')]),
  ],
  [1, labeled('c', [0]), labeled('d', [3, text('morning')])],
];

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

const trees = fc.letrec<{ tree: RawTree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constant<RawTree>([0]),
    fc.uint8Array({ maxLength: 40 }).map<RawTree>((value) => [3, value]),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map<RawTree>((digest) => [4, digest]),
    fc.tuple(tie('tree'), tie('tree')).map<RawTree>(([left, right]) => [1, left, right]),
    fc.tuple(fc.uint8Array({ maxLength: 9 }), tie('tree')).map<RawTree>(([label, tree]) => [2, label, tree]),
  ),
})).tree;

describe('digest', () => {
  test('of the specification’s example', () => {
    expect(toHex(digestOf(example))).toBe('eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0');
  });

  test('of every tree is the agent’s', async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const bytes = encodeTree(tree);
        expect(toHex(digestHashTree(decodeHashTree(bytes)))).toBe(
          toHex(await reconstruct(Cbor.decode(bytes))),
        );
      }),
    );
  });
});

describe('decode', () => {
  test('never anything but a tree or ProofInvalid', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        try {
          decodeHashTree(Uint8Array.from([0xd9, 0xd9, 0xf7, ...bytes]));
        } catch (error) {
          expect(error).toBeInstanceOf(ProofInvalid);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the deepest tree is read, a deeper one is refused', () => {
    const nested = (depth: number): RawTree => (depth === 0 ? [0] : labeled('', nested(depth - 1)));
    expect(decodeHashTree(encodeTree(nested(TREE_DEPTH_MAX))).kind).toBe('labeled');
    expect(() => decodeHashTree(encodeTree(nested(TREE_DEPTH_MAX + 1)))).toThrow(ProofInvalid);
  });

  test('a hash of 31 or 33 bytes, an indefinite length and a missing tag are refused', () => {
    expect(() => decodeHashTree(encodeTree([4, new Uint8Array(31)]))).toThrow(ProofInvalid);
    expect(() => decodeHashTree(encodeTree([4, new Uint8Array(33)]))).toThrow(ProofInvalid);
    expect(() => decodeHashTree(Uint8Array.of(0xd9, 0xd9, 0xf7, 0x9f, 0x00, 0xff))).toThrow(ProofInvalid);
    expect(() => decodeHashTree(Uint8Array.of(0x81, 0x00))).toThrow(ProofInvalid);
  });
});

describe('look-up', () => {
  const tree = decodeHashTree(encodeTree(example));
  const at = (...path: string[]): string => {
    const found = lookupPath(tree, path);
    return found.status === 'found' ? new TextDecoder().decode(found.value) : found.status;
  };

  test('in the specification’s example', () => {
    expect(at('a', 'x')).toBe('hello');
    expect(at('a', 'y')).toBe('world');
    expect(at('b')).toBe('good');
    expect(at('d')).toBe('morning');
    for (const path of [['aa'], ['ax'], ['e'], ['a', 'z'], ['a', 'a'], ['c'], ['c', 'x'], ['b', 'x']]) {
      expect(at(...path), path.join('/')).toBe('absent');
    }
    expect(() => at('a')).toThrow(ProofInvalid);
  });

  test('beside a hidden part nothing is known, beyond a shown neighbour it is', () => {
    const b = labeled('b', [3, text('2')]);
    const d = labeled('d', [3, text('4')]);
    const shown = decodeHashTree(encodeTree([1, prune(labeled('a', [0])), [1, b, d]]));
    const status = (label: string): string => lookupPath(shown, [label]).status;
    expect(['a', 'aa', 'b', 'c', 'd', 'e'].map(status)).toEqual([
      'unknown',
      'unknown',
      'found',
      'absent',
      'found',
      'absent',
    ]);
    const hidden = decodeHashTree(encodeTree([1, b, [1, prune(labeled('c', [0])), d]]));
    expect(['a', 'c', 'e'].map((label) => lookupPath(hidden, [label]).status)).toEqual([
      'absent',
      'unknown',
      'absent',
    ]);
  });

  test('labels out of order, twice, or beside a leaf are refused', () => {
    const a = labeled('a', [3, text('1')]);
    const b = labeled('b', [3, text('2')]);
    for (const raw of [
      [1, b, a],
      [1, a, a],
      [1, a, [3, text('leaf')]],
    ] as RawTree[]) {
      expect(() => lookupPath(decodeHashTree(encodeTree(raw)), ['a'])).toThrow(ProofInvalid);
    }
  });

  test('whatever is hidden, an answer that is not unknown stays the same', () => {
    const labels = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        labels,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        fc.nat(21),
        (keys, hide, wanted) => {
          const leaves = keys
            .sort((a, b) => a - b)
            .map((key) => labeled(Uint8Array.of(key), [3, Uint8Array.of(key)]));
          const build = (items: RawTree[]): RawTree =>
            items.length === 1 ? items[0]! : [1, items[0]!, build(items.slice(1))];
          const whole = decodeHashTree(encodeTree(build(leaves)));
          const part = decodeHashTree(
            encodeTree(build(leaves.map((leaf, i) => (hide[i] ? prune(leaf) : leaf)))),
          );
          expect(toHex(digestHashTree(part))).toBe(toHex(digestHashTree(whole)));
          const answer = lookupPath(part, [Uint8Array.of(wanted)]);
          if (answer.status !== 'unknown') expect(answer).toEqual(lookupPath(whole, [Uint8Array.of(wanted)]));
        },
      ),
    );
  });
});

test('labels are ordered as bytes, a prefix first', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5 }), fc.uint8Array({ maxLength: 5 }), (left, right) => {
      expect(Math.sign(compareBytes(left, right))).toBe(Math.sign(Buffer.compare(left, right)));
    }),
  );
});
