import { readU32, u32Key } from '@indus/kit/key';
import type { Table } from '@indus/kit/table';

const ROW = new Uint8Array(0);

/**
 * The number of the keys under which a subject's records of sealed classes are sealed now. It moves on whenever somebody else
 * gets one of her keys: a key opens what was there when it was handed out, and nothing that comes later. One number for all
 * classes: it does not tell which class a reader under seal has opened.
 */
export class KeyEpoch {
  readonly #table: Table;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** From 0. */
  get now(): number {
    const bytes = this.#table.get(ROW);
    return bytes === undefined ? 0 : readU32(bytes, 0);
  }

  /** Nothing new is sealed under the keys of now. */
  close(): void {
    this.#table.set(ROW, u32Key(this.now + 1));
  }
}
