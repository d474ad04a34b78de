import type { Table } from '@indus/kit/table';
import type { ImageRow } from './stable-image.ts';

/** A table in the heap whose rows are taken out in the order of their keys. */
export class RowTable implements Table {
  readonly #rows = new Map<string, Uint8Array>();

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#rows.get(textOf(key))?.slice();
  }

  set(key: Uint8Array, value: Uint8Array): void {
    this.#rows.set(textOf(key), value.slice());
  }

  delete(key: Uint8Array): void {
    this.#rows.delete(textOf(key));
  }

  /** Takes the rows out whose keys begin with the prefix, or all. */
  drain(prefix: Uint8Array = new Uint8Array(0)): ImageRow[] {
    const start = textOf(prefix);
    const found = [...this.#rows].filter(([key]) => key.startsWith(start));
    for (const [key] of found) this.#rows.delete(key);
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    return found.map(([key, value]) => ({ key: Buffer.from(key, 'latin1'), value }));
  }
}

/** A character for each byte: these sort as the bytes do. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
