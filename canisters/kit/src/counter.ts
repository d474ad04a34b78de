import { readU64, u64Key } from './key.ts';
import type { Table } from './table.ts';

/** A number that outlives upgrades, kept under one key of a table; 0 before it is set. */
export class Counter {
  readonly #table: Table;
  readonly #key: Uint8Array;

  constructor(table: Table, key: Uint8Array) {
    this.#table = table;
    this.#key = key;
  }

  get value(): bigint {
    const bytes = this.#table.get(this.#key);
    return bytes === undefined ? 0n : readU64(bytes, 0);
  }

  /** Adds one and answers the new value: the first is 1. */
  next(): bigint {
    const value = this.value + 1n;
    this.#table.set(this.#key, u64Key(value));
    return value;
  }
}
