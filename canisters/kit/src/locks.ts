import { equalBytes } from './bytes.ts';
import type { AsyncEnv } from './env.ts';
import { readU64, u64Key } from './key.ts';
import { refuseKit } from './kit-errors.ts';
import type { Table } from './table.ts';

/**
 * Keeps two calls that wait from working on the same thing. A lock is a record with the time at which it ends by itself: it is
 * released when the work ends, also by a trap past an `await`, and even an answer that never comes holds it no longer than that.
 */
export class Locks {
  readonly #table: Table;

  /** Lives in a table of its own, an uncounted one of the space: a refusal may follow the release. */
  constructor(table: Table) {
    this.#table = table;
  }

  /**
   * Works while holding the lock. What must not happen twice is checked again after each `await`: the lock may have ended.
   * Units: nanoseconds for which it holds at most.
   * Errors: Busy, with the time at which the holder's lock ends; what `work` throws.
   */
  async hold<Value>(
    env: AsyncEnv,
    { key, lifeNs }: { readonly key: Uint8Array; readonly lifeNs: bigint },
    work: () => Promise<Value>,
  ): Promise<Value> {
    const held = this.#table.get(key);
    const heldUntilNs = held === undefined ? 0n : readU64(held, 0);
    if (heldUntilNs > env.nowNs) refuseKit({ Busy: { retry_at_ns: heldUntilNs } });
    const own = u64Key(env.nowNs + lifeNs);
    this.#table.set(key, own);
    try {
      return await work();
    } finally {
      const now = this.#table.get(key);
      if (now !== undefined && equalBytes(now, own)) this.#table.delete(key);
    }
  }
}
