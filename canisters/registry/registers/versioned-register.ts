import type { IDL } from '@dfinity/candid';
import { concatBytes } from '@indus/kit/bytes';
import type { CertifiedMap } from '@indus/kit/certified-map';
import { readU32, u32Key, u64Key } from '@indus/kit/key';
import { prefixedTable } from '@indus/kit/prefixed-table';
import type { Table } from '@indus/kit/table';
import { CertifiedRecords } from '../certified-records.ts';
import type { Versioned } from './register.ts';
import { SearchIndex } from './search-index.ts';
import type { SearchEntry } from './search-index.ts';

const KEY_SIZE_BYTES = 12;

/** What a register holds. */
export interface RegisterOptions<Value> {
  /** Candid type of a record. */
  readonly type: IDL.Type;
  searchOf(value: Value): SearchEntry;
}

/** Records in versions: each version is a record of its own and stays; searches see the newest of each id. */
export class VersionedRegister<Value extends Versioned> {
  readonly type: IDL.Type;
  readonly search: SearchIndex;
  readonly #records: CertifiedRecords<Value>;
  readonly #newest: Table;
  readonly #options: RegisterOptions<Value>;

  /** Lives in a table, or a part of one, of its own. */
  constructor(table: Table, options: RegisterOptions<Value>) {
    const part = (number: number): Table => prefixedTable(table, Uint8Array.of(number));
    this.type = options.type;
    this.#options = options;
    this.#records = new CertifiedRecords<Value>(part(0), {
      type: options.type,
      keySizeBytes: KEY_SIZE_BYTES,
      keyOf: ({ id, version }) => versionKey(id, version),
      indexes: {},
    });
    this.#newest = part(1);
    this.search = new SearchIndex(part(2));
  }

  get certified(): CertifiedMap {
    return this.#records.certified;
  }

  /** The last id. */
  get count(): bigint {
    return this.#records.count;
  }

  /** The newest version of a record; 0: there is no such record. */
  newestOf(id: bigint): number {
    const bytes = this.#newest.get(u64Key(id));
    return bytes === undefined ? 0 : readU32(bytes, 0);
  }

  /** A version of a record, the newest unless one is named. */
  get(id: bigint, version = this.newestOf(id)): Value | undefined {
    return this.#records.get(versionKey(id, version));
  }

  /** The record as it is certified. */
  bytes(id: bigint, version: number): Uint8Array | undefined {
    return this.#records.bytes(versionKey(id, version));
  }

  /** The id that a new record gets. */
  nextId(): bigint {
    return this.#records.nextNumber();
  }

  /** Puts a version in its place, and answers the record's hash. */
  put(value: Value): Uint8Array {
    const hash = this.#records.put(value);
    const newest = this.newestOf(value.id);
    if (value.version > newest) this.#newest.set(u64Key(value.id), u32Key(value.version));
    if (value.version >= newest) this.search.put(Number(value.id), this.#options.searchOf(value));
    return hash;
  }
}

/** The key of a version: id, then version. */
export function versionKey(id: bigint, version: number): Uint8Array {
  return concatBytes(u64Key(id), u32Key(version));
}
