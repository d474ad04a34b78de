import { decodeRecord, encodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { amendRecord } from './amend-record.ts';
import { answerTicket } from './answer-ticket.ts';
import { daysNs } from './duration.ts';
import { ExportPart } from './export-part.ts';
import type { ExportRow } from './export-part.ts';
import { HeldRecord } from './held-record.ts';
import { importExport } from './import-export.ts';
import { LedgerLeaf } from './ledger-entry.ts';
import { listItems } from './list-items.ts';
import { listLedger } from './list-ledger.ts';
import { listVersions } from './list-versions.ts';
import { livedScene } from './lived-scene.ts';
import { openTicket } from './open-ticket.ts';
import { readBodies } from './read-bodies.ts';
import { readHead } from './read-head.ts';
import { readRecords } from './read-records.ts';
import { Statistics } from './statistics.ts';
import { SubjectHead } from './subject-head.ts';
import {
  freshKey,
  issueRequest,
  ORGANISATIONS,
  PEOPLE,
  readRequest,
  refusalOf,
  Scene,
} from './vault-fixture.ts';

const subject = PEOPLE.citizen;
const KINDS = ['consent', 'ticket', 'grant', 'decision', 'notice', 'break_glass_use'] as const;

/** A dossier with everything: versions, an erased record, leaves under seal and revealed ones. */
function full(): Scene {
  const scene = livedScene();
  scene.pass(daysNs(4));
  const { class: _class, detail: _detail, ...request } = issueRequest(scene.nowNs);
  amendRecord(scene.vault, scene.env(PEOPLE.officer), { ...request, record_id: 1n, reason: 'A slip' });
  const claim = { subject, organisation: ORGANISATIONS.interior, right: { erasure: [2n] } };
  openTicket(scene.vault, scene.env(subject), { ...claim, idempotency_key: freshKey() });
  const answer = { subject, ticket: 2n, organisation: ORGANISATIONS.interior, done: true, answer: 'Erased' };
  answerTicket(scene.vault, scene.env(PEOPLE.officer), answer);
  const warrant = { basis: { warrant: { reference: 'FIR 13', seal_days: 90 } } };
  const over = { ...warrant, organisation: [ORGANISATIONS.court] as [bigint] };
  readRecords(scene.vault, scene.env(PEOPLE.judge), readRequest(scene.nowNs, over));
  scene.pass(1n);
  return scene;
}

/** Everything that the subject can see, in the rows of an export: what a client does. */
function exportOf(scene: Scene): ExportRow[] {
  const { vault } = scene;
  const env = () => scene.env(subject);
  const [head] = readHead(vault, env(), subject).found;
  const rows: ExportRow[] = [{ head: head as Uint8Array }];
  const { records, ledger_size } = decodeRecord<SubjectHead>(SubjectHead, head as Uint8Array);
  for (const kind of KINDS) rows.push(...itemsOf(scene, kind));
  for (let id = 1n; id <= records; id += 1n) {
    const page = listVersions(vault, env(), { subject, record_id: id, cursor: [], limit: 50 });
    for (const [at, bytes] of [...page.items].reverse().entries()) {
      rows.push({ item: { kind: { held_record: null }, id, version: at + 1, bytes } });
      if ('erased' in decodeRecord<HeldRecord>(HeldRecord, bytes).state) continue;
      const names = [{ id, version: at + 1 }];
      for (const body of readBodies(vault, env(), { subject, names })) rows.push({ body });
    }
  }
  for (let from = 0n; from < ledger_size; from += 50n) {
    const page = listLedger(vault, env(), { subject, from, limit: 50 });
    for (const [at, bytes] of page.leaves.entries()) {
      const sequence = from + BigInt(at);
      const entry = page.revealed.find((one) => one.sequence === sequence)?.entry;
      rows.push({ leaf: { sequence, bytes, revealed: entry === undefined ? [] : [entry] } });
    }
  }
  return rows;
}

function itemsOf(scene: Scene, kind: (typeof KINDS)[number]): ExportRow[] {
  const bytes: Uint8Array[] = [];
  let cursor: [] | [Uint8Array] = [];
  do {
    const request = { subject, kind: { [kind]: null } as never, cursor, limit: 3 };
    const page = listItems(scene.vault, scene.env(subject), request);
    bytes.unshift(...[...page.items].reverse());
    cursor = page.next as typeof cursor;
  } while (cursor.length > 0);
  return bytes.map((item, at) => ({
    item: { kind: { [kind]: null } as never, id: BigInt(at + 1), version: 0, bytes: item },
  }));
}

function send(scene: Scene, number: number, rows: readonly ExportRow[], last: boolean, caller = subject) {
  const part = encodeRecord(ExportPart, { number, rows });
  return importExport(scene.vault, scene.env(caller), { part, last });
}

function elsewhere(rows: readonly ExportRow[], parts = 3): Scene {
  const scene = new Scene();
  scene.pass(daysNs(5));
  const size = Math.ceil(rows.length / parts);
  for (let part = 0; part < parts; part += 1) {
    send(scene, part, rows.slice(part * size, (part + 1) * size), part === parts - 1);
  }
  return scene;
}

const ROWS = exportOf(full());
const nameOf = (call: () => unknown): string => Object.keys(refusalOf(call) ?? { none: null })[0] as string;

describe('importExport', () => {
  it('brings everything back byte for byte; what is new is the mark, and the entry that tells of it', () => {
    const scene = elsewhere(ROWS);
    const again = exportOf(scene);
    const withoutHead = ([, ...rows]: readonly ExportRow[]) => rows;
    expect(withoutHead(again).slice(0, -1)).toEqual(withoutHead(ROWS));
    const last = again.at(-1);
    const leaf = last && 'leaf' in last ? decodeRecord<LedgerLeaf>(LedgerLeaf, last.leaf.bytes) : undefined;
    expect(leaf).toMatchObject({
      open: { act: { import_export: null }, caller: subject, basis: { subject: null } },
    });
    const headOf = ([row]: readonly ExportRow[]) =>
      decodeRecord<SubjectHead>(SubjectHead, row && 'head' in row ? row.head : new Uint8Array(0));
    const [before, after] = [headOf(ROWS), headOf(again)];
    expect(after).toEqual({
      ...before,
      ledger_size: before.ledger_size + 1n,
      ledger_root: after.ledger_root,
      imported_at_ns: [scene.nowNs],
    });
  });

  it('an export of what was imported imports again', () => {
    const first = elsewhere(ROWS);
    first.pass(1n);
    const once = exportOf(first);
    const second = new Scene();
    second.pass(daysNs(6));
    send(second, 0, once, true);
    expect(exportOf(second).slice(1, -1)).toEqual(once.slice(1));
  });

  it('goes on where it was: consents are read by, claims escalate, delegates act, readers are known', async () => {
    const scene = elsewhere(ROWS);
    const { value } = readRecords(scene.vault, scene.env(PEOPLE.taxOfficer), readRequest(scene.nowNs));
    expect(value.imported_at_ns).toEqual([scene.nowNs]);
    expect(value.records).toHaveLength(1);
    const statistics = () => decodeRecord<Statistics>(Statistics, scene.vault.statistics.bytes());
    expect(statistics()).toMatchObject({
      subjects: 1n,
      records: 2n,
      tickets_open: 1n,
      decisions: 0n,
      appeals: 0n,
      break_glass_uses: 0n,
    });
    expect(scene.vault.work.page(ORGANISATIONS.interior, 10).works).toHaveLength(1);
    expect(scene.vault.work.page(ORGANISATIONS.clinic, 10).works).toHaveLength(0);
    await scene.wait(daysNs(30));
    expect(statistics()).toMatchObject({ tickets_open: 1n, tickets_overdue: 1n, break_glass_unreviewed: 0n });
    await scene.wait(daysNs(70));
    scene.vault.begin();
    expect(scene.vault.dossier(subject).item('consent', 1n)?.status).toEqual({ expired: null });
    const by = { basis: { delegation: 1n }, purpose: [], organisation: [] } as const;
    const read = () =>
      readRecords(scene.vault, scene.env(PEOPLE.other), readRequest(scene.nowNs, by as never));
    expect(nameOf(read)).toBe('none');
  });

  it('what is issued afterwards is newer than the mark', () => {
    const scene = elsewhere(ROWS);
    scene.pass(1n);
    const id = scene.issue();
    expect(id).toBe(3n);
    scene.vault.begin();
    const dossier = scene.vault.dossier(subject);
    const mark = dossier.counts.importedAtNs as bigint;
    expect(dossier.record(1n, 2)?.issued_at_ns).toBeLessThan(mark);
    expect(dossier.record(3n, 1)?.issued_at_ns).toBeGreaterThan(mark);
  });

  it('is refused where anything is held, or for somebody else', () => {
    expect(nameOf(() => send(full(), 0, ROWS, true))).toBe('DossierNotEmpty');
    expect(nameOf(() => send(elsewhere(ROWS), 0, ROWS, true))).toBe('DossierNotEmpty');
    const scene = new Scene();
    scene.pass(daysNs(5));
    expect(nameOf(() => send(scene, 0, ROWS, true, PEOPLE.other))).toBe('Invalid');
  });

  it('takes parts in their order, one of them twice, and begins anew with part 0', () => {
    const scene = new Scene();
    scene.pass(daysNs(5));
    const [head, ...rest] = ROWS as [ExportRow, ...ExportRow[]];
    expect(refusalOf(() => send(scene, 1, rest, false))).toMatchObject({ Invalid: { field: 'part.number' } });
    send(scene, 0, rest, false);
    send(scene, 0, [head], false);
    send(scene, 1, rest.slice(0, 2), false);
    send(scene, 1, rest.slice(0, 2), false);
    expect(nameOf(() => send(scene, 1, rest.slice(0, 3), false))).toBe('Invalid');
    expect(nameOf(() => send(scene, 3, rest, false))).toBe('Invalid');
    expect(send(scene, 2, rest.slice(2), true)).toEqual({ records: 2n });
    expect(scene.vault.imports.of(subject)).toEqual({ parts: 0, sizeBytes: 0 });
  });

  it('forgets what nobody finishes within a day', async () => {
    const scene = new Scene();
    send(scene, 0, ROWS.slice(0, 3), false);
    await scene.wait(daysNs(1) - 1_000_000_000n);
    expect(scene.vault.imports.of(subject).parts).toBe(1);
    await scene.wait(1_000_000_000n);
    expect(scene.vault.imports.of(subject).parts).toBe(0);
  });

  it('refuses what is no part, and changes nothing then', () => {
    const scene = new Scene();
    const raw = (part: Uint8Array) =>
      nameOf(() => importExport(scene.vault, scene.env(subject), { part, last: true }));
    expect([
      raw(new Uint8Array(0)),
      raw(Uint8Array.of(1, 2, 3)),
      raw(encodeRecord(ExportPart, { number: 0, rows: [] })),
    ]).toEqual(['Invalid', 'Invalid', 'Invalid']);
    scene.vault.begin();
    expect(scene.vault.dossier(subject).exists).toBe(false);
  });

  it('refuses an export with a row less, a row twice or a changed byte, wherever it is', () => {
    const scene = new Scene();
    scene.pass(daysNs(5));
    const refused = (rows: readonly ExportRow[]): boolean =>
      nameOf(() => send(scene, 0, rows, true)) === 'Invalid';
    for (const at of ROWS.keys()) {
      const row = ROWS[at] as ExportRow;
      expect(refused(ROWS.filter((_, other) => other !== at))).toBe(true);
      expect(refused([...ROWS.slice(0, at), row, row, ...ROWS.slice(at + 1)])).toBe(true);
      const changed = withFlippedByte(row);
      // Nothing but the head of the shard that gave it vouches for what an item says of itself.
      if (!('item' in row)) expect(refused(ROWS.with(at, changed))).toBe(true);
    }
    scene.vault.begin();
    expect(scene.vault.dossier(subject).exists).toBe(false);
  });

  it('refuses what has yet to happen', () => {
    const scene = new Scene();
    expect(nameOf(() => send(scene, 0, ROWS, true))).toBe('Invalid');
  });
});

function withFlippedByte(row: ExportRow): ExportRow {
  const flip = (bytes: Uint8Array): Uint8Array => bytes.with(bytes.length - 1, (bytes.at(-1) as number) ^ 1);
  if ('head' in row) return { head: flip(row.head) };
  if ('body' in row) return { body: { ...row.body, body: flip(row.body.body) } };
  if ('leaf' in row) return { leaf: { ...row.leaf, bytes: flip(row.leaf.bytes) } };
  return row;
}
