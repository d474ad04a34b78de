import { assert } from './assert.ts';
import { equalBytes } from './bytes.ts';
import { emptyHash, forkHash, labeledHash, leafHash } from './hash-tree.ts';
import type { HashTree } from './hash-tree.ts';
import { readU32, u32Key } from './key.ts';
import {
  bitOf,
  childOf,
  decodeHead,
  encodeHead,
  encodeInner,
  firstDifferingBit,
  forkBit,
  hashPair,
  innerRef,
  isLeaf,
  leafRef,
  numberOf,
  putHashPair,
} from './map-node.ts';
import type { Child, InnerRecord, MapHead, NodeRef } from './map-node.ts';
import { childBelow, descend, leafKey, other, outermost, recordAt } from './map-path.ts';
import type { Step } from './map-path.ts';
import { MapWitness } from './map-witness.ts';
import type { Subtree, ValueForm } from './map-witness.ts';
import { PathLevels } from './path-levels.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';
import type { Table } from './table.ts';

const HEAD = Uint8Array.of(0);
const KEY_SIZE_BYTES_MAX = 255;

export type { ValueForm } from './map-witness.ts';

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

  /**
   * Hash of the part of the tree whose keys begin with the prefix; that of nothing when there are none. Two maps have the
   * same one exactly when they hold the same under the prefix, whatever else they hold.
   */
  hashUnder(prefix: Uint8Array): Uint8Array {
    let child = this.#head().root;
    while (child !== undefined && !isLeaf(child.ref)) {
      const record = recordAt(this.#table, child.ref);
      const bit = forkBit(record);
      if (bit >= prefix.length * 8) break;
      child = childOf(record, bitOf(prefix, bit));
    }
    if (child === undefined) return emptyHash();
    const key = outermost(this.#table, child.ref, 0);
    return equalBytes(key.subarray(0, prefix.length), prefix) ? child.hash : emptyHash();
  }

  /**
   * Destroys some of the map and answers whether nothing of it is left; until then the map is not to be used.
   * Context: over and over, with all its keys and then with none. Bounds: up to `limit` nodes a time.
   */
  destroy(keys: readonly Uint8Array[], limit: number): boolean {
    for (const key of keys) this.#table.delete(leafKey(key));
    const { nextNode } = this.#head();
    const rest = Math.max(1, nextNode - limit);
    for (let node = nextNode - 1; node >= rest; node -= 1) this.#table.delete(innerRef(node));
    if (rest > 1) this.#putHead({ nextNode: rest, freeNode: 0, root: undefined });
    else this.#table.delete(HEAD);
    return rest === 1;
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
    const added: Child = { ref: leafRef(key), hash: labeledHash(key, this.#valueHash(value)) };
    this.#table.set(leafKey(key), value);
    if (head.root === undefined) {
      this.#putHead({ ...head, root: added });
      return;
    }
    const { path, found } = descend(this.#table, head.root, key);
    if (equalBytes(found, key)) {
      this.#rehash(head, path, added);
      return;
    }
    const bit = firstDifferingBit(found, key);
    const above = path.filter(({ record }) => forkBit(record) < bit);
    const sibling = childBelow(head.root, above.at(-1));
    const [left, right] = bitOf(key, bit) === 0 ? [added, sibling] : [sibling, added];
    const { ref, head: rest } = this.#allocate(head);
    this.#table.set(ref, encodeInner(bit, left, right));
    this.#rehash(rest, above, { ref, hash: forkHash(left.hash, right.hash) });
  }

  /** Takes the key out; no effect when it is not there. */
  delete(key: Uint8Array): void {
    const head = this.#head();
    if (head.root === undefined) return;
    const { path, found } = descend(this.#table, head.root, key);
    if (!equalBytes(found, key)) return;
    this.#table.delete(leafKey(key));
    const parent = path.pop();
    if (parent === undefined) {
      this.#putHead({ ...head, root: undefined });
      return;
    }
    const sibling = childOf(parent.record, other(parent.side));
    this.#table.set(parent.ref, u32Key(head.freeNode));
    this.#rehash({ ...head, freeNode: numberOf(parent.ref) }, path, sibling);
  }

  /**
   * The tree that reveals each of the keys with its value, or that it is not there: then its neighbours' labels show.
   * Everything else is pruned. Where values are subtrees, `subtree` gives what is shown of the one under a key; without it
   * the subtree is pruned.
   */
  witness(keys: readonly Uint8Array[], subtree?: Subtree): HashTree {
    return new MapWitness(this.#table, this.#valueForm, subtree).tree(this.#head().root, keys);
  }

  #valueHash(value: Uint8Array): Uint8Array {
    return this.#valueForm === 'leaf' ? leafHash(value) : value;
  }

  /** Puts `changed` where the path ends, and new hashes into every node above it. */
  #rehash(head: MapHead, path: readonly Step[], changed: Child): void {
    const last = path.at(-1);
    if (last === undefined) {
      this.#putHead({ ...head, root: changed });
      return;
    }
    const levels = new PathLevels(path.length);
    for (let level = 0, at = path.length - 1; at >= 0; level += 1, at -= 1) {
      const { record, side } = path[at] as Step;
      levels.putPair(level, side, hashPair(record));
    }
    const hash = levels.fold('fork', changed.hash);
    for (let level = 0, at = path.length - 1; at >= 0; level += 1, at -= 1) {
      const { ref, record } = path[at] as Step;
      putHashPair(record, levels.pair(level));
      if (at < path.length - 1) this.#table.set(ref, record);
    }
    this.#table.set(last.ref, withChild(last, changed));
    this.#putHead({ ...head, root: { ref: (path[0] as Step).ref, hash } });
  }

  #allocate(head: MapHead): { ref: NodeRef; head: MapHead } {
    if (head.freeNode === 0)
      return { ref: innerRef(head.nextNode), head: { ...head, nextNode: head.nextNode + 1 } };
    const ref = innerRef(head.freeNode);
    return { ref, head: { ...head, freeNode: readU32(recordAt(this.#table, ref), 0) } };
  }

  #head(): MapHead {
    const bytes = this.#table.get(HEAD);
    return bytes === undefined ? { nextNode: 1, freeNode: 0, root: undefined } : decodeHead(bytes);
  }

  #putHead(head: MapHead): void {
    this.#table.set(HEAD, encodeHead(head));
  }
}

/** The record of a fork with another child on the path. */
function withChild({ record, side }: Step, child: Child): InnerRecord {
  const sibling = childOf(record, other(side));
  return side === 0
    ? encodeInner(forkBit(record), child, sibling)
    : encodeInner(forkBit(record), sibling, child);
}
