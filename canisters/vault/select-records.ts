import { caseOf } from '@indus/kit/variant';
import type { ReadDecision } from './decide-read.ts';
import type { Dossier } from './dossier.ts';
import { SCAN_RECORDS_MAX } from './limits.ts';
import type { RecordRow } from './record-index.ts';
import type { ReadRequest } from './reading-requests.ts';

/** Which records a read answers, and from which id the next page goes on, if there may be more. */
export interface Selection {
  readonly names: readonly { readonly id: bigint; readonly version: number }[];
  readonly nextId: bigint | undefined;
}

/** The newest records that a read may see, from an id downwards; a bounded number is looked at. */
export function selectRecords(
  dossier: Dossier,
  request: ReadRequest,
  decision: Pick<ReadDecision, 'provider' | 'seesRestricted'>,
  startId: bigint,
): Selection {
  const details = request.details.map(caseOf);
  const isWanted = (row: RecordRow): boolean =>
    !row.isErased &&
    (decision.seesRestricted || !row.isRestricted) &&
    request.record_classes.includes(row.class) &&
    details.includes(row.detail) &&
    row.fromNs >= request.from_ns &&
    row.toNs <= request.to_ns &&
    (decision.provider === undefined || row.issuer === decision.provider);
  const names: { id: bigint; version: number }[] = [];
  let id = startId;
  for (
    let seen = 0;
    id >= 1n && names.length < request.limit && seen < SCAN_RECORDS_MAX;
    seen += 1, id -= 1n
  ) {
    const row = dossier.records.get(id);
    if (row !== undefined && isWanted(row)) names.push({ id, version: row.version });
  }
  return { names, nextId: id >= 1n ? id : undefined };
}
