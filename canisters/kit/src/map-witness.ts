import { compareBytes, equalBytes } from './bytes.ts';
import { emptyTree, fork, labeled, leaf, leafHash, pruned } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import {
  childMask,
  firstDifferingNibble,
  forkMask,
  nibbleAt,
  nibbleOf,
  other,
  outermostSlot,
  pairOffset,
  refAt,
  sideAt,
  SLOTS,
} from './map-page.ts';
import type { Child, MapPage, NodeRef, Side } from './map-page.ts';
import type { MapPages, Step } from './map-path.ts';

/**
 * What a value is in the hash tree: the bytes of a leaf below its key, or the root hash of a tree of its own.
 */
export type ValueForm = 'leaf' | 'subtree';

/** What is shown of the tree under a key, where values are subtrees. */
export type Subtree = (key: Uint8Array) => HashTree;

/** What is below the keys. */
export interface Values {
  readonly form: ValueForm;
  readonly valueOf: (key: Uint8Array) => Uint8Array;
  readonly subtree: Subtree | undefined;
}

/** A key to show: with its value, or the label alone. */
interface Wanted {
  readonly key: Uint8Array;
  readonly isLabel: boolean;
}

/** Makes one witness over the pages of a certified map. */
export class MapWitness {
  readonly #pages: MapPages;
  readonly #values: Values;
  #absent: Uint8Array[] = [];

  constructor(pages: MapPages, values: Values) {
    this.#pages = pages;
    this.#values = values;
  }

  /** The tree that reveals each key with its value, or that it is not there: then its neighbours' labels show. */
  tree(root: Child | undefined, keys: readonly Uint8Array[]): HashTree {
    if (root === undefined) return emptyTree;
    if (keys.length === 0) return pruned(root.hash);
    const wanted = keys.map((key) => ({ key, isLabel: false }));
    const tree = this.#show(root.ref, wanted);
    if (this.#absent.length === 0) return tree;
    const absent = this.#absent;
    const present = wanted.filter(({ key }) => !absent.includes(key));
    const labels = absent.flatMap((key) => this.#neighbours(root.ref, key));
    return this.#show(root.ref, [...present, ...labels.map((key) => ({ key, isLabel: true }))]);
  }

  /** A node below which are wanted keys; notes those that are not there. */
  #show(ref: NodeRef, wanted: readonly Wanted[]): HashTree {
    if (typeof ref !== 'number') return this.#showLeaf(ref, wanted);
    const page = this.#pages.at(ref);
    if (wanted.length === 1) return this.#showWay(page, wanted);
    const children = childMask(page);
    const nibble = nibbleAt(page);
    const bySlot: Wanted[][] = [];
    let slots = 0;
    for (let at = 0; at < wanted.length; at += 1) {
      const each = wanted[at] as Wanted;
      const slot = nibbleOf(each.key, nibble);
      if (((children >> slot) & 1) === 0) {
        this.#absent.push(each.key);
      } else if (((slots >> slot) & 1) === 0) {
        slots |= 1 << slot;
        bySlot[slot] = [each];
      } else {
        (bySlot[slot] as Wanted[]).push(each);
      }
    }
    return this.#showNode(page, 1, slots, bySlot) ?? emptyTree;
  }

  /** The same for one key alone, for half the price: most witnesses are for one. */
  #showWay(page: MapPage, wanted: readonly Wanted[]): HashTree {
    const { key } = wanted[0] as Wanted;
    const slot = nibbleOf(key, nibbleAt(page));
    if (((childMask(page) >> slot) & 1) === 0) {
      this.#absent.push(key);
      return emptyTree;
    }
    let tree = this.#show(refAt(page, slot), wanted);
    const forks = forkMask(page);
    for (let node = SLOTS + slot; node > 1; node >>= 1) {
      const above = node >> 1;
      if (((forks >> above) & 1) === 0) continue;
      const offset = pairOffset(forks, above);
      tree =
        (node & 1) === 0 ? [1, tree, [4, sideAt(page, offset, 1)]] : [1, [4, sideAt(page, offset, 0)], tree];
    }
    return tree;
  }

  /** What is wanted of one node of a page: `slots` are those below it, beginning with its first. */
  #showNode(
    page: MapPage,
    node: number,
    slots: number,
    bySlot: readonly (readonly Wanted[])[],
  ): HashTree | undefined {
    if (slots === 0) return undefined;
    if (node >= SLOTS)
      return this.#show(refAt(page, node - SLOTS), bySlot[node - SLOTS] as readonly Wanted[]);
    const half = SLOTS >> (32 - Math.clz32(node));
    const left = this.#showNode(page, node * 2, slots & ((1 << half) - 1), bySlot);
    const right = this.#showNode(page, node * 2 + 1, slots >> half, bySlot);
    const forks = forkMask(page);
    if (((forks >> node) & 1) === 0) return left ?? right;
    const offset = pairOffset(forks, node);
    return fork(left ?? pruned(sideAt(page, offset, 0)), right ?? pruned(sideAt(page, offset, 1)));
  }

  #showLeaf(key: Uint8Array, wanted: readonly Wanted[]): HashTree {
    let isShown = false;
    for (let at = 0; at < wanted.length; at += 1) {
      const { key: asked, isLabel } = wanted[at] as Wanted;
      if (isLabel) continue;
      if (equalBytes(asked, key)) isShown = true;
      else this.#absent.push(asked);
    }
    const { form, subtree, valueOf } = this.#values;
    if (isShown && subtree !== undefined) return labeled(key, subtree(key));
    const value = valueOf(key);
    if (form === 'subtree') return labeled(key, pruned(value));
    return labeled(key, isShown ? leaf(value) : pruned(leafHash(value)));
  }

  /** The keys before and after a key that is not there. */
  #neighbours(root: NodeRef, key: Uint8Array): Uint8Array[] {
    const { path, found } = this.#pages.descend(root, key);
    const nibble = firstDifferingNibble(found, key);
    const above = path.filter(({ page }) => nibbleAt(page) <= nibble);
    const last = above.at(-1);
    const [before, after] = [this.#nearest(above, 0), this.#nearest(above, 1)];
    if (last !== undefined && nibbleAt(last.page) === nibble) return [...before, ...after];
    // The key would be a leaf beside everything below here.
    const beside = last === undefined ? root : refAt(last.page, last.slot);
    return compareBytes(key, found) < 0
      ? [...before, this.#pages.outermost(beside, 0)]
      : [this.#pages.outermost(beside, 1), ...after];
  }

  /** The last key before a path, or the first after it. */
  #nearest(path: readonly Step[], side: Side): Uint8Array[] {
    for (const { page, slot } of path.toReversed()) {
      const before = (1 << slot) - 1;
      const beyond = childMask(page) & (side === 0 ? before : ~(before | (1 << slot)));
      if (beyond === 0) continue;
      const nearest = refAt(page, outermostSlot(beyond, other(side)));
      return [this.#pages.outermost(nearest, other(side))];
    }
    return [];
  }
}
