import type { Principal } from '@dfinity/principal';
import { readU32, u32Key } from '@indus/kit/key';
import type { Table } from '@indus/kit/table';

/** Reads of callers who have none left, counted until somebody writes them down. */
export class OverQuota {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** Whether reads of the caller are counted now. */
  has(caller: Principal): boolean {
    return this.#table.get(caller.toUint8Array()) !== undefined;
  }

  /** Begins to count. */
  begin(caller: Principal): void {
    this.#put(caller, 0);
  }

  /** Counts one. Context: after {@link OverQuota.begin}. */
  count(caller: Principal): void {
    this.#put(caller, this.#counted(caller) + 1);
  }

  /** What was counted; forgets it. */
  take(caller: Principal): number {
    const counted = this.#counted(caller);
    this.#table.delete(caller.toUint8Array());
    return counted;
  }

  #counted(caller: Principal): number {
    const row = this.#table.get(caller.toUint8Array());
    return row === undefined ? 0 : readU32(row, 0);
  }

  #put(caller: Principal, count: number): void {
    this.#table.set(caller.toUint8Array(), u32Key(count));
  }
}
