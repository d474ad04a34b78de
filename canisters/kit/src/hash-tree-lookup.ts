import { compareBytes } from './bytes.ts';
import { emptyHash, forkHash, labeledHash, leafHash } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';

/** What a tree with pruned parts says about a path. */
export type LookUp =
  | { readonly status: 'found'; readonly value: Uint8Array }
  | { readonly status: 'absent' | 'unknown' | 'error' };

/**
 * Looks a path up in a tree, by the specification's definition word for word: what the tests hold witnesses against. (The
 * agent's own look-up, 3.4.3, orders labels wrongly when an earlier byte is lower and a later one higher.)
 * Source: IC interface specification, "Certificate", lookup_path.
 */
export function lookUp(path: readonly Uint8Array[], tree: HashTree): LookUp {
  const [label, ...rest] = path;
  if (label === undefined) {
    if (tree[0] === 3) return { status: 'found', value: tree[1] };
    return { status: tree[0] === 0 ? 'absent' : tree[0] === 4 ? 'unknown' : 'error' };
  }
  const trees = flattenForks(tree);
  for (const [index, here] of trees.entries()) {
    if (here[0] !== 2) continue;
    const order = compareBytes(label, here[1]);
    if (order === 0) return lookUp(rest, here[2]);
    const next = trees[index + 1];
    if (order < 0 && index === 0) return { status: 'absent' };
    if (order > 0 && next === undefined) return { status: 'absent' };
    if (order > 0 && next?.[0] === 2 && compareBytes(label, next[1]) < 0) return { status: 'absent' };
  }
  return { status: trees.length === 0 || trees[0]?.[0] === 3 ? 'absent' : 'unknown' };
}

function flattenForks(tree: HashTree): HashTree[] {
  if (tree[0] === 0) return [];
  return tree[0] === 1 ? [...flattenForks(tree[1]), ...flattenForks(tree[2])] : [tree];
}

/**
 * The root hash of a tree with pruned parts.
 * Source: IC interface specification, "Certificate", reconstruct.
 */
export function rootOf(tree: HashTree): Uint8Array {
  switch (tree[0]) {
    case 0:
      return emptyHash();
    case 1:
      return forkHash(rootOf(tree[1]), rootOf(tree[2]));
    case 2:
      return labeledHash(tree[1], rootOf(tree[2]));
    case 3:
      return leafHash(tree[1]);
    default:
      return tree[1];
  }
}
