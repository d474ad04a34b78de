import { Cbor, reconstruct } from '@dfinity/agent';
import type { HashTree as AgentTree } from '@dfinity/agent';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import {
  ascii,
  emptyHash,
  emptyTree,
  encodeHashTree,
  fork,
  forkHash,
  labeled,
  labeledHash,
  leaf,
  leafHash,
  pruned,
} from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { lookUp, rootOf } from './hash-tree-lookup.ts';

// The pruned tree of the interface specification's example.
const hash = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const example: HashTree = fork(
  fork(
    labeled(
      ascii('a'),
      fork(
        pruned(hash('1b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a638')),
        labeled(ascii('y'), leaf(ascii('world'))),
      ),
    ),
    labeled(ascii('b'), pruned(hash('7b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6'))),
  ),
  fork(
    pruned(hash('ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d')),
    labeled(ascii('d'), leaf(ascii('morning'))),
  ),
);
const ROOT = 'eb5c5b2195e62d996b84c9bcc8259d19a83786a2f59e0878cec84c811f669aa0';

describe('hash tree', () => {
  it('encodes the example of the specification byte for byte, under its published root', async () => {
    const bytes = encodeHashTree(example);
    expect(toHex(bytes.slice(0, 3))).toBe('d9d9f7');
    expect(toHex(bytes.slice(3))).toBe(
      '83018301830241618301820458201b4feff9bef8131788b0c9dc6dbad6e81e524249c879e9f10f71ce3749f5a63883024179820345776f726c6483024162820458207b32ac0c6ba8ce35ac82c255fc7906f7fc130dab2a090f80fe12f9c2cae83ba6830182045820ec8324b8a1f1ac16bd2e806edba78006479c9877fed4eb464a25485465af601d830241648203476d6f726e696e67',
    );
    expect(toHex(await reconstruct(Cbor.decode<AgentTree>(bytes)))).toBe(ROOT);
    expect(toHex(rootOf(example))).toBe(ROOT);
  });

  it.each([
    [['a', 'a'], 'unknown'],
    [['a', 'y'], 'found'],
    [['aa'], 'absent'],
    [['ax'], 'absent'],
    [['b'], 'unknown'],
    [['bb'], 'unknown'],
    [['d'], 'found'],
    [['e'], 'absent'],
  ])('looks %j up as the specification says: %s', (path, status) => {
    expect(lookUp(path.map(ascii), example).status).toBe(status);
  });

  it('hashes each kind of node as an independent reconstruction does', async () => {
    const value = new Uint8Array(300).fill(7);
    const label = ascii('label');
    const pairs: [HashTree, Uint8Array][] = [
      [emptyTree, emptyHash()],
      [leaf(value), leafHash(value)],
      [labeled(label, leaf(value)), labeledHash(label, leafHash(value))],
      [fork(emptyTree, leaf(value)), forkHash(emptyHash(), leafHash(value))],
    ];
    for (const [tree, expected] of pairs) {
      expect(toHex(await reconstruct(Cbor.decode<AgentTree>(encodeHashTree(tree))))).toBe(toHex(expected));
    }
  });

  it.each([23, 24, 255, 256, 65_535, 65_536])('encodes byte strings of %i bytes', (size) => {
    const decoded = Cbor.decode<readonly [number, Uint8Array]>(encodeHashTree(leaf(new Uint8Array(size))));
    expect(decoded[1].length).toBe(size);
  });
});
