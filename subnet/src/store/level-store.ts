import { ClassicLevel } from 'classic-level';
import { assertBatch, assertPrefix } from './assert-batch.ts';
import { StoreError } from './store-error.ts';
import type { Store, StoreBatch } from './store.ts';

/**
 * What a settled commit survives. `process`: the end of the process in any way, as the operating system holds the bytes.
 * `disk`: the end of the machine too, as the log is synchronised to the disk before the commit settles.
 */
export type Durability = 'process' | 'disk';

/** Bounds: what lies in memory and in the log before it is sorted into a table. Measured: fewer, shorter stalls than 4 MiB. */
const WRITE_BUFFER_BYTES = 32 * 1024 * 1024;
/** Bounds: how much one step of a scan reads ahead. */
const SCAN_AHEAD_BYTES = 1024 * 1024;
const SCAN_AHEAD_ENTRIES = 1000;
/** Above every key, which is printable ASCII. */
const AFTER_KEYS = '\x7f';

type Database = ClassicLevel<string, Uint8Array>;

/** A store in a directory, by LevelDB: commits go to its log as one record each, in the order of the calls. */
export class LevelStore implements Store {
  readonly #database: Database;
  readonly #sync: boolean;
  #lastCommit: Promise<void> = Promise.resolve();
  #failure: StoreError | undefined;
  #closing: Promise<void> | undefined;

  private constructor(database: Database, durability: Durability) {
    this.#database = database;
    this.#sync = durability === 'disk';
  }

  /** Opens or makes the database. Errors: `in-use`, `corrupt`, `no-access`, `read-failed`; nothing stays open. */
  static async open(directory: string, durability: Durability): Promise<LevelStore> {
    const database: Database = new ClassicLevel(directory, {
      keyEncoding: 'utf8',
      valueEncoding: 'view',
      writeBufferSize: WRITE_BUFFER_BYTES,
    });
    try {
      await database.open();
    } catch (error) {
      throw openError(directory, error);
    }
    return new LevelStore(database, durability);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    this.#assertOpen();
    try {
      const value = await this.#database.get(key);
      return value === undefined ? undefined : plain(value);
    } catch (error) {
      throw readError(error);
    }
  }

  async *scan(prefix: string): AsyncIterable<readonly [key: string, value: Uint8Array]> {
    assertPrefix(prefix);
    this.#assertOpen();
    const iterator = this.#database.iterator({
      gte: prefix,
      lt: prefix + AFTER_KEYS,
      fillCache: false,
      highWaterMarkBytes: SCAN_AHEAD_BYTES,
    });
    try {
      for (;;) {
        const entries = await iterator.nextv(SCAN_AHEAD_ENTRIES);
        if (entries.length === 0) return;
        for (const [key, value] of entries) yield [key, plain(value)];
      }
    } catch (error) {
      throw readError(error);
    } finally {
      await iterator.close();
    }
  }

  /** The values are copied before the call returns. After a failed commit every later one fails: no gap can arise. */
  commit(batch: StoreBatch): Promise<void> {
    assertBatch(batch);
    if (this.#closing !== undefined) return Promise.reject(closed());
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const write = this.#database.batch();
    for (const key of batch.deletes) write.del(key);
    for (const [key, value] of batch.puts) write.put(key, value);
    const commit = this.#lastCommit.then(() => this.#write(write, batch));
    this.#lastCommit = commit.catch(() => undefined);
    return commit;
  }

  /** Ends after the commits under way. Calling it again is allowed. */
  close(): Promise<void> {
    this.#closing ??= this.#lastCommit.then(() => this.#database.close());
    return this.#closing;
  }

  async #write(write: ReturnType<Database['batch']>, batch: StoreBatch): Promise<void> {
    if (this.#failure !== undefined) {
      await write.close();
      throw this.#failure;
    }
    try {
      if (batch.deletePrefixes.length > 0) await this.#deletePrefixes(write, batch);
      await write.write({ sync: this.#sync });
    } catch (error) {
      this.#failure = new StoreError('commit-failed', `expected a durable commit, got: ${reason(error)}`, {
        cause: error,
      });
      throw this.#failure;
    }
  }

  /** Deletes what the prefixes name except what the same batch puts: the batch may then hold its parts in any order. */
  async #deletePrefixes(write: ReturnType<Database['batch']>, batch: StoreBatch): Promise<void> {
    const kept = new Set(batch.puts.map(([key]) => key));
    for (const prefix of batch.deletePrefixes) {
      const keys = this.#database.keys({ gte: prefix, lt: prefix + AFTER_KEYS, fillCache: false });
      try {
        for (let found = await keys.nextv(SCAN_AHEAD_ENTRIES); found.length > 0;) {
          for (const key of found) if (!kept.has(key)) write.del(key);
          found = await keys.nextv(SCAN_AHEAD_ENTRIES);
        }
      } finally {
        await keys.close();
      }
    }
  }

  #assertOpen(): void {
    if (this.#closing !== undefined) throw closed();
  }
}

function openError(directory: string, error: unknown): StoreError {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  const text = reason(cause);
  if (code === 'LEVEL_LOCKED') {
    return new StoreError(
      'in-use',
      `expected a free state directory, got one in use by another process: ${directory}`,
      {
        cause,
      },
    );
  }
  if (code === 'LEVEL_CORRUPTION') {
    return new StoreError(
      'corrupt',
      `expected a sound database, got a damaged one in ${directory}: ${text}`,
      { cause },
    );
  }
  if (
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    /permission denied|read-only file system/i.test(text)
  ) {
    return new StoreError('no-access', `expected rights to read and write, got none: ${directory}: ${text}`, {
      cause,
    });
  }
  return new StoreError('read-failed', `expected a database, got an error in ${directory}: ${text}`, {
    cause,
  });
}

/** The same bytes without Node's Buffer, whose `slice` shares memory where that of Uint8Array copies. */
function plain(value: Uint8Array): Uint8Array {
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

function readError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError('read-failed', `expected a readable store, got: ${reason(error)}`, { cause: error });
}

function closed(): StoreError {
  return new StoreError('closed', 'expected an open store, got one that was closed');
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
