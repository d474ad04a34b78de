import { assert } from './assert.ts';
import { refuseKit } from './kit-errors.ts';
import type { Table } from './table.ts';

const SECRET_SIZE_BYTES = 32;

/**
 * Bytes that only this canister knows, drawn once and kept over upgrades. They tell callers' cursors from forged ones; the
 * nodes of the subnet can read them, so they guard nothing from those.
 */
export class Secret {
  readonly #table: Table;
  readonly #key: Uint8Array;

  constructor(table: Table, key: Uint8Array) {
    this.#table = table;
    this.#key = key;
  }

  get isReady(): boolean {
    return this.#table.get(this.#key) !== undefined;
  }

  /** Errors: NotReady in the first rounds of a canister. */
  get bytes(): Uint8Array {
    return this.#table.get(this.#key) ?? refuseKit({ NotReady: null });
  }

  /** Sets the secret; it is set once. Bounds: 32 bytes. */
  set(bytes: Uint8Array): void {
    assert(bytes.length === SECRET_SIZE_BYTES && !this.isReady, 'a secret of 32 bytes is set once');
    this.#table.set(this.#key, bytes);
  }
}
