import { idlLabelToId } from '@dfinity/candid';
import { assert } from '@indus/kit/assert';
import { encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { Statistics } from './statistics.ts';

const EMPTY: Statistics = {
  subjects: 0n,
  records: 0n,
  reads_granted: 0n,
  reads_denied: 0n,
  sealed_now: 0n,
  sealed_ever: 0n,
  break_glass_uses: 0n,
  break_glass_unreviewed: 0n,
  tickets_open: 0n,
  tickets_overdue: 0n,
  decisions: 0n,
  appeals: 0n,
  overturned: 0n,
};

// Candid puts the fields of a record in the order of their hashes, and a nat64 in 8 bytes, low end first.
const ORDER = (Object.keys(EMPTY) as (keyof Statistics)[]).sort((a, b) => idlLabelToId(a) - idlLabelToId(b));
const COUNT_SIZE_BYTES = 8;

/** Public counts of this shard: never a person. */
export class StatisticsStore {
  readonly #table: Table;
  readonly #key: Uint8Array;
  readonly #pending = new Map<keyof Statistics, bigint>();

  constructor(table: Table, key: Uint8Array) {
    this.#table = table;
    this.#key = key;
  }

  /** The counts as they are certified. */
  bytes(): Uint8Array {
    return this.#table.get(this.#key) ?? encodeRecord(Statistics, EMPTY);
  }

  /** Hash of {@link StatisticsStore.bytes}. */
  hash(): Uint8Array {
    return sha256(this.bytes());
  }

  /** Adds to one of the counts when the message is committed; negative takes away. */
  add(name: keyof Statistics, change = 1n): void {
    this.#pending.set(name, (this.#pending.get(name) ?? 0n) + change);
  }

  /** Forgets what was not committed. */
  begin(): void {
    this.#pending.clear();
  }

  /** Whether anything waits to be committed. */
  get isChanged(): boolean {
    return this.#pending.size > 0;
  }

  /** Writes down what was added, here and in the share of a bucket. */
  commit(share?: StatisticsStore): void {
    if (share !== undefined) share.#write(this.#pending);
    this.#write(this.#pending);
    this.begin();
  }

  /** Adds the share of a bucket that has come, or with -1 takes away that of one that has gone. */
  merge(share: Statistics, sign: 1n | -1n): void {
    for (const name of ORDER) if (share[name] !== 0n) this.add(name, sign * share[name]);
  }

  /** Forgets all counts. */
  clear(): void {
    this.#table.delete(this.#key);
  }

  /** In the place of each count: a decoded and encoded record would cost forty times as much. */
  #write(changes: ReadonlyMap<keyof Statistics, bigint>): void {
    if (changes.size === 0) return;
    const bytes = this.bytes();
    const counts = new DataView(
      bytes.buffer,
      bytes.byteOffset + bytes.length - ORDER.length * COUNT_SIZE_BYTES,
    );
    for (const [name, change] of changes) {
      const at = ORDER.indexOf(name) * COUNT_SIZE_BYTES;
      const count = counts.getBigUint64(at, true) + change;
      assert(count >= 0n, 'nothing is counted below zero');
      counts.setBigUint64(at, count, true);
    }
    this.#table.set(this.#key, bytes);
  }
}
