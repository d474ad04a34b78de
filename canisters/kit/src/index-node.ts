import { assert } from './assert.ts';
import { compareBytes, concatBytes } from './bytes.ts';
import { readU32, u32Key } from './key.ts';

const LEAF = 0;
const CHILD_SIZE_BYTES = 4;

/** Entries of a node before it is split. */
export const NODE_ENTRIES_MAX = 64;

/**
 * A node of an {@link OrderedIndex}: keys of one size in order. A leaf holds the keys of the index; an inner node holds for
 * each child the lowest key that goes there and the child's number.
 */
export class IndexNode {
  readonly isLeaf: boolean;
  readonly #entries: Uint8Array;
  readonly #keySizeBytes: number;
  readonly #entrySizeBytes: number;

  private constructor(isLeaf: boolean, entries: Uint8Array, keySizeBytes: number) {
    this.isLeaf = isLeaf;
    this.#entries = entries;
    this.#keySizeBytes = keySizeBytes;
    this.#entrySizeBytes = keySizeBytes + (isLeaf ? 0 : CHILD_SIZE_BYTES);
  }

  static leaf(keySizeBytes: number, keys: Uint8Array): IndexNode {
    return new IndexNode(true, keys, keySizeBytes);
  }

  /** An inner node over children, given as their lowest key and number. */
  static inner(keySizeBytes: number, children: readonly (readonly [Uint8Array, number])[]): IndexNode {
    const entries = children.flatMap(([key, child]) => [key, u32Key(child)]);
    return new IndexNode(false, concatBytes(...entries), keySizeBytes);
  }

  static decode(bytes: Uint8Array, keySizeBytes: number): IndexNode {
    return new IndexNode(bytes[0] === LEAF, bytes.subarray(1), keySizeBytes);
  }

  encode(): Uint8Array {
    return concatBytes(Uint8Array.of(this.isLeaf ? LEAF : 1), this.#entries);
  }

  get size(): number {
    return this.#entries.length / this.#entrySizeBytes;
  }

  /** The key at a position, in a buffer of its own. */
  key(position: number): Uint8Array {
    const at = position * this.#entrySizeBytes;
    return this.#entries.slice(at, at + this.#keySizeBytes);
  }

  /** The child at a position. */
  child(position: number): number {
    assert(!this.isLeaf, 'only inner nodes have children');
    return readU32(this.#entries, position * this.#entrySizeBytes + this.#keySizeBytes);
  }

  /** The first position whose key is not below the one given. */
  lowerBound(key: Uint8Array): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = middle * this.#entrySizeBytes;
      if (compareBytes(this.#entries.subarray(at, at + this.#keySizeBytes), key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The position of the child that a key goes to; keys below all go to the first. */
  childFor(key: Uint8Array): number {
    const position = this.lowerBound(key);
    const isExact = position < this.size && compareBytes(this.key(position), key) === 0;
    return isExact ? position : Math.max(position - 1, 0);
  }

  /** With an entry more before a position. */
  inserted(position: number, key: Uint8Array, child?: number): IndexNode {
    const at = position * this.#entrySizeBytes;
    const entry = child === undefined ? key : concatBytes(key, u32Key(child));
    return this.#with(concatBytes(this.#entries.subarray(0, at), entry, this.#entries.subarray(at)));
  }

  /** Without the entry at a position. */
  removed(position: number): IndexNode {
    const at = position * this.#entrySizeBytes;
    return this.#with(
      concatBytes(this.#entries.subarray(0, at), this.#entries.subarray(at + this.#entrySizeBytes)),
    );
  }

  /** The entries before and from a position. */
  split(position: number): [IndexNode, IndexNode] {
    const at = position * this.#entrySizeBytes;
    return [this.#with(this.#entries.slice(0, at)), this.#with(this.#entries.slice(at))];
  }

  #with(entries: Uint8Array): IndexNode {
    return new IndexNode(this.isLeaf, entries, this.#keySizeBytes);
  }
}
