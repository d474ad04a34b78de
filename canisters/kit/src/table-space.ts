import { assert } from './assert.ts';
import type { OpenTable, Table } from './table.ts';

const MEMORY_ID_MAX = 253;

/**
 * All tables of one canister: hands each stable memory out once, and counts the writes of the running call, so that a
 * refusal after a write is noticed.
 * Errors: InvariantError when a memory id is asked for twice; two tables in one memory would share their data.
 */
export class TableSpace {
  readonly #open: OpenTable;
  readonly #taken = new Set<number>();
  #writes = 0;

  constructor(open: OpenTable) {
    this.#open = open;
  }

  /** The table in one stable memory, for the one owner of it. */
  table(memoryId: number): Table {
    const table = this.uncountedTable(memoryId);
    return {
      get: (key) => table.get(key),
      set: (key, value) => {
        this.#writes += 1;
        table.set(key, value);
      },
      delete: (key) => {
        this.#writes += 1;
        table.delete(key);
      },
    };
  }

  /** A table whose writes are no effect of a method, so that a refusal may follow them: locks. */
  uncountedTable(memoryId: number): Table {
    assert(
      Number.isInteger(memoryId) && memoryId >= 0 && memoryId <= MEMORY_ID_MAX,
      'memory ids are 0 to 253',
    );
    assert(!this.#taken.has(memoryId), 'a memory id has one table');
    this.#taken.add(memoryId);
    return this.#open(memoryId);
  }

  /** Writes and removals since the space was made. */
  get writes(): number {
    return this.#writes;
  }
}
