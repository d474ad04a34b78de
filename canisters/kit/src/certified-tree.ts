import { assert } from './assert.ts';
import { concatBytes, equalBytes } from './bytes.ts';
import { ascii, fork, forkHash, labeled, labeledHash, pruned } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';
import type { Table } from './table.ts';

const ENTRY_SIZE_BYTES = 2 * HASH_SIZE_BYTES;

/** One labelled part of what a canister certifies. */
export interface Section {
  /** ASCII; sections are given in the order of their labels. */
  readonly label: string;
  /** Hash of the tree below the label, as it is now. */
  rootHash(): Uint8Array;
}

/**
 * The one tree whose root is the canister's certified data: sections under labels, each fork with half of them (the
 * smaller half) to its left. The sections' hashes are kept, so that a commit hashes only what has changed and a query
 * hashes next to nothing.
 */
export class CertifiedTree {
  readonly #table: Table;
  readonly #key: Uint8Array;
  readonly #sections: readonly Section[];
  readonly #labels: readonly Uint8Array[];

  constructor(table: Table, key: Uint8Array, sections: readonly Section[]) {
    this.#table = table;
    this.#key = key;
    this.#sections = sections;
    this.#labels = sections.map((section) => ascii(section.label));
    assert(
      sections.every(
        (section, index) => index === 0 || (sections[index - 1] as Section).label < section.label,
      ),
      'sections come in the order of their labels',
    );
  }

  /**
   * Takes in what the sections are now and answers the root hash, to be set as certified data.
   * Context: the end of every call that changed a section, and after an upgrade.
   */
  commit(): Uint8Array {
    const before = this.#table.get(this.#key);
    const entries = this.#sections.map((section, index) => {
      const hash = section.rootHash();
      const known = before?.subarray(index * ENTRY_SIZE_BYTES, (index + 1) * ENTRY_SIZE_BYTES);
      if (known?.length === ENTRY_SIZE_BYTES && equalBytes(known.subarray(0, HASH_SIZE_BYTES), hash))
        return known;
      return concatBytes(hash, labeledHash(this.#labels[index] as Uint8Array, hash));
    });
    this.#table.set(this.#key, concatBytes(...entries));
    return fold(
      entries.map((entry) => entry.subarray(HASH_SIZE_BYTES)),
      forkHash,
    );
  }

  /**
   * The tree that reveals what is given of each section, by label, and prunes the rest.
   * Context: after a commit; what is given must hash to the section as it was then.
   */
  witness(revealed: Readonly<Record<string, HashTree>>): HashTree {
    const entries = this.#table.get(this.#key);
    assert(entries !== undefined, 'a witness is made after a commit');
    const parts = this.#sections.map(({ label }, index): Part => {
      const tree = revealed[label];
      if (tree !== undefined) return { tree: labeled(this.#labels[index] as Uint8Array, tree) };
      const start = index * ENTRY_SIZE_BYTES + HASH_SIZE_BYTES;
      return { hash: entries.slice(start, start + HASH_SIZE_BYTES) };
    });
    return treeOf(fold(parts, joinParts));
  }
}

/** A revealed tree, or the hash of one that stays pruned. */
type Part = { readonly tree: HashTree } | { readonly hash: Uint8Array };

function treeOf(part: Part): HashTree {
  return 'tree' in part ? part.tree : pruned(part.hash);
}

function joinParts(left: Part, right: Part): Part {
  if ('hash' in left && 'hash' in right) return { hash: forkHash(left.hash, right.hash) };
  return { tree: fork(treeOf(left), treeOf(right)) };
}

function fold<Item>(items: readonly Item[], join: (left: Item, right: Item) => Item): Item {
  const half = Math.floor(items.length / 2);
  if (half === 0) return items[0] as Item;
  return join(fold(items.slice(0, half), join), fold(items.slice(half), join));
}
