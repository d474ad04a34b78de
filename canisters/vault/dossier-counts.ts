import { readU64, u64Key } from '@indus/kit/key';
import { concatBytes } from '@indus/kit/bytes';
import type { Table } from '@indus/kit/table';
import { ITEM_KIND_NAMES } from './item-kinds.ts';
import type { ItemKindName } from './item-name.ts';

/** What is counted of a subject, in the order of its row: append only. */
const COUNTED = [...ITEM_KIND_NAMES, 'imported_at_ns'] as const;
const ROW = new Uint8Array(0);

/** How many items of each kind a subject has; at the same time the last id of each. */
export class DossierCounts {
  readonly #table: Table;
  #row: Uint8Array | 'none' | undefined;
  /** Counts that were asked for or changed. */
  readonly #counts = new Map<(typeof COUNTED)[number], bigint>();

  /** Lives in a table of its own. */
  constructor(table: Table) {
    this.#table = table;
  }

  /** Whether anything was ever counted. */
  get isStored(): boolean {
    return this.#stored() !== undefined;
  }

  /** Items of the kind so far. */
  of(kind: ItemKindName): bigint {
    return this.#of(kind);
  }

  /** When everything from before then was brought here by the subject; nothing: she brought nothing. */
  get importedAtNs(): bigint | undefined {
    const atNs = this.#of('imported_at_ns');
    return atNs === 0n ? undefined : atNs;
  }

  /** {@link DossierCounts.importedAtNs} as Candid has it. */
  get importMark(): [] | [bigint] {
    return this.importedAtNs === undefined ? [] : [this.importedAtNs];
  }

  /** Marks everything from before now as imported. */
  markImported(nowNs: bigint): void {
    this.#counts.set('imported_at_ns', nowNs);
  }

  #of(kind: (typeof COUNTED)[number]): bigint {
    const known = this.#counts.get(kind);
    if (known !== undefined) return known;
    const offset = COUNTED.indexOf(kind) * 8;
    const row = this.#stored();
    const stored = row && row.length >= offset + 8 ? readU64(row, offset) : 0n;
    this.#counts.set(kind, stored);
    return stored;
  }

  /** The row as it was when it was first asked for; some reads need nothing of it. */
  #stored(): Uint8Array | undefined {
    this.#row ??= this.#table.get(ROW) ?? 'none';
    return this.#row === 'none' ? undefined : this.#row;
  }

  /** The id of the next item of the kind, which is counted from now on. */
  next(kind: ItemKindName): bigint {
    const id = this.of(kind) + 1n;
    this.#counts.set(kind, id);
    return id;
  }

  /** Writes the counts down. */
  store(): void {
    this.#table.set(ROW, concatBytes(...COUNTED.map((kind) => u64Key(this.#of(kind)))));
  }
}
