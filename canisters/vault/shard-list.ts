import { Principal } from '@dfinity/principal';
import { ByteReader } from '@indus/kit/byte-reader';
import { ByteWriter } from '@indus/kit/byte-writer';
import type { Table } from '@indus/kit/table';

/**
 * The shards of the vault, in the order in which a controller named them. The first is the key shard for ever: keys of
 * sealed classes are derived by it for all shards, so that they stay the same when a bucket moves.
 */
export class ShardList {
  readonly #table: Table;
  readonly #row: Uint8Array;

  /** Lives in one row of a table. */
  constructor(table: Table, row: Uint8Array) {
    this.#table = table;
    this.#row = row;
  }

  /** Every shard; none before anybody has named them. */
  get all(): readonly Principal[] {
    const bytes = this.#table.get(this.#row);
    if (bytes === undefined) return [];
    const reader = new ByteReader(bytes);
    return Array.from({ length: reader.u32() }, () => Principal.fromUint8Array(reader.bytes()));
  }

  /** The shard whose vetKD keys are used; nothing before anybody has named it. */
  get keyShard(): Principal | undefined {
    return this.all[0];
  }

  /** Whether a canister is one of them. */
  has(canister: Principal): boolean {
    return this.all.some((shard) => shard.compareTo(canister) === 'eq');
  }

  /** Names the shards. Context: the key shard is the same as before. */
  put(shards: readonly Principal[]): void {
    const row = new ByteWriter().u32(shards.length);
    for (const shard of shards) row.bytes(shard.toUint8Array());
    this.#table.set(this.#row, row.finish());
  }
}
