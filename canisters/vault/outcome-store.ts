import { concatBytes } from '@indus/kit/bytes';
import { readU32, readU64, u32Key, u64Key } from '@indus/kit/key';
import type { OutcomeCounts } from '@indus/kit/outcome-report';
import type { Table } from '@indus/kit/table';

/** The order of the counts in a row: append only. */
const COUNTED = ['decisions', 'appeals', 'overturned'] as const;

/** A version of an algorithm's record in the registry. */
export interface AlgorithmVersion {
  readonly id: bigint;
  readonly version: number;
}

/** What became of decisions here, by the algorithm that took part: counts that never shrink, and never a person. */
export class OutcomeStore {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** The counts of a version; zeros for one that took part in nothing. */
  of(algorithm: AlgorithmVersion): OutcomeCounts {
    const row = this.#table.get(algorithmKey(algorithm));
    const count = (at: number): bigint => (row === undefined ? 0n : readU64(row, at * 8));
    return { decisions: count(0), appeals: count(1), overturned: count(2) };
  }

  /** Counts one more. */
  add(algorithm: AlgorithmVersion, what: keyof OutcomeCounts): void {
    const counts = { ...this.of(algorithm) };
    counts[what] += 1n;
    this.#table.set(algorithmKey(algorithm), concatBytes(...COUNTED.map((name) => u64Key(counts[name]))));
  }
}

/** A version of an algorithm as a key. */
export function algorithmKey({ id, version }: AlgorithmVersion): Uint8Array {
  return concatBytes(u64Key(id), u32Key(version));
}

/** The version of an algorithm that a key names. */
export function algorithmOfKey(key: Uint8Array): AlgorithmVersion {
  return { id: readU64(key, 0), version: readU32(key, 8) };
}
