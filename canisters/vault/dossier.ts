import { assert } from '@indus/kit/assert';
import { CertifiedMap } from '@indus/kit/certified-map';
import type { HashTree } from '@indus/kit/hash-tree';
import { MerkleLog } from '@indus/kit/merkle-log';
import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { sha256 } from '@indus/kit/sha256';
import type { Table } from '@indus/kit/table';
import { BodyStore } from './body-store.ts';
import { DenseList } from './dense-list.ts';
import { DossierCounts } from './dossier-counts.ts';
import { DossierPart } from './dossier-part.ts';
import type { DossierPlace } from './dossier-part.ts';
import { HeldRecord } from './held-record.ts';
import { ITEM_KIND_NAMES, ITEM_KINDS } from './item-kinds.ts';
import type { ItemKindOf, ItemValues } from './item-kinds.ts';
import type { ItemKindName, ItemName } from './item-name.ts';
import { itemKey } from './item-name.ts';
import { IDEMPOTENCY_KEYS_MAX } from './limits.ts';
import { KeyEpoch } from './key-epoch.ts';
import { RecordIndex } from './record-index.ts';
import { SubjectHead } from './subject-head.ts';
import type { SubjectKey } from './subject-key.ts';

/** Parts of a dossier by the byte that begins their keys: append only; each is walked in subject-rows.ts. */
export const ROWS = {
  counts: 0,
  items: 1,
  itemTree: 2,
  bodies: 3,
  ledger: 4,
  hidden: 5,
  readers: 6,
  consentUses: 7,
  answers: 8,
  recordIndex: 9,
  delegates: 10,
  keyEpoch: 12,
} as const;

/** Hears which row of which part is about to change. */
export type RowWatch = (part: number, at: Uint8Array) => void;

/** The items that have one form. */
type Numbered = Omit<ItemValues, 'held_record'>;

/**
 * Everything held on one subject, under keys that begin with her place: items that are certified, bodies, the ledger. Made
 * anew for each message; what was changed is certified by {@link Dossier.seal}.
 */
export class Dossier {
  readonly key: SubjectKey;
  readonly counts: DossierCounts;
  readonly #place: DossierPlace;
  readonly #items: Table;
  readonly #tree: CertifiedMap;
  /** Parts that were asked for: most calls ask few. */
  readonly #parts = new Map<keyof typeof ROWS, unknown>();
  #isChanged = false;

  /** Lives in the table of all subjects; `watch` hears of each row before it is changed. */
  constructor(subjects: Table, key: SubjectKey, watch?: RowWatch) {
    const onChange: RowWatch = (row, at) => {
      this.#isChanged = true;
      watch?.(row, at);
    };
    this.key = key;
    this.#place = { table: subjects, subject: key.bytes, onChange };
    this.counts = new DossierCounts(new DossierPart(this.#place, ROWS.counts));
    this.#items = new DossierPart(this.#place, ROWS.items);
    this.#tree = new CertifiedMap(new DossierPart(this.#place, ROWS.itemTree));
  }

  get ledger(): MerkleLog {
    return this.#part('ledger', (table) => new MerkleLog(table));
  }

  get bodies(): BodyStore {
    return this.#part('bodies', (table) => new BodyStore(table));
  }

  get records(): RecordIndex {
    return this.#part('recordIndex', (table) => new RecordIndex(table));
  }

  /** Content of ledger entries under seal, and of those that were revealed, by sequence. */
  get hidden(): Table {
    return this.#part('hidden', (table) => table);
  }

  /** Everyone who ever read or tried to, by principal. */
  get readers(): DenseList {
    return this.#part('readers', (table) => new DenseList(table));
  }

  /** How often each consent was used, by its id. */
  get consentUses(): Table {
    return this.#part('consentUses', (table) => table);
  }

  /** Ids of the grants that each delegate acts by, newest first, by principal. */
  get delegates(): DenseList {
    return this.#part('delegates', (table) => new DenseList(table));
  }

  /** Under which keys records of sealed classes are sealed now. */
  get keyEpoch(): KeyEpoch {
    return this.#part('keyEpoch', (table) => new KeyEpoch(table));
  }

  /** What was answered to requests with an idempotency key. */
  get answers(): DenseList {
    return this.#part('answers', (table) => new DenseList(table, IDEMPOTENCY_KEYS_MAX));
  }

  /** Whether anything was ever held on the subject. */
  get exists(): boolean {
    return this.counts.isStored;
  }

  /** Whether this message changed anything. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** The item as it is certified. */
  bytes(name: ItemName): Uint8Array | undefined {
    return this.#items.get(itemKey(name));
  }

  /** An item that is numbered and has one form. */
  item<Kind extends keyof Numbered>(kind: Kind, id: bigint): Numbered[Kind] | undefined {
    if (id < 1n || id > this.counts.of(kind)) return undefined;
    const bytes = this.bytes({ kind, id });
    return bytes === undefined ? undefined : decodeRecord<Numbered[Kind]>(ITEM_KINDS[kind].type, bytes);
  }

  /** Takes in a new item under the next id of its kind. */
  add<Kind extends keyof Numbered>(kind: Kind, withId: (id: bigint) => Numbered[Kind]): Uint8Array {
    const id = this.counts.next(kind);
    return this.put(kind, id, withId(id));
  }

  /** Puts an item in the place of what was there, and answers it as it is certified. */
  put<Kind extends keyof Numbered>(kind: Kind, id: bigint, value: Numbered[Kind]): Uint8Array {
    assert(id <= this.counts.of(kind), 'an item is replaced after it was added');
    const bytes = encodeRecord(ITEM_KINDS[kind].type, value);
    this.putBytes({ kind, id }, bytes);
    return bytes;
  }

  /** A version of a record. */
  record(id: bigint, version: number): HeldRecord | undefined {
    const bytes = this.bytes({ kind: 'held_record', id, version });
    return bytes === undefined ? undefined : decodeRecord<HeldRecord>(HeldRecord, bytes);
  }

  /** Puts a version of a record in its place and in the index, and answers it as it is certified. */
  putRecord(record: HeldRecord): Uint8Array {
    const bytes = encodeRecord(HeldRecord, record);
    this.putBytes({ kind: 'held_record', id: record.id, version: record.version }, bytes);
    this.records.put(record);
    return bytes;
  }

  /** Puts the bytes of an item, as they were certified elsewhere. */
  putBytes(name: ItemName, bytes: Uint8Array): void {
    const key = itemKey(name);
    this.#items.set(key, bytes);
    this.#tree.set(key, sha256(bytes));
  }

  /** The head as it is certified; nothing before the first change. */
  headBytes(): Uint8Array | undefined {
    return this.bytes({ kind: 'head' });
  }

  /** Certifies what was changed: writes the head down and answers the root of the subject's tree. */
  seal(): Uint8Array {
    const { counts, key } = this;
    counts.store();
    const head: SubjectHead = {
      subject: key.subject,
      bucket: key.bucket,
      ledger_size: BigInt(this.ledger.size),
      ledger_root: this.ledger.root(),
      ...itemCounts(counts),
      imported_at_ns: counts.importMark,
    };
    this.putBytes({ kind: 'head' }, encodeRecord(SubjectHead, head));
    this.#isChanged = false;
    return this.#tree.rootHash();
  }

  /** The subject's tree with what is named of it, or the proof that it is not there. */
  witness(names: readonly ItemName[]): HashTree {
    return this.#tree.witness(names.map(itemKey));
  }

  /** The name of the newest form of a numbered item. */
  newest(kind: ItemKindName, id: bigint): ItemName {
    if (kind !== 'held_record') return { kind, id };
    const version = this.records.versionOf(id);
    assert(version !== undefined, 'every record is in the index');
    return { kind, id, version };
  }

  #part<Part>(name: keyof typeof ROWS, make: (table: Table) => Part): Part {
    const known = this.#parts.get(name) as Part | undefined;
    if (known !== undefined) return known;
    const part = make(new DossierPart(this.#place, ROWS[name]));
    this.#parts.set(name, part);
    return part;
  }
}

function itemCounts(counts: DossierCounts): Pick<SubjectHead, ItemKindOf<ItemKindName>['count']> {
  const numbers = ITEM_KIND_NAMES.map((kind) => [ITEM_KINDS[kind].count, counts.of(kind)]);
  return Object.fromEntries(numbers) as Pick<SubjectHead, ItemKindOf<ItemKindName>['count']>;
}
