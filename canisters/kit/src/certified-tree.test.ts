import { Cbor, reconstruct } from '@dfinity/agent';
import type { HashTree as AgentTree } from '@dfinity/agent';
import { describe, expect, it } from 'vitest';
import { toHex } from './bytes.ts';
import { CertifiedTree } from './certified-tree.ts';
import { ascii, encodeHashTree, leaf, leafHash } from './hash-tree.ts';
import { lookUp } from './hash-tree-lookup.ts';
import type { HashTree } from './hash-tree.ts';
import { MemoryTable } from './table.ts';

const KEY = Uint8Array.of(7);

function treeOf(values: Record<string, string>): CertifiedTree {
  const sections = Object.keys(values).map((label) => ({
    label,
    rootHash: () => leafHash(ascii(values[label] as string)),
  }));
  return new CertifiedTree(new MemoryTable(), KEY, sections);
}

describe('certified tree', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('reveals any of %i sections', async (count) => {
    const labels = Array.from({ length: count }, (_, index) => String.fromCharCode(98 + 2 * index));
    const tree = treeOf(Object.fromEntries(labels.map((label) => [label, `value of ${label}`])));
    const root = toHex(tree.commit());
    for (const label of labels) {
      const witness = Cbor.decode<AgentTree>(
        encodeHashTree(tree.witness({ [label]: leaf(ascii(`value of ${label}`)) })),
      );
      expect(toHex(await reconstruct(witness))).toBe(root);
      expect(lookUp([ascii(label)], witness as unknown as HashTree)).toEqual({
        status: 'found',
        value: ascii(`value of ${label}`),
      });
    }
  });

  it('takes in a change at the next commit', () => {
    const values = { a: 'one', b: 'two' };
    const tree = treeOf(values);
    const first = toHex(tree.commit());
    expect(toHex(tree.commit())).toBe(first);
    values.b = 'three';
    const second = toHex(tree.commit());
    expect(second).not.toBe(first);
    expect(second).toBe(toHex(treeOf({ a: 'one', b: 'three' }).commit()));
  });

  it('refuses sections out of order, and witnesses before the first commit', () => {
    expect(() => treeOf({ b: '', a: '' })).toThrow('order of their labels');
    expect(() => treeOf({ a: '' }).witness({})).toThrow('after a commit');
  });
});
