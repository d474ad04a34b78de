import type { IDL } from '@dfinity/candid';
import { CertifiedMap } from '@indus/kit/certified-map';
import { Collection } from '@indus/kit/collection';
import type { FindRequest, FoundKeys, IndexOptions } from '@indus/kit/collection';
import { Counter } from '@indus/kit/counter';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';

const COUNTER = Uint8Array.of(0);
const VERSION = 1;

/** What a section of records holds. */
export interface CertifiedRecordsOptions<Value, IndexName extends string> {
  /** Candid type of a record, as it is stored, certified and served. */
  readonly type: IDL.Type;
  /** Units: bytes of each key. Bounds: 1 to 64. */
  readonly keySizeBytes: number;
  keyOf(value: Value): Uint8Array;
  readonly indexes: Readonly<Record<IndexName, IndexOptions<Value>>>;
}

/**
 * The records of one certified section: each under its key, as one Candid message whose hash is the leaf below the key.
 * They are listed in the order of their keys or of an index.
 */
export class CertifiedRecords<Value, IndexName extends string = never> {
  readonly certified: CertifiedMap;
  readonly #records: Collection<Value, IndexName>;
  readonly #options: CertifiedRecordsOptions<Value, IndexName>;
  readonly #counter: Counter;

  /** Lives in a table, or a part of one, of its own. */
  constructor(table: Table, options: CertifiedRecordsOptions<Value, IndexName>) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    const { type, keySizeBytes, indexes } = options;
    this.#options = options;
    this.#counter = new Counter(part(0), COUNTER);
    this.certified = new CertifiedMap(part(1));
    this.#records = new Collection(part(2), {
      keySizeBytes,
      layout: {
        version: VERSION,
        encode: (value) => encodeRecord(type, value),
        decode: (payload) => decodeRecord<Value>(type, payload),
      },
      indexes,
      isWalkable: true,
    });
  }

  /** The last number that was given out; where records are numbered, how many there are. */
  get count(): bigint {
    return this.#counter.value;
  }

  /** A number for a new record: the first is 1. */
  nextNumber(): bigint {
    return this.#counter.next();
  }

  /** The record as it is certified. */
  bytes(key: Uint8Array): Uint8Array | undefined {
    return this.#records.bytes(key);
  }

  get(key: Uint8Array): Value | undefined {
    return this.#records.get(key);
  }

  /** Puts a record in the place of what was under its key, and answers its hash. */
  put(value: Value): Uint8Array {
    const key = this.#options.keyOf(value);
    this.#records.put(key, value);
    const hash = sha256(encodeRecord(this.#options.type, value));
    this.certified.set(key, hash);
    return hash;
  }

  /** Keys of records by an index, a page at a time. */
  find(name: IndexName, request: FindRequest): FoundKeys {
    return this.#records.find(name, request);
  }

  /** Keys in their order behind one, and where the next page begins, when there is one. */
  walk(after: Uint8Array | undefined, limit: number): FoundKeys {
    const found = this.#records.walk(after, limit + 1);
    const keys = found.slice(0, limit);
    return { keys, next: found.length > limit ? keys.at(-1) : undefined };
  }
}
