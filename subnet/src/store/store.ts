/**
 * A durable, ordered map of bytes. One `commit` is atomic: after a crash all of it is there or nothing. When its promise
 * settles the batch survives the end of the process (and with durability `disk`, of the machine).
 */
export interface Store {
  get(key: string): Promise<Uint8Array | undefined>;
  /** Entries whose key starts with the prefix, in key order. */
  scan(prefix: string): AsyncIterable<readonly [key: string, value: Uint8Array]>;
  commit(batch: StoreBatch): Promise<void>;
  close(): Promise<void>;
}

/** Deletions by prefix apply before the puts of the same batch. */
export interface StoreBatch {
  readonly puts: readonly (readonly [key: string, value: Uint8Array])[];
  readonly deletes: readonly string[];
  readonly deletePrefixes: readonly string[];
}
