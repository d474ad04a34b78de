import type { Principal } from '@dfinity/principal';
import type { ExportPart, Record as HeldRecord, RecordBody } from '../generated/vault.ts';
import { CallFailed } from '../call-failed.ts';
import { equalBytes } from '../verify/bytes.ts';
import { blob, verifyAnswer } from '../verify/verified-answer.ts';
import { encodeExportParts } from './export-parts.ts';
import { listItems } from './list-items.ts';
import { listLedger } from './list-ledger.ts';
import { listVersions } from './list-versions.ts';
import { openBody } from './read-bodies.ts';
import { verifyHead } from './read-head.ts';
import type { ItemKindName } from './subject-path.ts';
import { askVault, type Vault } from './vault.ts';

/** One thing of an export. */
export type ExportRow = ExportPart['rows'][number];

/** Kinds of item that have one form, in the order of an export. */
const KINDS: readonly Exclude<ItemKindName, 'held_record'>[] = [
  'consent',
  'ticket',
  'grant',
  'decision',
  'notice',
  'break_glass_use',
];

/** How often an export is begun anew when something happens meanwhile. */
const ATTEMPTS_MAX = 3;

/**
 * Everything that the vault holds on the caller, every row proven, in parts for import_export (docs/vault-export.md).
 * Errors: VaultRefused, CallFailed, ProofInvalid; CallFailed `unexpected` when nothing is held, or the dossier does not
 * stand still.
 */
export async function exportDossier(vault: Vault, subject: Principal): Promise<Uint8Array[]> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const before = await readHeadBytes(vault, subject);
    const rows: ExportRow[] = [{ head: before }];
    for (const kind of KINDS) rows.push(...(await itemRows(vault, subject, kind)));
    rows.push(...(await recordRows(vault, subject)), ...(await ledgerRows(vault, subject)));
    const after = await readHeadBytes(vault, subject);
    if (equalBytes(before, after)) return encodeExportParts(rows);
  }
  throw new CallFailed('unexpected', `expected a dossier that stands still, tried ${ATTEMPTS_MAX} times`);
}

async function readHeadBytes(vault: Vault, subject: Principal): Promise<Uint8Array> {
  const { answer, shard } = await askVault(vault, subject, {
    method: 'read_head',
    at: ({ service }) => service.read_head(subject),
  });
  const [found] = answer.found;
  if (!found) throw new CallFailed('unexpected', 'expected a dossier, got none');
  verifyHead(vault, subject, await verifyAnswer(shard, answer.proof), blob(found));
  return blob(found);
}

async function itemRows(
  vault: Vault,
  subject: Principal,
  kind: Exclude<ItemKindName, 'held_record'>,
): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for (let after: Uint8Array | undefined, isLast = false; !isLast;) {
    const page = await listItems(vault, { subject, kind, ...(after && { after }) });
    for (const { value, bytes } of page.items) {
      rows.unshift({ item: { kind: { [kind]: null } as never, id: value.id, version: 0, bytes } });
    }
    after = page.next;
    isLast = after === undefined;
  }
  return rows;
}

async function recordRows(vault: Vault, subject: Principal): Promise<ExportRow[]> {
  const newest: HeldRecord[] = [];
  for (let after: Uint8Array | undefined, isLast = false; !isLast;) {
    const page = await listItems(vault, { subject, kind: 'held_record', ...(after && { after }) });
    for (const { value } of page.items) newest.unshift(value);
    after = page.next;
    isLast = after === undefined;
  }
  const rows: ExportRow[] = [];
  for (const record of newest) {
    for (const { value, bytes } of await listVersions(vault, subject, record)) {
      rows.push({ item: { kind: { held_record: null }, id: value.id, version: value.version, bytes } });
      if (!('erased' in value.state)) rows.push({ body: await readBody(vault, subject, value) });
    }
  }
  return rows;
}

/** The body with its salt: together they open the commitment. */
async function readBody(vault: Vault, subject: Principal, record: HeldRecord): Promise<RecordBody> {
  const names = [{ id: record.id, version: record.version }];
  const { answer } = await askVault(vault, subject, {
    method: 'read_bodies',
    at: ({ service }) => service.read_bodies({ subject, names }),
  });
  const [given] = answer;
  openBody(record, given);
  return given as RecordBody;
}

async function ledgerRows(vault: Vault, subject: Principal): Promise<ExportRow[]> {
  const rows: ExportRow[] = [];
  for (let from = 0n, isLast = false; !isLast;) {
    const { leaves, revealed, head } = await listLedger(vault, subject, from);
    for (const [at, bytes] of leaves.entries()) {
      const sequence = from + BigInt(at);
      const entry = revealed.get(sequence);
      rows.push({ leaf: { sequence, bytes, revealed: entry ? [entry] : [] } });
    }
    from += BigInt(leaves.length);
    isLast = from >= head.size;
  }
  return rows;
}
