import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { refuseKit } from './kit-errors.ts';
import { HASH_SIZE_BYTES, sha256 } from './sha256.ts';
import type { AsyncSystem } from './system.ts';
import type { Table } from './table.ts';

const OUTPUT = 0;
const NEXT = 1;
const MIX = 2;

/**
 * Random bytes from the subnet's own randomness. The state is hashed forward with every draw, so that what was drawn cannot be
 * found from what is kept; Azle's generator, which starts from zeros at each upgrade, is not used.
 * Context: updates and jobs; a query would draw the same bytes again and again.
 */
export class Rng {
  readonly #table: Table;
  readonly #key: Uint8Array;
  readonly #system: Pick<AsyncSystem, 'isReplicated'>;

  constructor(table: Table, key: Uint8Array, system: Pick<AsyncSystem, 'isReplicated'>) {
    this.#table = table;
    this.#key = key;
    this.#system = system;
  }

  /** Whether it has been seeded. */
  get isReady(): boolean {
    return this.#table.get(this.#key) !== undefined;
  }

  /**
   * Draws bytes. Bounds: 1 to 1,024.
   * Errors: NotReady before the first seed; InvariantError in a query.
   */
  bytes(sizeBytes: number): Uint8Array {
    assert(this.#system.isReplicated(), 'random bytes are drawn in updates');
    assert(sizeBytes >= 1 && sizeBytes <= 1_024, 'a draw has 1 to 1,024 bytes');
    const state = this.#table.get(this.#key) ?? refuseKit({ NotReady: null });
    const blocks: Uint8Array[] = [];
    for (let block = 0; block * HASH_SIZE_BYTES < sizeBytes; block += 1)
      blocks.push(sha256(concatBytes(state, Uint8Array.of(OUTPUT, block))));
    this.#table.set(this.#key, sha256(concatBytes(state, Uint8Array.of(NEXT))));
    return concatBytes(...blocks).slice(0, sizeBytes);
  }

  /** Mixes entropy in; the first time makes it ready. Entropy can only add. */
  mix(entropy: Uint8Array): void {
    const state = this.#table.get(this.#key) ?? new Uint8Array(HASH_SIZE_BYTES);
    this.#table.set(this.#key, sha256(concatBytes(state, Uint8Array.of(MIX), entropy)));
  }
}
