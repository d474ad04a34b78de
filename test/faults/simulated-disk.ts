import type { Store, StoreBatch } from '@indus/subnet';
import type { FaultPoint } from './fault-point.ts';

/** What a store throws when its disk fails. */
export class DiskFault extends Error {
  override readonly name = 'DiskFault';
}

/** A disk that outlives the subnets on it, can be copied, and fails when the fault point says so. */
export class SimulatedDisk {
  readonly #entries: Map<string, Uint8Array>;
  readonly #fault: FaultPoint;

  constructor(fault: FaultPoint, entries: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#fault = fault;
    this.#entries = new Map(entries);
  }

  copy(fault: FaultPoint): SimulatedDisk {
    return new SimulatedDisk(fault, this.#entries);
  }

  get entries(): ReadonlyMap<string, Uint8Array> {
    return this.#entries;
  }

  /** The disk as a subnet uses it. */
  readonly open = (): Store => ({
    get: (key) => {
      if (this.#fault.hits('read')) return Promise.reject(new DiskFault('a read failed'));
      return Promise.resolve(this.#entries.get(key)?.slice());
    },
    scan: (prefix) => this.#scan(prefix),
    commit: (batch) => this.#commit(batch),
    close: () => Promise.resolve(),
  });

  async *#scan(prefix: string): AsyncGenerator<readonly [key: string, value: Uint8Array]> {
    const found = [...this.#entries].filter(([key]) => key.startsWith(prefix));
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, value] of found) {
      if (this.#fault.hits('read')) throw new DiskFault(`a read of ${prefix} failed`);
      yield await Promise.resolve([key, value.slice()] as const);
    }
  }

  #commit(batch: StoreBatch): Promise<void> {
    if (this.#fault.hits('write')) return Promise.reject(new DiskFault('a write failed'));
    for (const prefix of batch.deletePrefixes) {
      for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
    }
    for (const key of batch.deletes) this.#entries.delete(key);
    for (const [key, value] of batch.puts) this.#entries.set(key, Uint8Array.from(value));
    if (this.#fault.hits('written')) return Promise.reject(new DiskFault('a write was not confirmed'));
    return Promise.resolve();
  }
}
