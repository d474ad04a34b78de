import { equalBytes } from '@indus/kit/bytes';
import { MerkleLog } from '@indus/kit/merkle-log';
import { sha256 } from '@indus/kit/sha256';
import { MemoryTable } from '@indus/kit/table';
import { caseOf } from '@indus/kit/variant';
import type { ExportRow } from './export-part.ts';
import { readExported, readExportedItem } from './exported-item.ts';
import type { HeldRecord, RecordBody } from './held-record.ts';
import { ITEM_KIND_NAMES, ITEM_KINDS } from './item-kinds.ts';
import type { ItemKindName } from './item-name.ts';
import { LedgerEntry, LedgerLeaf } from './ledger-entry.ts';
import { IMPORT_ROWS_MAX } from './limits.ts';
import type { ItemKind } from './reading-requests.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import { SubjectHead } from './subject-head.ts';
import type { Visit } from './visit.ts';

/** An export that fits together: what a dossier is restored from. */
export interface CheckedExport {
  readonly head: Uint8Array;
  /** In the order of their ids and versions, by kind. */
  readonly items: { readonly [Kind in ItemKindName]: Uint8Array[] };
  readonly records: HeldRecord[];
  readonly bodies: RecordBody[];
  readonly leaves: {
    readonly bytes: Uint8Array;
    readonly leaf: LedgerLeaf;
    readonly revealed: [] | [Uint8Array];
  }[];
}

/**
 * Holds an export against itself and its head: nothing is missing, changed, added or somebody else's. Who has issued it, it
 * cannot show here: that is why everything in it stays marked as imported.
 * Errors: Invalid; TooMany.
 */
export function checkExport(visit: Visit, rows: readonly ExportRow[]): CheckedExport {
  if (rows.length > IMPORT_ROWS_MAX) refuse({ TooMany: { what: 'rows', limit: BigInt(IMPORT_ROWS_MAX) } });
  const [first, ...rest] = rows;
  if (first === undefined || !('head' in first)) return refuseRow('expected the head in the first row');
  const head = readExported<SubjectHead>(SubjectHead, first.head);
  if (head.subject.compareTo(visit.dossier.key.subject) !== 'eq')
    refuseRow('expected the head of the caller');
  const checked: CheckedExport = {
    head: first.head,
    items: Object.fromEntries(ITEM_KIND_NAMES.map((kind) => [kind, []])) as unknown as CheckedExport['items'],
    records: [],
    bodies: [],
    leaves: [],
  };
  for (const row of rest) {
    if ('head' in row) refuseRow('expected one head');
    else if ('item' in row) takeItem(visit, checked, row.item);
    else if ('body' in row) checked.bodies.push(row.body);
    else takeLeaf(visit, checked, row.leaf);
  }
  checkCounts(checked, head);
  checkBodies(checked);
  checkLedger(checked, head);
  return checked;
}

function takeItem(
  { env, dossier }: Visit,
  { items, records }: CheckedExport,
  item: {
    readonly kind: ItemKind;
    readonly id: bigint;
    readonly version: number;
    readonly bytes: Uint8Array;
  },
): void {
  const kind = caseOf(item.kind);
  const claim = { subject: dossier.key.subject, id: item.id, nowNs: env.nowNs };
  if (kind !== 'held_record') {
    const next = BigInt(items[kind].length + 1);
    if (item.id !== next || item.version !== 0) refuseRow(`expected ${kind} ${next}, got ${item.id}`);
    readExportedItem(kind, item.bytes, claim);
  } else {
    const last = records.at(-1);
    const isNext = item.id === (last?.id ?? 0n) + 1n && item.version === 1;
    const isLater = item.id === last?.id && item.version === last.version + 1;
    if (!isNext && !isLater)
      refuseRow(`expected records and versions in order, got ${item.id}.${item.version}`);
    const record = readExportedItem(kind, item.bytes, claim);
    if (record.version !== item.version) refuseRow(`expected version ${item.version} of record ${item.id}`);
    records.push(record);
  }
  items[kind].push(item.bytes);
}

function takeLeaf(
  { env, dossier }: Visit,
  { leaves }: CheckedExport,
  row: { readonly sequence: bigint; readonly bytes: Uint8Array; readonly revealed: [] | [Uint8Array] },
): void {
  const next = BigInt(leaves.length);
  const leaf = readExported<LedgerLeaf>(LedgerLeaf, row.bytes);
  const { sequence, at_ns } = 'open' in leaf ? leaf.open : leaf.sealed;
  if (row.sequence !== next || sequence !== next) refuseRow(`expected leaf ${next}, got ${sequence}`);
  if (at_ns >= env.nowNs) refuseRow(`expected leaf ${next} from before now`);
  const [revealed] = row.revealed;
  const entry = revealed && readExported<LedgerEntry>(LedgerEntry, revealed);
  const isOpened =
    revealed === undefined || ('sealed' in leaf && equalBytes(sha256(revealed), leaf.sealed.commitment));
  if (!isOpened) refuseRow(`expected what leaf ${next} has committed to`);
  for (const known of ['open' in leaf ? leaf.open : entry]) {
    if (known && known.subject.compareTo(dossier.key.subject) !== 'eq')
      refuseRow(`expected leaf ${next} of the caller`);
  }
  leaves.push({ bytes: row.bytes, leaf, revealed: row.revealed });
}

function checkCounts({ items, records }: CheckedExport, head: SubjectHead): void {
  for (const kind of ITEM_KIND_NAMES) {
    const count = kind === 'held_record' ? (records.at(-1)?.id ?? 0n) : BigInt(items[kind].length);
    const expected = head[ITEM_KINDS[kind].count];
    if (count !== expected) refuseRow(`expected ${String(expected)} of the kind ${kind}, got ${count}`);
  }
}

/** Every version that was not erased has its body, which opens its commitment; nothing else has one. */
function checkBodies({ records, bodies }: CheckedExport): void {
  const wanted = new Map(
    records.filter(({ state }) => !('erased' in state)).map((record) => [nameOf(record), record]),
  );
  for (const body of bodies) {
    const name = nameOf(body);
    const record = wanted.get(name);
    if (record === undefined) return refuseRow(`expected no body ${name}`);
    const opens = equalBytes(sha256(body.salt, body.body), record.commitment);
    if (!opens || record.size_bytes !== body.body.length) refuseRow(`expected the body of record ${name}`);
    wanted.delete(name);
  }
  for (const name of wanted.keys()) refuseRow(`expected the body of record ${name}`);
}

/** Errors: Invalid for a history that is shorter, longer or another than the head says. */
function checkLedger({ leaves }: CheckedExport, head: SubjectHead): void {
  const log = new MerkleLog(new MemoryTable());
  for (const { bytes } of leaves) log.append(bytes);
  const isWhole = BigInt(leaves.length) === head.ledger_size && equalBytes(log.root(), head.ledger_root);
  if (!isWhole) refuseRow(`expected the ${head.ledger_size} leaves of the ledger that the head tells of`);
}

function nameOf({ id, version }: { readonly id: bigint; readonly version: number }): string {
  return `${id}.${version}`;
}

function refuseRow(message: string): never {
  return refuseInvalid('part.rows', message);
}
