import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { readU64, u64Key } from './key.ts';
import { PathLevels } from './path-levels.ts';
import { sha256 } from './sha256.ts';
import type { Table } from './table.ts';

const SIZE = Uint8Array.of(0);
const ENTRY = Uint8Array.of(1);
const NODE = 2;
const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/**
 * An append-only log with the Merkle tree of RFC 6962 over SHA-256. The hash of every complete subtree is kept, so an
 * append hashes its entry and on average one node, and a proof costs a logarithm of the size.
 * Bounds: sizes and positions up to 2^53 - 1.
 * Source: RFC 6962, section 2.1.
 */
export class MerkleLog {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** Number of entries. */
  get size(): number {
    const bytes = this.#table.get(SIZE);
    return bytes === undefined ? 0 : Number(readU64(bytes, 0));
  }

  /** The entry at a position. */
  entry(position: number): Uint8Array {
    const bytes = this.#table.get(entryKey(position));
    assert(bytes !== undefined, 'an entry is read within the log');
    return bytes;
  }

  /** Adds an entry at the end. */
  append(entry: Uint8Array): void {
    const position = this.size;
    this.#table.set(entryKey(position), entry);
    let hash = sha256(LEAF_PREFIX, entry);
    let index = position;
    let level = 0;
    this.#table.set(nodeKey(level, index), hash);
    while (index % 2 === 1) {
      hash = nodeHash(this.#node(level, index - 1), hash);
      index = (index - 1) / 2;
      level += 1;
      this.#table.set(nodeKey(level, index), hash);
    }
    this.#table.set(SIZE, u64Key(BigInt(position + 1)));
  }

  /** Takes the last entry away, with the hashes that came with it. Bounds: a log that is not empty. */
  removeLast(): void {
    const position = this.size - 1;
    assert(position >= 0, 'an empty log has no last entry');
    this.#table.delete(entryKey(position));
    let index = position;
    let level = 0;
    this.#table.delete(nodeKey(level, index));
    while (index % 2 === 1) {
      index = (index - 1) / 2;
      level += 1;
      this.#table.delete(nodeKey(level, index));
    }
    if (position === 0) this.#table.delete(SIZE);
    else this.#table.set(SIZE, u64Key(BigInt(position)));
  }

  /** Merkle tree hash of the first entries, or of all. */
  root(first?: number): Uint8Array {
    const size = first ?? this.size;
    if (first !== undefined) this.#mustHold(first);
    return size === 0 ? sha256(new Uint8Array(0)) : this.#subtree(0, size);
  }

  /**
   * The audit path of an entry, from the leaf upwards.
   * Bounds: position below size, size within the log.
   * Source: RFC 6962, section 2.1.1.
   */
  auditPath(position: number, size: number): Uint8Array[] {
    this.#mustHold(size);
    assert(position >= 0 && position < size, 'an audited entry is within the log');
    return this.rangePath(position, position + 1, size, 'upwards');
  }

  /**
   * Proof that the first `first` of the first `second` entries are a log of their own.
   * Bounds: first up to second, second within the log.
   * Source: RFC 6962, section 2.1.2.
   */
  consistencyPath(first: number, second: number): Uint8Array[] {
    this.#mustHold(second);
    assert(first >= 0 && first <= second, 'a consistency proof goes forward');
    if (first === 0 || first === second) return [];
    return this.#subproof(first, 0, second, true);
  }

  /**
   * Hashes of the subtrees outside the entries from `from` to before `to`, which together with these give the root.
   * Bounds: from up to to, to up to size, size within the log.
   */
  rangePath(
    from: number,
    to: number,
    size: number,
    order: 'left to right' | 'upwards' = 'left to right',
  ): Uint8Array[] {
    this.#mustHold(size);
    assert(from >= 0 && from <= to && to <= size, 'a range is within the log');
    const path: Uint8Array[] = [];
    const walk = (low: number, high: number): void => {
      if (high <= from || low >= to) {
        path.push(this.#subtree(low, high));
        return;
      }
      if (high - low === 1) return;
      const middle = low + splitOf(high - low);
      const isRight = order === 'upwards' && from >= middle;
      walk(isRight ? middle : low, isRight ? high : middle);
      walk(isRight ? low : middle, isRight ? middle : high);
    };
    if (size > 0) walk(0, size);
    return path;
  }

  #subproof(first: number, low: number, high: number, isComplete: boolean): Uint8Array[] {
    if (first === high) return isComplete ? [] : [this.#subtree(low, high)];
    const middle = low + splitOf(high - low);
    return first <= middle
      ? [...this.#subproof(first, low, middle, isComplete), this.#subtree(middle, high)]
      : [...this.#subproof(first, middle, high, false), this.#subtree(low, middle)];
  }

  #subtree(low: number, high: number): Uint8Array {
    const complete: Uint8Array[] = [];
    let start = low;
    for (let isLast = false; !isLast;) {
      const width = high - start;
      const split = splitOf(width);
      isLast = width === 1 || split * 2 === width;
      const size = isLast ? width : split;
      complete.push(this.#node(Math.log2(size), start / size));
      start += size;
    }
    const last = complete.pop() as Uint8Array;
    if (complete.length === 0) return last;
    const levels = new PathLevels(complete.length);
    complete.reverse().forEach((hash, level) => {
      levels.putSibling(level, 1, hash);
    });
    return levels.fold('node', last);
  }

  #node(level: number, index: number): Uint8Array {
    const hash = this.#table.get(nodeKey(level, index));
    assert(hash !== undefined, 'the log keeps the hash of every complete subtree');
    return hash;
  }

  #mustHold(size: number): void {
    assert(
      Number.isSafeInteger(size) && size >= 0 && size <= this.size,
      'a log is asked about sizes that it has had',
    );
  }
}

/** The largest power of two below a width; 1 for a width of 1. */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) split *= 2;
  return split;
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE_PREFIX, left, right);
}

function entryKey(position: number): Uint8Array {
  return concatBytes(ENTRY, u64Key(BigInt(position)));
}

function nodeKey(level: number, index: number): Uint8Array {
  return concatBytes(Uint8Array.of(NODE, level), u64Key(BigInt(index)));
}
