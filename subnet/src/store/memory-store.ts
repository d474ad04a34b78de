import { assertBatch, assertPrefix } from './assert-batch.ts';
import { StoreError } from './store-error.ts';
import type { Store, StoreBatch } from './store.ts';

/** A store for a subnet without a state directory: it ends with the process. */
export class MemoryStore implements Store {
  #entries = new Map<string, Uint8Array>();
  #closed = false;

  get(key: string): Promise<Uint8Array | undefined> {
    if (this.#closed) return Promise.reject(closed());
    return Promise.resolve(this.#entries.get(key)?.slice());
  }

  async *scan(prefix: string): AsyncIterable<readonly [key: string, value: Uint8Array]> {
    assertPrefix(prefix);
    if (this.#closed) throw closed();
    const found = [...this.#entries].filter(([key]) => key.startsWith(prefix));
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, value] of found) yield [key, value.slice()];
  }

  commit(batch: StoreBatch): Promise<void> {
    assertBatch(batch);
    if (this.#closed) return Promise.reject(closed());
    for (const prefix of batch.deletePrefixes) {
      for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
    }
    for (const key of batch.deletes) this.#entries.delete(key);
    for (const [key, value] of batch.puts) this.#entries.set(key, new Uint8Array(value));
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#closed = true;
    this.#entries.clear();
    return Promise.resolve();
  }
}

function closed(): StoreError {
  return new StoreError('closed', 'expected an open store, got one that was closed');
}
