import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import { readU32, u32Key } from '@indus/kit/key';
import type { Table } from '@indus/kit/table';

const SIZE = Uint8Array.of(0);
const AT = Uint8Array.of(1);
const VALUE = Uint8Array.of(2);

/**
 * A map that knows its keys in the order in which they came, so that it can be walked and moved. Beyond a bound the oldest
 * key goes when a new one comes.
 */
export class DenseList {
  readonly #table: Table;
  readonly #sizeMax: number;

  /** Lives in a table of its own. */
  constructor(table: Table, sizeMax = 0xffff_ffff) {
    this.#table = table;
    this.#sizeMax = sizeMax;
  }

  /** The value under the key. */
  get(key: Uint8Array): Uint8Array | undefined {
    return this.#table.get(concatBytes(VALUE, key));
  }

  /** Puts the value under the key. */
  set(key: Uint8Array, value: Uint8Array): void {
    const isNew = this.get(key) === undefined;
    this.#table.set(concatBytes(VALUE, key), value);
    if (!isNew) return;
    const { first, end } = this.#range();
    this.#table.set(concatBytes(AT, u32Key(end)), key);
    const isFull = end - first >= this.#sizeMax;
    if (isFull) {
      const oldest = this.#keyAt(first);
      this.#table.delete(concatBytes(VALUE, oldest));
      this.#table.delete(concatBytes(AT, u32Key(first)));
    }
    this.#table.set(SIZE, concatBytes(u32Key(isFull ? first + 1 : first), u32Key(end + 1)));
  }

  /** Number of keys. */
  get size(): number {
    const { first, end } = this.#range();
    return end - first;
  }

  /** Keys with their values, oldest first. */
  *entries(): Generator<readonly [key: Uint8Array, value: Uint8Array]> {
    const { first, end } = this.#range();
    for (let at = first; at < end; at += 1) {
      const key = this.#keyAt(at);
      const value = this.get(key);
      assert(value !== undefined, 'a list holds a value for each key');
      yield [key, value];
    }
  }

  /** Positions of the keys, from that of the oldest to the one after the newest. They stay when the oldest goes. */
  get range(): { readonly first: number; readonly end: number } {
    return this.#range();
  }

  /** The key at a position within the range. */
  keyAt(position: number): Uint8Array {
    return this.#keyAt(position);
  }

  /** Under which keys the list's table holds what is at a position; at the end of the range, the range. */
  rowsAt(position: number): Uint8Array[] {
    const { first, end } = this.#range();
    if (position >= end) return [SIZE];
    if (position < first) return [];
    return [concatBytes(VALUE, this.#keyAt(position)), concatBytes(AT, u32Key(position))];
  }

  /** Takes the newest key away. Bounds: a list that is not empty. */
  removeNewest(): void {
    const { first, end } = this.#range();
    this.#table.delete(concatBytes(VALUE, this.#keyAt(end - 1)));
    this.#table.delete(concatBytes(AT, u32Key(end - 1)));
    if (end - 1 === first) this.#table.delete(SIZE);
    else this.#table.set(SIZE, concatBytes(u32Key(first), u32Key(end - 1)));
  }

  #keyAt(at: number): Uint8Array {
    const key = this.#table.get(concatBytes(AT, u32Key(at)));
    assert(key !== undefined, 'a list has no gaps');
    return key;
  }

  #range(): { first: number; end: number } {
    const bytes = this.#table.get(SIZE);
    return bytes === undefined ? { first: 0, end: 0 } : { first: readU32(bytes, 0), end: readU32(bytes, 4) };
  }
}
