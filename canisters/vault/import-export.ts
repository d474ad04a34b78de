import { Principal } from '@dfinity/principal';
import { MessageRefused, readMessage } from '@indus/kit/admit-message';
import { equalBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import type { Job } from '@indus/kit/jobs';
import { sha256 } from '@indus/kit/sha256';
import { checkSize } from './check-text.ts';
import { daysNs } from './duration.ts';
import { checkExport } from './check-export.ts';
import { ExportPart } from './export-part.ts';
import type { Imported } from './export-part.ts';
import { IMPORT_PART_SIZE_BYTES_MAX, IMPORT_SIZE_BYTES_MAX } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { recordAct } from './record-act.ts';
import { refuse, refuseInvalid } from './refuse.ts';
import { restoreDossier } from './restore-dossier.ts';
import type { Vault } from './storage.ts';

/** The kind of the job that forgets an import which nobody has finished. */
export const IMPORT_LAPSE = 'import_lapse';

/** Units: days that an import may take. */
const IMPORT_DAYS = 1;

/** A part of an export as it is sent. */
export interface ImportRequest {
  readonly part: Uint8Array;
  readonly last: boolean;
}

/**
 * Brings back what the subject has exported elsewhere, where nothing is held on her yet. Parts wait until the last one has
 * come; then everything is held against itself and taken in at once, or nothing is. Part 0 begins anew.
 * Errors: AnonymousCaller; WrongShard, BucketMoving; DossierNotEmpty; Invalid; TooMany; as checkExport.
 */
export function importExport(vault: Vault, env: Env, { part, last }: ImportRequest): Imported {
  const subject = vault.access.requireSigned(env);
  const visit = openDossier(vault, env, subject);
  if (visit.dossier.exists) refuse({ DossierNotEmpty: null });
  checkSize('part', part, 1, IMPORT_PART_SIZE_BYTES_MAX);
  const read = readPart(part);
  const staged = read.number === 0 ? { parts: 0, sizeBytes: 0 } : vault.imports.of(subject);
  const isRepeated =
    read.number > 0 &&
    read.number === staged.parts - 1 &&
    equalBytes(vault.imports.part(subject, read.number), part);
  if (!isRepeated && read.number !== staged.parts) {
    refuseInvalid('part.number', `expected part ${staged.parts}, got ${read.number}`, staged.parts);
  }
  if (!isRepeated && staged.sizeBytes + part.length > IMPORT_SIZE_BYTES_MAX) {
    refuse({ TooMany: { what: 'bytes of the export', limit: BigInt(IMPORT_SIZE_BYTES_MAX) } });
  }
  const [from, parts] = isRepeated ? [read.number, staged.parts - 1] : [read.number, staged.parts];
  if (!last) {
    if (!isRepeated) stage(vault, env, { subject, isFirst: from === 0, part });
    return { records: 0n };
  }
  const before = Array.from({ length: parts }, (_, at) => readPart(vault.imports.part(subject, at)));
  const restored = checkExport(
    visit,
    [...before, read].flatMap(({ rows }) => rows),
  );
  vault.imports.clear(subject);
  restoreDossier(visit, restored);
  recordAct(visit, {
    act: { import_export: null },
    organisation: [],
    role: [],
    on_behalf_of: [],
    basis: { subject: null },
    purpose: [],
    record_classes: [],
    result_sha256: sha256(restored.head),
    delete_by_ns: [],
    outcome: { granted: null },
  });
  vault.commit(env);
  return { records: visit.dossier.counts.of('held_record') };
}

/** Forgets an import that was not finished in time. Context: a job. */
export function lapseImport(vault: Vault, job: Pick<Job, 'key'>): void {
  vault.imports.clear(Principal.fromUint8Array(job.key));
}

function stage(
  vault: Vault,
  env: Env,
  {
    subject,
    isFirst,
    part,
  }: { readonly subject: Principal; readonly isFirst: boolean; readonly part: Uint8Array },
): void {
  if (isFirst) vault.imports.clear(subject);
  vault.imports.add(subject, part);
  const dueNs = env.nowNs + daysNs(IMPORT_DAYS);
  const key = subject.toUint8Array();
  vault.jobs.schedule({ kind: IMPORT_LAPSE, key, payload: new Uint8Array(0), dueNs });
}

/** Errors: Invalid for what is no part of an export. */
function readPart(bytes: Uint8Array): ExportPart {
  try {
    const bounds = { types: [ExportPart], sizeBytesMax: IMPORT_PART_SIZE_BYTES_MAX };
    return readMessage(Uint8Array.from(bytes), bounds)[0] as ExportPart;
  } catch (error) {
    if (error instanceof MessageRefused) return refuseInvalid('part', error.message);
    throw error;
  }
}
