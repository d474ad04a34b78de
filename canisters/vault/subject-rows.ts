import { assert } from '@indus/kit/assert';
import { concatBytes } from '@indus/kit/bytes';
import { CertifiedMap } from '@indus/kit/certified-map';
import { readU64, u32Key, u64Key } from '@indus/kit/key';
import { MerkleLog } from '@indus/kit/merkle-log';
import { prefixedTable } from '@indus/kit/prefixed-table';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import type { DenseList } from './dense-list.ts';
import { ROWS } from './dossier.ts';
import type { Dossier } from './dossier.ts';
import { itemKey } from './item-name.ts';
import type { ItemKindName } from './item-name.ts';
import { revealedKey } from './revealed-key.ts';
import type { SubjectKey } from './subject-key.ts';

/** First byte of the key of a ledger's entry. Source: merkle-log.ts. */
const LEDGER_ENTRY = 1;
const ONLY = new Uint8Array(0);

/** Where a walk through the rows of a subject is. */
export interface RowPlace {
  readonly section: number;
  readonly index: bigint;
  readonly at: number;
}

/** Where each walk begins. */
export const FIRST_ROW: RowPlace = { section: 0, index: 0n, at: 0 };

/** Rows that are known by a number. */
interface Section {
  readonly from: bigint;
  readonly to: bigint;
  names(index: bigint): readonly Uint8Array[];
}

/** The name of a row: its part, and its key there. */
export function rowName(part: number, at: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(part), at);
}

/** Whether a row is one that a move carries; the others follow from these. */
export function isCarried(part: number, at: Uint8Array): boolean {
  if (part === ROWS.itemTree) return false;
  return part !== ROWS.ledger || at[0] === LEDGER_ENTRY;
}

/** The names that rows of a subject may have, from a place on, each with the place after it. */
export function* rowsFrom(
  dossier: Dossier,
  from: RowPlace,
): Generator<{ readonly name: Uint8Array; readonly next: RowPlace }> {
  const sections = sectionsOf(dossier);
  for (let section = from.section; section < sections.length; section += 1) {
    const { from: first, to, names } = sections[section] as Section;
    const start = section === from.section && from.index > first ? from.index : first;
    for (let index = start; index < to; index += 1n) {
      const all = names(index);
      const skipped = section === from.section && index === from.index ? from.at : 0;
      for (let at = skipped; at < all.length; at += 1) {
        const isLast = at + 1 >= all.length;
        const next = isLast ? { section, index: index + 1n, at: 0 } : { section, index, at: at + 1 };
        yield { name: all[at] as Uint8Array, next };
      }
    }
  }
}

/** In an order in which a subject can be destroyed too: what tells of other rows comes after them. */
function sectionsOf(dossier: Dossier): readonly Section[] {
  const { ledger } = dossier;
  return [
    { from: 0n, to: 1n, names: () => [rowName(ROWS.items, itemKey({ kind: 'head' }))] },
    numbered(dossier, 'held_record', (id) => recordRows(dossier, id)),
    numbered(dossier, 'consent', (id) => [
      rowName(ROWS.items, itemKey({ kind: 'consent', id })),
      rowName(ROWS.consentUses, u64Key(id)),
    ]),
    ...(['ticket', 'grant', 'decision', 'notice', 'break_glass_use'] as const).map((kind) =>
      numbered(dossier, kind, (id) => [rowName(ROWS.items, itemKey({ kind, id }))]),
    ),
    {
      from: 0n,
      to: BigInt(ledger.size),
      names: (sequence) => [
        rowName(ROWS.ledger, concatBytes(Uint8Array.of(LEDGER_ENTRY), u64Key(sequence))),
        rowName(ROWS.hidden, u64Key(sequence)),
        rowName(ROWS.hidden, revealedKey(sequence)),
      ],
    },
    listed(ROWS.readers, dossier.readers),
    listed(ROWS.answers, dossier.answers),
    listed(ROWS.delegates, dossier.delegates),
    { from: 0n, to: 1n, names: () => [rowName(ROWS.keyEpoch, ONLY), rowName(ROWS.counts, ONLY)] },
  ];
}

function numbered(dossier: Dossier, kind: ItemKindName, names: (id: bigint) => Uint8Array[]): Section {
  return { from: 1n, to: dossier.counts.of(kind) + 1n, names };
}

function listed(part: number, list: DenseList): Section {
  const { first, end } = list.range;
  return {
    from: BigInt(first),
    to: BigInt(end) + 1n,
    names: (index) => list.rowsAt(Number(index)).map((at) => rowName(part, at)),
  };
}

function recordRows(dossier: Dossier, id: bigint): Uint8Array[] {
  const versions = dossier.records.get(id)?.version ?? 0;
  const names = Array.from({ length: versions }, (_, at) => [
    rowName(ROWS.items, itemKey({ kind: 'held_record', id, version: at + 1 })),
    rowName(ROWS.bodies, concatBytes(u64Key(id), u32Key(at + 1))),
  ]);
  return [...names.flat(), rowName(ROWS.recordIndex, u64Key(id))];
}

/** The rows of a subject as they lie in stable memory, for a bucket that comes or goes. */
export class SubjectRows {
  readonly key: SubjectKey;
  readonly ledger: MerkleLog;
  readonly #rows: Table;
  readonly #tree: CertifiedMap;

  /** Lives in the table of all subjects. */
  constructor(subjects: Table, key: SubjectKey) {
    this.key = key;
    this.#rows = prefixedTable(subjects, key.bytes);
    this.ledger = new MerkleLog(prefixedTable(this.#rows, Uint8Array.of(ROWS.ledger)));
    this.#tree = new CertifiedMap(prefixedTable(this.#rows, Uint8Array.of(ROWS.itemTree)));
  }

  /** The value of a row. */
  get(name: Uint8Array): Uint8Array | undefined {
    return this.#rows.get(name);
  }

  /**
   * Puts a row of another shard in its place, with what follows from it: hashes of items, nodes of the ledger.
   * Context: rows of the ledger in their order; any row any number of times.
   */
  put(name: Uint8Array, value: Uint8Array | undefined): void {
    const part = name[0] as number;
    assert(isCarried(part, name.subarray(1)), 'only rows that are carried arrive');
    if (part === ROWS.ledger) {
      this.#append(Number(readU64(name, 2)), value);
    } else if (value === undefined) {
      this.#delete(name);
    } else {
      this.#rows.set(name, value);
      if (part === ROWS.items) this.#tree.set(name.slice(1), sha256(value));
    }
  }

  /** Root of the subject's certified items. */
  root(): Uint8Array {
    return this.#tree.rootHash();
  }

  /** Destroys rows. What follows from them goes by {@link SubjectRows.destroyRest}. */
  destroy(names: readonly Uint8Array[]): void {
    for (const name of names) {
      if (name[0] === ROWS.items) this.#tree.destroy([name.slice(1)], 0);
      if (name[0] !== ROWS.ledger) this.#delete(name);
    }
  }

  /** Destroys what is left when all rows are, and answers whether nothing is. Bounds: about `limit` rows a time. */
  destroyRest(limit: number): boolean {
    for (let left = limit; left > 0 && this.ledger.size > 0; left -= 1) this.ledger.removeLast();
    return this.ledger.size === 0 && this.#tree.destroy([], limit);
  }

  /** A row that is only deleted stays in stable memory until something else is written there: bodies are overwritten. */
  #delete(name: Uint8Array): void {
    const bytes = name[0] === ROWS.bodies ? this.#rows.get(name) : undefined;
    if (bytes !== undefined) this.#rows.set(name, new Uint8Array(bytes.length));
    this.#rows.delete(name);
  }

  #append(sequence: number, value: Uint8Array | undefined): void {
    const { size } = this.ledger;
    assert(value !== undefined && sequence <= size, 'entries of a ledger arrive in order');
    if (sequence === size) this.ledger.append(value);
  }
}
