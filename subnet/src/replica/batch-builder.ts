import type { StoreBatch } from '../store/store.ts';

/** Collects what one round stores. */
export class BatchBuilder {
  readonly #puts: [string, Uint8Array][] = [];
  readonly #deletes: string[] = [];
  readonly #deletePrefixes: string[] = [];

  put(key: string, value: Uint8Array): void {
    this.#puts.push([key, value]);
  }

  delete(key: string): void {
    this.#deletes.push(key);
  }

  /** Deletes take effect before the puts of the batch. */
  deletePrefix(prefix: string): void {
    this.#deletePrefixes.push(prefix);
  }

  finish(): StoreBatch {
    return { puts: this.#puts, deletes: this.#deletes, deletePrefixes: this.#deletePrefixes };
  }
}
