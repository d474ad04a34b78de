import { CertifiedMap } from '@indus/kit/certified-map';
import { Counter } from '@indus/kit/counter';
import { u64Key } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { searchForm } from '@indus/kit/text';
import { getVersioned, putVersioned } from '@indus/kit/versioned';
import { NameIndex } from './name-index.ts';
import { Organisation } from './organisation.ts';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';

const VERSION = 1;
const utf8 = new TextEncoder();

/** The tables of {@link OrganisationStore}. */
export interface OrganisationTables {
  readonly records: Table;
  readonly certified: Table;
  readonly englishNames: Table;
  readonly searchRows: Table;
  readonly namePostings: Table;
  readonly counters: Table;
}

/** The organisations: records, their certification, the names that are taken, the search index. */
export class OrganisationStore {
  readonly certified: CertifiedMap;
  readonly names: NameIndex;
  readonly #records: Table;
  readonly #englishNames: Table;
  readonly #count: Counter;

  constructor(tables: OrganisationTables, counterKey: Uint8Array) {
    this.certified = new CertifiedMap(tables.certified);
    this.names = new NameIndex(tables.searchRows, tables.namePostings);
    this.#records = tables.records;
    this.#englishNames = tables.englishNames;
    this.#count = new Counter(tables.counters, counterKey);
  }

  /** Organisations ever admitted: the last id. */
  get count(): bigint {
    return this.#count.value;
  }

  /** The record as it is certified. */
  bytes(id: bigint): Uint8Array | undefined {
    return getVersioned(this.#records, u64Key(id), VERSION);
  }

  /** The organisation. */
  get(id: bigint): Organisation | undefined {
    const bytes = this.bytes(id);
    return bytes === undefined ? undefined : decodeRecord<Organisation>(Organisation, bytes);
  }

  /** The organisation that has this English name, case and spacing disregarded. */
  holderOfName(english: string): bigint | undefined {
    const holder = this.#englishNames.get(nameKey(english));
    return holder === undefined ? undefined : new DataView(holder.buffer, holder.byteOffset).getBigUint64(0);
  }

  /** Takes in a new organisation under the next id. */
  add(withId: (id: bigint) => Organisation): Organisation {
    const organisation = withId(this.#count.next());
    this.#put(organisation, undefined);
    return organisation;
  }

  /** Puts a changed organisation in the place of what was there. */
  replace(before: Organisation, after: Organisation): void {
    this.#put(after, before);
  }

  #put(after: Organisation, before: Organisation | undefined): void {
    const record = encodeRecord(Organisation, after);
    putVersioned(this.#records, u64Key(after.id), VERSION, record);
    this.certified.set(u64Key(after.id), sha256(record));
    if (before?.names.en !== after.names.en) {
      if (before !== undefined) this.#englishNames.delete(nameKey(before.names.en));
      this.#englishNames.set(nameKey(after.names.en), u64Key(after.id));
    }
    this.names.put(after);
  }
}

function nameKey(english: string): Uint8Array {
  return utf8.encode(searchForm(english));
}
