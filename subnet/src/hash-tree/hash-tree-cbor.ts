import { CborError } from '../codec/cbor-error.ts';
import { expectArray, expectBytes } from '../codec/cbor-field.ts';
import type { CborValue } from '../codec/cbor-value.ts';
import { EMPTY, fork, HASH_BYTES, labeled, leaf, pruned, type HashTree } from './hash-tree.ts';

/**
 * The tree as a CBOR value.
 * Shape: [0] empty, [1, left, right] fork, [2, label, tree] labelled, [3, value] leaf, [4, hash] pruned.
 * Source: IC interface specification, "Encoding of certificates".
 */
export function hashTreeToCbor(tree: HashTree): CborValue {
  switch (tree.kind) {
    case 'empty':
      return [0];
    case 'fork':
      return [1, hashTreeToCbor(tree.left), hashTreeToCbor(tree.right)];
    case 'labeled':
      return [2, tree.label, hashTreeToCbor(tree.child)];
    case 'leaf':
      return [3, tree.value];
    case 'pruned':
      return [4, tree.hash];
  }
}

/**
 * The tree that a decoded CBOR value holds. Nesting is bounded by the decoding of the value.
 * Errors: CborError when it is no hash tree.
 */
export function hashTreeFromCbor(value: CborValue | undefined): HashTree {
  const node = expectArray(value, 'hash tree');
  const [kind, first, second] = node;
  if (kind === 0 && node.length === 1) return EMPTY;
  if (kind === 1 && node.length === 3) return fork(hashTreeFromCbor(first), hashTreeFromCbor(second));
  if (kind === 2 && node.length === 3) return labeled(expectBytes(first, 'label'), hashTreeFromCbor(second));
  if (kind === 3 && node.length === 2) return leaf(expectBytes(first, 'leaf'));
  if (kind === 4 && node.length === 2) {
    const hash = expectBytes(first, 'pruned hash');
    if (hash.length === HASH_BYTES) return pruned(hash);
    throw new CborError(`pruned hash: expected ${HASH_BYTES} bytes, got ${hash.length}`);
  }
  throw new CborError('hash tree: unknown kind of node');
}
