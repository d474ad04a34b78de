import { findLiveRecord } from './amend-record.ts';
import { checkList } from './check-text.ts';
import type { Dossier } from './dossier.ts';
import type { HeldRecord } from './held-record.ts';
import { TICKET_RECORDS_MAX } from './limits.ts';
import { refuse } from './refuse.ts';

/**
 * The records that a right stands on, each in the version that stands: all of one issuer.
 * Errors: Invalid; RecordNotFound; RecordErased; NotIssuer.
 */
export function findRecordsOf(dossier: Dossier, ids: readonly bigint[], issuer: bigint): HeldRecord[] {
  // Candid decodes these as an array of its own kind.
  const list = Array.from(ids);
  checkList('right', list.map(String), 1, TICKET_RECORDS_MAX);
  return list.map((id) => findRecordOf(dossier, id, issuer));
}

/** Errors: RecordNotFound; RecordErased; NotIssuer. */
export function findRecordOf(dossier: Dossier, id: bigint, issuer: bigint): HeldRecord {
  const record = findLiveRecord(dossier, id);
  if (record.issuer !== issuer) refuse({ NotIssuer: { class: record.class, organisation: issuer } });
  return record;
}
