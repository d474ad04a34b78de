import { toHex } from './bytes.ts';

/**
 * A persistent map from byte strings to byte strings: what domain code sees of stable memory. Ordered scans are not part
 * of it, since the map beneath has none; indexes are tables of their own.
 */
export interface Table {
  /** The value under the key. */
  get(key: Uint8Array): Uint8Array | undefined;
  /** Puts the value under the key, replacing what was there. */
  set(key: Uint8Array, value: Uint8Array): void;
  /** Takes the key out; no effect when it is not there. */
  delete(key: Uint8Array): void;
}

/**
 * Opens the table kept in one stable memory.
 * Bounds: memory ids 0 to 253, each for one table, for ever.
 */
export type OpenTable = (memoryId: number) => Table;

/** A table in the heap, for tests of domain code: values are copied in and out, as stable memory does. */
export class MemoryTable implements Table {
  readonly #entries = new Map<string, Uint8Array>();
  /** Writes and removals so far, so that tests can count them. */
  writes = 0;

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#entries.get(toHex(key))?.slice();
  }

  set(key: Uint8Array, value: Uint8Array): void {
    this.writes += 1;
    this.#entries.set(toHex(key), value.slice());
  }

  delete(key: Uint8Array): void {
    this.writes += 1;
    this.#entries.delete(toHex(key));
  }

  /** Number of keys. */
  get size(): number {
    return this.#entries.size;
  }
}

/** Opens tables in the heap, the same one for the same memory id: a second set of storage objects over it is an upgrade. */
export function memoryTables(): OpenTable {
  const tables = new Map<number, MemoryTable>();
  return (memoryId) => {
    const table = tables.get(memoryId) ?? new MemoryTable();
    tables.set(memoryId, table);
    return table;
  };
}
