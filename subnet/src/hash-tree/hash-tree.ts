import { sha256 } from '../crypto/sha256.ts';

/**
 * A hash tree. Nodes never change; each computes its hash once, when it is first asked for.
 * Source: IC interface specification, "Certificate".
 */
export type HashTree = EmptyTree | ForkTree | LabeledTree | LeafTree | PrunedTree;

export interface EmptyTree {
  readonly kind: 'empty';
}

export interface ForkTree {
  readonly kind: 'fork';
  readonly left: HashTree;
  readonly right: HashTree;
  hash: Uint8Array | undefined;
}

export interface LabeledTree {
  readonly kind: 'labeled';
  readonly label: Uint8Array;
  readonly child: HashTree;
  hash: Uint8Array | undefined;
}

export interface LeafTree {
  readonly kind: 'leaf';
  readonly value: Uint8Array;
  hash: Uint8Array | undefined;
}

export interface PrunedTree {
  readonly kind: 'pruned';
  readonly hash: Uint8Array;
}

/** Bytes of a node's hash. */
export const HASH_BYTES = 32;

/** The empty tree. */
export const EMPTY: EmptyTree = { kind: 'empty' };

/** A fork of two trees. */
export function fork(left: HashTree, right: HashTree): ForkTree {
  return { kind: 'fork', left, right, hash: undefined };
}

/** A labelled subtree. The label is kept, not copied. */
export function labeled(label: Uint8Array, child: HashTree): LabeledTree {
  return { kind: 'labeled', label, child, hash: undefined };
}

/** A value. It is kept, not copied. */
export function leaf(value: Uint8Array): LeafTree {
  return { kind: 'leaf', value, hash: undefined };
}

/** The hash in place of a tree. */
export function pruned(hash: Uint8Array): PrunedTree {
  return { kind: 'pruned', hash };
}

const EMPTY_HASH = sha256(domain('ic-hashtree-empty'));
const LEAF_DOMAIN = domain('ic-hashtree-leaf');
const LABELED_DOMAIN = domain('ic-hashtree-labeled');
const FORK_DOMAIN = domain('ic-hashtree-fork');
const forkInput = new Uint8Array(FORK_DOMAIN.length + 2 * HASH_BYTES);
forkInput.set(FORK_DOMAIN);

/** Root hash of the tree. Source: IC interface specification, "Certificate", `reconstruct`. */
export function rootHash(tree: HashTree): Uint8Array {
  switch (tree.kind) {
    case 'empty':
      return EMPTY_HASH;
    case 'pruned':
      return tree.hash;
    case 'fork':
      return (tree.hash ??= forkHash(rootHash(tree.left), rootHash(tree.right)));
    case 'labeled':
      return (tree.hash ??= sha256(Buffer.concat([LABELED_DOMAIN, tree.label, rootHash(tree.child)])));
    case 'leaf':
      return (tree.hash ??= sha256(Buffer.concat([LEAF_DOMAIN, tree.value])));
  }
}

function forkHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  forkInput.set(left, FORK_DOMAIN.length);
  forkInput.set(right, FORK_DOMAIN.length + HASH_BYTES);
  return sha256(forkInput);
}

function domain(name: string): Uint8Array {
  return Buffer.from(`${String.fromCharCode(name.length)}${name}`, 'latin1');
}
