import { compareBytes, equalBytes } from './bytes.ts';
import { emptyTree, fork, labeled, leaf, leafHash, pruned } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { bitOf, childHash, childRef, firstDifferingBit, forkBit, isLeaf, keyOf } from './map-node.ts';
import type { Child, NodeRef, Side } from './map-node.ts';
import { childBelow, descend, leafKey, other, outermost, recordAt } from './map-path.ts';
import type { Table } from './table.ts';

/**
 * What a value is in the hash tree: the bytes of a leaf below its key, or the root hash of a tree of its own.
 */
export type ValueForm = 'leaf' | 'subtree';

/** What is shown of the tree under a key, where values are subtrees. */
export type Subtree = (key: Uint8Array) => HashTree;

type Keys = readonly Uint8Array[];
const NONE: Keys = [];

/** Makes one witness over the table of a certified map. */
export class MapWitness {
  readonly #table: Table;
  readonly #valueForm: ValueForm;
  readonly #subtree: Subtree | undefined;
  #absent: Uint8Array[] = [];

  constructor(table: Table, valueForm: ValueForm, subtree: Subtree | undefined) {
    this.#table = table;
    this.#valueForm = valueForm;
    this.#subtree = subtree;
  }

  /** The tree that reveals each key with its value, or that it is not there: then its neighbours' labels show. */
  tree(root: Child | undefined, keys: Keys): HashTree {
    if (root === undefined) return emptyTree;
    if (keys.length === 0) return pruned(root.hash);
    const tree = this.#show(root.ref, keys, NONE);
    if (this.#absent.length === 0) return tree;
    const absent = this.#absent;
    const present = keys.filter((key) => !absent.includes(key));
    const labels = absent.flatMap((key) => this.#neighbours(root, key));
    return this.#show(root.ref, present, labels);
  }

  /** A node below which are keys of which the value, or only the label, shows; notes those that are not there. */
  #show(ref: NodeRef, shown: Keys, labels: Keys): HashTree {
    if (isLeaf(ref)) return this.#showLeaf(keyOf(ref), shown);
    const record = recordAt(this.#table, ref);
    const bit = forkBit(record);
    const part = (side: Side, ofShown: Keys, ofLabels: Keys): HashTree =>
      ofShown.length === 0 && ofLabels.length === 0
        ? pruned(childHash(record, side))
        : this.#show(childRef(record, side), ofShown, ofLabels);
    if (shown.length + labels.length === 1) {
      const side = bitOf((shown[0] ?? labels[0]) as Uint8Array, bit);
      const tree = this.#show(childRef(record, side), shown, labels);
      const sibling = pruned(childHash(record, other(side)));
      return side === 0 ? fork(tree, sibling) : fork(sibling, tree);
    }
    return fork(
      part(0, onSide(shown, bit, 0), onSide(labels, bit, 0)),
      part(1, onSide(shown, bit, 1), onSide(labels, bit, 1)),
    );
  }

  #showLeaf(key: Uint8Array, shown: Keys): HashTree {
    for (const wanted of shown) if (!equalBytes(wanted, key)) this.#absent.push(wanted);
    if (shown.length > 0 && this.#subtree !== undefined) return labeled(key, this.#subtree(key));
    const value = this.#table.get(leafKey(key)) as Uint8Array;
    if (this.#valueForm === 'subtree') return labeled(key, pruned(value));
    return labeled(key, shown.length > 0 ? leaf(value) : pruned(leafHash(value)));
  }

  /** The keys before and after a key that is not there. */
  #neighbours(root: Child, key: Uint8Array): Uint8Array[] {
    const { path, found } = descend(this.#table, root, key);
    const bit = firstDifferingBit(found, key);
    const above = path.filter(({ record }) => forkBit(record) < bit);
    const subtree = childBelow(root, above.at(-1)).ref;
    const comesFirst = compareBytes(key, found) < 0;
    const side = comesFirst ? 1 : 0;
    const turn = above.findLast((step) => step.side === side);
    const near = outermost(this.#table, subtree, other(side));
    if (turn === undefined) return [near];
    return [near, outermost(this.#table, childRef(turn.record, other(side)), side)];
  }
}

function onSide(keys: Keys, bit: number, side: Side): Keys {
  if (keys.length === 0) return NONE;
  return keys.filter((key) => bitOf(key, bit) === side);
}
