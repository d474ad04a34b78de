import { assert } from './assert.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Env } from './env.ts';
import type { Again, Job, JobKind, Jobs } from './jobs.ts';
import type { Table } from './table.ts';

/** The kind of the jobs that migrate. */
export const MIGRATION = 'migration';

/** Records that one message rewrites. */
export const MIGRATION_CHUNK_RECORDS = 100;

/** A walk over all records of something, each rewritten once; `Collection` is one. */
export interface Rewritable {
  walk(after: Uint8Array | undefined, limit: number): Uint8Array[];
  rewrite(key: Uint8Array): void;
}

/** How far a migration has come. Units: records. */
export interface MigrationState {
  readonly isDone: boolean;
  readonly rewritten: number;
  /** The last key that was rewritten. */
  readonly cursor: Uint8Array | undefined;
}

const utf8 = new TextEncoder();
const utf8Reader = new TextDecoder();
const NONE = new Uint8Array(0);

/**
 * Rewrites whole collections into their newest layout and indexes, a bounded number of records a message, while they are read
 * and written. A name stands for one migration for ever: `organisations-3`.
 */
export class Migrations {
  readonly #table: Table;
  readonly #all: Readonly<Record<string, Rewritable>>;

  /** Lives in a table of its own. */
  constructor(table: Table, all: Readonly<Record<string, Rewritable>>) {
    this.#table = table;
    this.#all = all;
  }

  /** The code of the jobs that migrate. */
  readonly kind: JobKind = { run: (env, job) => this.#runChunk(env, job), retryS: 60, retryMaxS: 3_600 };

  /** Begins what is not done yet. Context: upgrade, and install, where it ends at once. */
  start(jobs: Jobs, env: Env): void {
    for (const name of Object.keys(this.#all)) {
      if (this.state(name).isDone) continue;
      jobs.scheduleBy({ kind: MIGRATION, key: utf8.encode(name), payload: NONE, dueNs: env.nowNs });
    }
  }

  /** How far a migration has come. Until it is done, a new index does not find every record. */
  state(name: string): MigrationState {
    const bytes = this.#table.get(utf8.encode(name));
    if (bytes === undefined) return { isDone: false, rewritten: 0, cursor: undefined };
    const reader = new ByteReader(bytes);
    return {
      isDone: reader.u8() === 1,
      rewritten: reader.u32(),
      cursor: reader.optional(() => reader.bytes()),
    };
  }

  #runChunk(env: Env, job: Job): Again | undefined {
    const name = utf8Reader.decode(job.key);
    const target = this.#all[name];
    assert(target !== undefined, 'a migration is known');
    const { isDone, rewritten, cursor } = this.state(name);
    if (isDone) return undefined;
    const keys = target.walk(cursor, MIGRATION_CHUNK_RECORDS);
    for (const key of keys) target.rewrite(key);
    const isEnd = keys.length < MIGRATION_CHUNK_RECORDS;
    const last = keys.at(-1) ?? cursor;
    const writer = new ByteWriter().u8(isEnd ? 1 : 0).u32(rewritten + keys.length);
    this.#table.set(job.key, writer.optional(last, (key) => writer.bytes(key)).finish());
    return isEnd ? undefined : { dueNs: env.nowNs };
  }
}
