import { latin1 } from '@indus/kit/bytes';
import type { OpenTable } from '@indus/kit/table';

/** A trap where the simulation wants one. */
export class InjectedTrap extends Error {
  override readonly name = 'InjectedTrap';
}

/** Tables in the heap that can take back what a message has written. */
export class JournaledTables {
  readonly #tables = new Map<number, Map<string, Uint8Array>>();
  #undo: (() => void)[] = [];
  /** Writes until the message traps; nothing: it does not. */
  trapAfter: number | undefined;

  /** Opens a table; the same one for the same id. */
  readonly open: OpenTable = (id) => {
    const rows = this.#tables.get(id) ?? new Map<string, Uint8Array>();
    this.#tables.set(id, rows);
    return {
      get: (key) => rows.get(latin1(key))?.slice(),
      set: (key, value) => {
        this.#change(rows, latin1(key), value.slice());
      },
      delete: (key) => {
        this.#change(rows, latin1(key), undefined);
      },
    };
  };

  /** Whether the message has written anything. */
  get hasWritten(): boolean {
    return this.#undo.length > 0;
  }

  /** The message ends: what it has written stays. */
  keep(): void {
    this.#undo = [];
    this.trapAfter = undefined;
  }

  /** The message traps. */
  rollBack(): void {
    for (const undo of this.#undo.toReversed()) undo();
    this.keep();
  }

  /** Keys of a table that begin with some bytes. */
  keysUnder(id: number, prefix: Uint8Array): number {
    const start = latin1(prefix);
    return [...(this.#tables.get(id)?.keys() ?? [])].filter((key) => key.startsWith(start)).length;
  }

  #change(rows: Map<string, Uint8Array>, key: string, value: Uint8Array | undefined): void {
    if (this.trapAfter !== undefined) {
      if (this.trapAfter === 0) throw new InjectedTrap('a trap of the simulation');
      this.trapAfter -= 1;
    }
    const before = rows.get(key);
    this.#undo.push(() => {
      if (before === undefined) rows.delete(key);
      else rows.set(key, before);
    });
    if (value === undefined) rows.delete(key);
    else rows.set(key, value);
  }
}
