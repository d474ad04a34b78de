import { Principal } from '@dfinity/principal';
import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import { concatBytes } from '@indus/kit/bytes';
import { u32Key } from '@indus/kit/key';
import { MerkleLog } from '@indus/kit/merkle-log';
import { prefixedTable } from '@indus/kit/prefixed-table';
import type { Table } from '@indus/kit/table';
import { DenseList } from './dense-list.ts';
import { StatisticsStore } from './statistics-store.ts';
import { bucketKey } from './subject-key.ts';
import type { SubjectKey } from './subject-key.ts';

/** Parts of a bucket by the byte that begins their keys: append only. */
const ROWS = { place: 0, log: 1, subjects: 2, statistics: 3 } as const;
const PLACES = ['owned', 'handing_over', 'arriving', 'away'] as const;
const ONLY = new Uint8Array(0);

/** Whether this shard serves a bucket, and who does when it does not. */
export interface BucketPlace {
  /** `handing_over`: frozen, the other shard takes over; `arriving`: not served yet; `away`: served by `shard`. */
  readonly kind: (typeof PLACES)[number];
  /** One more with each move. */
  readonly epoch: bigint;
  /** The other shard; the canister itself when the bucket is owned. */
  readonly shard: Principal;
}

/** The buckets of the system as this shard knows them, and what belongs to a bucket as a whole. */
export class BucketTable {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** Where the bucket is; nothing before anybody said so. */
  place(bucket: number): BucketPlace | undefined {
    const bytes = this.#part(bucket, ROWS.place).get(ONLY);
    if (bytes === undefined) return undefined;
    const reader = new ByteReader(bytes);
    const kind = PLACES[reader.u8()] as BucketPlace['kind'];
    return { kind, epoch: reader.u64(), shard: Principal.fromUint8Array(reader.rest()) };
  }

  /** Whether this shard serves the bucket: as {@link BucketTable.place} says, of which every call asks only this. */
  isOwned(bucket: number): boolean {
    return this.#part(bucket, ROWS.place).get(ONLY)?.[0] === PLACES.indexOf('owned');
  }

  /** Says where the bucket is. */
  setPlace(bucket: number, { kind, epoch, shard }: BucketPlace): void {
    const row = new ByteWriter().u8(PLACES.indexOf(kind)).u64(epoch).raw(shard.toUint8Array());
    this.#part(bucket, ROWS.place).set(ONLY, row.finish());
  }

  /** Hashes of all ledger leaves of the bucket's subjects, in the order in which they were written. */
  log(bucket: number): MerkleLog {
    return new MerkleLog(this.#part(bucket, ROWS.log));
  }

  /** The subjects of the bucket in the order in which they came, each by her principal. */
  subjects(bucket: number): DenseList {
    return new DenseList(this.#part(bucket, ROWS.subjects));
  }

  /** What the bucket's subjects have added to the shard's counts. */
  statistics(bucket: number): StatisticsStore {
    return new StatisticsStore(this.#part(bucket, ROWS.statistics), ONLY);
  }

  /** Whether nothing of the bucket is here. */
  isEmpty(bucket: number): boolean {
    return this.subjects(bucket).size === 0 && this.log(bucket).size === 0;
  }

  /** Counts a subject as one of her bucket. */
  addSubject({ bucket, subject }: SubjectKey): void {
    const subjects = this.subjects(bucket);
    subjects.set(subject.toUint8Array(), u32Key(subjects.size));
  }

  #part(bucket: number, row: number): Table {
    return prefixedTable(this.#table, concatBytes(bucketKey(bucket), Uint8Array.of(row)));
  }
}
