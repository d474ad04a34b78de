import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import { readU32, u64Key } from '@indus/kit/key';
import type { Table } from '@indus/kit/table';
import { caseOf } from '@indus/kit/variant';
import type { HeldRecord } from './held-record.ts';

const DETAILS = ['profile', 'summary', 'transactions'] as const;

/** How much a record tells, by name. */
export type DetailName = (typeof DETAILS)[number];

/** What a search must know of the newest version of a record. */
export interface RecordRow {
  readonly version: number;
  readonly class: string;
  readonly detail: DetailName;
  readonly issuer: bigint;
  readonly fromNs: bigint;
  readonly toNs: bigint;
  readonly isErased: boolean;
  readonly isRestricted: boolean;
}

/** The newest versions of a subject's records in short form: a search reads some hundred of these for the price of one record. */
export class RecordIndex {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** The row of a record. */
  get(id: bigint): RecordRow | undefined {
    const bytes = this.#table.get(u64Key(id));
    if (bytes === undefined) return undefined;
    const reader = new ByteReader(bytes);
    const version = reader.u32();
    const flags = reader.u8();
    return {
      version,
      isErased: (flags & 1) !== 0,
      isRestricted: (flags & 2) !== 0,
      detail: DETAILS[reader.u8()] as DetailName,
      issuer: reader.u64(),
      fromNs: reader.u64(),
      toNs: reader.u64(),
      class: reader.text(),
    };
  }

  /** The newest version of a record, without the rest of its row. */
  versionOf(id: bigint): number | undefined {
    const bytes = this.#table.get(u64Key(id));
    return bytes && readU32(bytes, 0);
  }

  /** Notes the record when it is the newest version of its id. */
  put(record: HeldRecord): void {
    const known = this.get(record.id);
    if (known !== undefined && known.version > record.version) return;
    const flags = ('erased' in record.state ? 1 : 0) | (record.restricted ? 2 : 0);
    const row = new ByteWriter()
      .u32(record.version)
      .u8(flags)
      .u8(DETAILS.indexOf(caseOf(record.detail)))
      .u64(record.issuer)
      .u64(record.from_ns)
      .u64(record.to_ns)
      .text(record.class);
    this.#table.set(u64Key(record.id), row.finish());
  }
}
