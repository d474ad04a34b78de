import { assert } from './assert.ts';
import { concatBytes, equalBytes, toHex } from './bytes.ts';
import { OrderedIndex } from './ordered-index.ts';
import { prefixedTable } from './prefixed-table.ts';
import { layOut, layoutOf, upcast } from './record-layout.ts';
import type { RecordLayout } from './record-layout.ts';
import type { Table } from './table.ts';

const RECORDS = 0;
const WALK = 1;
const INDEX_PART_MIN = 2;

/** A second order of a collection's records. */
export interface IndexOptions<Value> {
  /** The part of the table it lives in; a number that was used once is not used for another order. Bounds: 2 to 255. */
  readonly part: number;
  /** Units: bytes of each of its keys. Bounds: with the collection's key up to 64. */
  readonly sizeBytes: number;
  /** The keys under which a record is found; none: it is not. */
  keysOf(value: Value): readonly Uint8Array[];
}

/** What a collection holds. */
export interface CollectionOptions<Value, IndexName extends string> {
  /** Units: bytes of each key. Bounds: 1 to 64. */
  readonly keySizeBytes: number;
  readonly layout: RecordLayout<Value>;
  readonly indexes: Readonly<Record<IndexName, IndexOptions<Value>>>;
  /** Whether its keys can be walked in their order, as migrations do; costs one more index. */
  readonly isWalkable: boolean;
}

/** Which records of an index. Bounds: `from` and `to` inclusive. */
export interface FindRequest {
  readonly equals?: Uint8Array;
  readonly from?: Uint8Array;
  readonly to?: Uint8Array;
  readonly descending?: boolean;
  /** Units: records. */
  readonly limit: number;
  /** The `next` of the page before; goes into a cursor. */
  readonly after?: Uint8Array | undefined;
}

/** Keys of records, in the order of the index, and where the next page begins, when there is one. */
export interface FoundKeys {
  readonly keys: readonly Uint8Array[];
  readonly next: Uint8Array | undefined;
}

/**
 * Records under keys of one size, in stable memory, with secondary indexes. A record in an older layout is read as if it were
 * in the newest, and stored so when it is put again.
 */
export class Collection<Value, IndexName extends string = never> {
  readonly #records: Table;
  readonly #walk: OrderedIndex | undefined;
  readonly #options: CollectionOptions<Value, IndexName>;
  readonly #indexes: ReadonlyMap<string, OrderedIndex>;

  /** Lives in a table of its own. */
  constructor(table: Table, options: CollectionOptions<Value, IndexName>) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    const indexes = Object.entries<IndexOptions<Value>>(options.indexes);
    const parts = indexes.map(([, index]) => index.part);
    const isDistinct = new Set(parts).size === parts.length && parts.every((at) => at >= INDEX_PART_MIN);
    assert(isDistinct, 'each index has a part of its own, from 2 on');
    this.#options = options;
    this.#records = part(RECORDS);
    this.#walk = options.isWalkable ? new OrderedIndex(part(WALK), options.keySizeBytes) : undefined;
    this.#indexes = new Map(
      indexes.map(([name, index]) => [
        name,
        new OrderedIndex(part(index.part), index.sizeBytes + options.keySizeBytes),
      ]),
    );
  }

  get(key: Uint8Array): Value | undefined {
    const payload = this.bytes(key);
    return payload === undefined ? undefined : this.#options.layout.decode(payload);
  }

  /** The record's payload in the newest layout, undecoded. */
  bytes(key: Uint8Array): Uint8Array | undefined {
    const record = this.#records.get(key);
    return record === undefined ? undefined : upcast(this.#options.layout, record);
  }

  has(key: Uint8Array): boolean {
    return this.#records.get(key) !== undefined;
  }

  /** Puts a record under the key, in the place of what was there. */
  put(key: Uint8Array, value: Value): void {
    const { keySizeBytes, layout } = this.#options;
    assert(key.length === keySizeBytes, 'every key of a collection has its size');
    const record = this.#records.get(key);
    const before = record === undefined ? undefined : layout.decode(upcast(layout, record));
    // An older record was not put since an index came, so it may be missing there.
    const isOlder = record !== undefined && layoutOf(record) !== layout.version;
    this.#records.set(key, layOut(layout, value));
    if (record === undefined || isOlder) this.#walk?.add(key);
    this.#reindex(key, isOlder ? 'anew' : 'changes', before, value);
  }

  /** Takes the record out; no effect when it is not there. */
  delete(key: Uint8Array): void {
    const before = this.get(key);
    if (before === undefined) return;
    this.#records.delete(key);
    this.#walk?.remove(key);
    this.#reindex(key, 'changes', before, undefined);
  }

  /** Stores the record in the newest layout and puts it into every index. No effect when it is not there. */
  rewrite(key: Uint8Array): void {
    const value = this.get(key);
    if (value === undefined) return;
    this.#records.set(key, layOut(this.#options.layout, value));
    this.#walk?.add(key);
    this.#reindex(key, 'anew', undefined, value);
  }

  /** Keys of records by an index: equal to a key of it, or within a range, a page at a time. */
  find(name: IndexName, request: FindRequest): FoundKeys {
    const index = this.#indexes.get(name) as OrderedIndex;
    const { descending = false, limit, after } = request;
    const { from = request.equals, to = request.equals } = request;
    const low = from && this.#bound(from, 0);
    const high = to && this.#bound(to, 0xff);
    const range = descending ? { from: low, to: after ?? high } : { from: after ?? low, to: high };
    // One more than is answered tells whether there is a next page; the last one of the page before comes along.
    const found = index.range({ ...range, descending, limit: limit + 2 });
    const isRepeated = after !== undefined && found[0] !== undefined && equalBytes(found[0], after);
    const positions = isRepeated ? found.slice(1) : found;
    const page = positions.slice(0, limit);
    const keys = page.map((position) => position.slice(position.length - this.#options.keySizeBytes));
    return { keys, next: positions.length > limit ? page.at(-1) : undefined };
  }

  /** Keys behind one in their order, from the first when none is given. */
  walk(after: Uint8Array | undefined, limit: number): Uint8Array[] {
    assert(this.#walk !== undefined, 'only a walkable collection is walked');
    const keys = this.#walk.range({ from: after, limit: limit + 1 });
    const isRepeated = after !== undefined && keys[0] !== undefined && equalBytes(keys[0], after);
    return isRepeated ? keys.slice(1) : keys.slice(0, limit);
  }

  #reindex(
    key: Uint8Array,
    mode: 'changes' | 'anew',
    before: Value | undefined,
    after: Value | undefined,
  ): void {
    for (const [name, options] of Object.entries<IndexOptions<Value>>(this.#options.indexes)) {
      const index = this.#indexes.get(name) as OrderedIndex;
      const old = before === undefined ? [] : options.keysOf(before);
      const now = after === undefined ? [] : options.keysOf(after);
      const [oldHex, nowHex] = [old.map(toHex), now.map(toHex)];
      old.forEach((part, at) => {
        if (!nowHex.includes(oldHex[at] as string)) index.remove(concatBytes(part, key));
      });
      now.forEach((part, at) => {
        assert(part.length === options.sizeBytes, 'every key of an index has its size');
        if (mode === 'anew' || !oldHex.includes(nowHex[at] as string)) index.add(concatBytes(part, key));
      });
    }
  }

  #bound(part: Uint8Array, filler: number): Uint8Array {
    return concatBytes(part, new Uint8Array(this.#options.keySizeBytes).fill(filler));
  }
}
