import { assert } from './assert.ts';
import { compareBytes, concatBytes, equalBytes } from './bytes.ts';
import {
  emptyHash,
  emptyTree,
  fork,
  forkHash,
  labeled,
  labeledHash,
  leaf,
  leafHash,
  pruned,
} from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { readU32, u32Key } from './key.ts';
import { bitOf, decodeHead, decodeInner, encodeHead, encodeInner, firstDifferingBit } from './map-node.ts';
import type { Child, InnerNode, MapHead } from './map-node.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';
import type { Table } from './table.ts';

const HEAD = Uint8Array.of(0);
const NODE = 1;
const LEAF = 2;
const KEY_SIZE_BYTES_MAX = 255;

/** Keys of which the value, and keys of which only the label shows. */
interface Shown {
  readonly shown: readonly Uint8Array[];
  readonly labels: readonly Uint8Array[];
}

interface Step {
  readonly id: number;
  readonly node: InnerNode;
  readonly side: 0 | 1;
}

/**
 * What a value is in the hash tree: the bytes of a leaf below its key, or the root hash of a tree of its own.
 */
export type ValueForm = 'leaf' | 'subtree';

/**
 * A persistent map from keys to values whose root hash is certified: each key is a label of an IC hash tree. The shape is a
 * function of the keys alone (a fork splits at the first bit in which keys differ), so equal contents have equal roots
 * however they came about. Each fork's record holds its children's hashes: a change reads and rehashes one path.
 * Bounds: keys of 1 to 255 bytes, none the prefix of another; values of 32 bytes.
 */
export class CertifiedMap {
  readonly #table: Table;
  readonly #valueForm: ValueForm;

  /** Lives in a table of its own. */
  constructor(table: Table, valueForm: ValueForm = 'leaf') {
    this.#table = table;
    this.#valueForm = valueForm;
  }

  /** Hash of the whole map as a hash tree. */
  rootHash(): Uint8Array {
    return this.#head().root?.hash ?? emptyHash();
  }

  /** The value under the key. */
  get(key: Uint8Array): Uint8Array | undefined {
    return this.#table.get(leafKey(key));
  }

  /** Puts a value under the key. */
  set(key: Uint8Array, value: Uint8Array): void {
    assert(key.length >= 1 && key.length <= KEY_SIZE_BYTES_MAX, 'a certified key has 1 to 255 bytes');
    assert(value.length === HASH_SIZE_BYTES, 'a certified value is a hash');
    const head = this.#head();
    const added: Child = { ref: { key }, hash: labeledHash(key, this.#valueHash(value)) };
    this.#table.set(leafKey(key), value);
    if (head.root === undefined) {
      this.#putHead({ ...head, root: added });
      return;
    }
    const { path, found } = this.#descend(head.root, key);
    if (equalBytes(found, key)) {
      this.#rehash(head, path, added);
      return;
    }
    const bit = firstDifferingBit(found, key);
    const above = path.filter((step) => step.node.bit < bit);
    const sibling = childBelow(head.root, above.at(-1));
    const node =
      bitOf(key, bit) === 0 ? { bit, left: added, right: sibling } : { bit, left: sibling, right: added };
    const { id, head: rest } = this.#allocate(head);
    this.#table.set(nodeKey(id), encodeInner(node));
    this.#rehash(rest, above, { ref: { node: id }, hash: forkHash(node.left.hash, node.right.hash) });
  }

  /** Takes the key out; no effect when it is not there. */
  delete(key: Uint8Array): void {
    const head = this.#head();
    if (head.root === undefined) return;
    const { path, found } = this.#descend(head.root, key);
    if (!equalBytes(found, key)) return;
    this.#table.delete(leafKey(key));
    const parent = path.pop();
    if (parent === undefined) {
      this.#putHead({ ...head, root: undefined });
      return;
    }
    const sibling = parent.side === 0 ? parent.node.right : parent.node.left;
    this.#table.set(nodeKey(parent.id), u32Key(head.freeNode));
    this.#rehash({ ...head, freeNode: parent.id }, path, sibling);
  }

  /**
   * The tree that reveals each of the keys with its value, or that it is not there: then its neighbours' labels show.
   * Everything else is pruned. Where values are subtrees, `subtree` gives what is shown of the one under a key; without it
   * the subtree is pruned.
   */
  witness(keys: readonly Uint8Array[], subtree?: (key: Uint8Array) => HashTree): HashTree {
    const { root } = this.#head();
    if (root === undefined) return emptyTree;
    const shown: Uint8Array[] = [];
    const labels: Uint8Array[] = [];
    for (const key of keys) {
      if (this.get(key) !== undefined) shown.push(key);
      else labels.push(...this.#neighbours(root, key));
    }
    return this.#reveal(root, { shown, labels }, subtree);
  }

  #reveal(child: Child, { shown, labels }: Shown, subtree?: (key: Uint8Array) => HashTree): HashTree {
    if (shown.length === 0 && labels.length === 0) return pruned(child.hash);
    if ('key' in child.ref) {
      const { key } = child.ref;
      const value = this.get(key) as Uint8Array;
      if (shown.length === 0) return labeled(key, pruned(this.#valueHash(value)));
      if (this.#valueForm === 'leaf') return labeled(key, leaf(value));
      return labeled(key, subtree?.(key) ?? pruned(value));
    }
    const { bit, left, right } = this.#node(child.ref.node);
    const onSide = (side: 0 | 1): Shown => ({
      shown: shown.filter((key) => bitOf(key, bit) === side),
      labels: labels.filter((key) => bitOf(key, bit) === side),
    });
    return fork(this.#reveal(left, onSide(0), subtree), this.#reveal(right, onSide(1), subtree));
  }

  #valueHash(value: Uint8Array): Uint8Array {
    return this.#valueForm === 'leaf' ? leafHash(value) : value;
  }

  /** The keys before and after a key that is not there. */
  #neighbours(root: Child, key: Uint8Array): Uint8Array[] {
    const { path, found } = this.#descend(root, key);
    const bit = firstDifferingBit(found, key);
    const above = path.filter((step) => step.node.bit < bit);
    const subtree = childBelow(root, above.at(-1));
    const comesFirst = compareBytes(key, found) < 0;
    const side = comesFirst ? 1 : 0;
    const turn = above.findLast((step) => step.side === side);
    const near = this.#outermost(subtree, comesFirst ? 0 : 1);
    if (turn === undefined) return [near];
    return [near, this.#outermost(side === 1 ? turn.node.left : turn.node.right, side)];
  }

  #outermost(child: Child, side: 0 | 1): Uint8Array {
    let ref = child.ref;
    while ('node' in ref) {
      const node = this.#node(ref.node);
      ref = (side === 0 ? node.left : node.right).ref;
    }
    return ref.key;
  }

  #descend(root: Child, key: Uint8Array): { path: Step[]; found: Uint8Array } {
    const path: Step[] = [];
    let ref = root.ref;
    while ('node' in ref) {
      const node = this.#node(ref.node);
      const side = bitOf(key, node.bit);
      path.push({ id: ref.node, node, side });
      ref = (side === 0 ? node.left : node.right).ref;
    }
    return { path, found: ref.key };
  }

  /** Puts `changed` where the path ends, and new hashes into every node above it. */
  #rehash(head: MapHead, path: readonly Step[], changed: Child): void {
    let child = changed;
    for (const { id, node, side } of path.toReversed()) {
      const next = side === 0 ? { ...node, left: child } : { ...node, right: child };
      this.#table.set(nodeKey(id), encodeInner(next));
      child = { ref: { node: id }, hash: forkHash(next.left.hash, next.right.hash) };
    }
    this.#putHead({ ...head, root: child });
  }

  #allocate(head: MapHead): { id: number; head: MapHead } {
    const id = head.freeNode;
    if (id === 0) return { id: head.nextNode, head: { ...head, nextNode: head.nextNode + 1 } };
    return { id, head: { ...head, freeNode: readU32(this.#record(nodeKey(id)), 0) } };
  }

  #node(id: number): InnerNode {
    return decodeInner(this.#record(nodeKey(id)));
  }

  #record(key: Uint8Array): Uint8Array {
    const bytes = this.#table.get(key);
    assert(bytes !== undefined, 'a certified map holds every node that it refers to');
    return bytes;
  }

  #head(): MapHead {
    const bytes = this.#table.get(HEAD);
    return bytes === undefined ? { nextNode: 1, freeNode: 0, root: undefined } : decodeHead(bytes);
  }

  #putHead(head: MapHead): void {
    this.#table.set(HEAD, encodeHead(head));
  }
}

function childBelow(root: Child, last: Step | undefined): Child {
  if (last === undefined) return root;
  return last.side === 0 ? last.node.left : last.node.right;
}

function nodeKey(id: number): Uint8Array {
  return concatBytes(Uint8Array.of(NODE), u32Key(id));
}

function leafKey(key: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(LEAF), key);
}
