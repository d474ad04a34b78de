import type { Store, StoreBatch } from '@indus/subnet';

/** Fails commits of the stores that it wraps, as a full disk does: the given one and all after it, until the fault ends. */
export class CommitFault {
  /** Commits asked for since the fault was set. */
  commits = 0;
  /** Times a commit failed since then. */
  failures = 0;
  /** Settles when a commit failed. */
  failed: Promise<void> = Promise.resolve();
  #tell: () => void = () => undefined;
  #failFrom = Number.POSITIVE_INFINITY;
  /** Does what failed reach the store nevertheless? So it is when the disk took the bytes and not their synchronisation. */
  #writesYet = false;

  /** The n-th commit from now on fails, and all after it. */
  set(n: number, writesYet = false): void {
    this.commits = 0;
    this.failures = 0;
    this.failed = new Promise((resolve) => (this.#tell = resolve));
    this.#failFrom = n;
    this.#writesYet = writesYet;
  }

  end(): void {
    this.#failFrom = Number.POSITIVE_INFINITY;
  }

  readonly wrap = (store: Store): Store => ({
    get: (key) => store.get(key),
    scan: (prefix) => store.scan(prefix),
    close: () => store.close(),
    commit: (batch) => this.#commit(store, batch),
  });

  async #commit(store: Store, batch: StoreBatch): Promise<void> {
    this.commits++;
    if (this.commits < this.#failFrom) return store.commit(batch);
    this.failures++;
    if (this.#writesYet && this.commits === this.#failFrom) await store.commit(batch);
    this.#tell();
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  }
}
