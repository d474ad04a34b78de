import { readU64, u64Key } from '@indus/kit/key';
import { concatBytes } from '@indus/kit/bytes';
import type { Table } from '@indus/kit/table';
import type { ItemKindName } from './item-name.ts';

/** What is counted of a subject, in the order of its row: append only. */
const COUNTED = [
  'held_record',
  'consent',
  'ticket',
  'grant',
  'decision',
  'notice',
  'break_glass_use',
] as const;
const ROW = new Uint8Array(0);

/** How many items of each kind a subject has; at the same time the last id of each. */
export class DossierCounts {
  readonly #table: Table;
  readonly #counts: Map<ItemKindName, bigint>;
  /** Whether anything was ever counted. */
  readonly isStored: boolean;

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
    const row = table.get(ROW);
    this.isStored = row !== undefined;
    this.#counts = new Map(
      COUNTED.map((kind, at) => [kind, row && row.length >= (at + 1) * 8 ? readU64(row, at * 8) : 0n]),
    );
  }

  /** Items of the kind so far. */
  of(kind: ItemKindName): bigint {
    return this.#counts.get(kind) as bigint;
  }

  /** The id of the next item of the kind, which is counted from now on. */
  next(kind: ItemKindName): bigint {
    const id = this.of(kind) + 1n;
    this.#counts.set(kind, id);
    return id;
  }

  /** Writes the counts down. */
  store(): void {
    this.#table.set(ROW, concatBytes(...COUNTED.map((kind) => u64Key(this.of(kind)))));
  }
}
