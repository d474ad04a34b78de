import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
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

  /** Writes down what was added. */
  commit(): void {
    if (this.#pending.size === 0) return;
    const before = decodeRecord<Statistics>(Statistics, this.bytes());
    const changes = [...this.#pending].map(([name, change]) => [name, before[name] + change]);
    this.#table.set(this.#key, encodeRecord(Statistics, { ...before, ...Object.fromEntries(changes) }));
    this.begin();
  }
}
