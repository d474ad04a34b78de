import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import type { CertifiedItems } from './answers.ts';
import { checkLimit } from './check-text.ts';
import type { ItemName } from './item-name.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import { openOwnDossier } from './open-dossier.ts';
import { cursorAt, positionOf } from './page-cursor.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';

/** Which versions of a record to list. */
export interface VersionPageRequest {
  readonly subject: Principal;
  readonly record_id: bigint;
  readonly cursor: [] | [Uint8Array];
  /** 1 to 50; newest first. */
  readonly limit: number;
}

/**
 * All versions of one of the subject's records, newest first: the history behind what list_items shows.
 * Errors: NotSubject, WrongShard, BucketMoving; Invalid for the limit; RecordNotFound; InvalidCursor.
 */
export function listVersions(vault: Vault, env: Env, request: VersionPageRequest): CertifiedItems {
  const visit = openOwnDossier(vault, env, request.subject);
  const { dossier } = visit;
  checkLimit(request.limit, PAGE_ITEMS_MAX);
  const id = request.record_id;
  const newest = dossier.records.get(id)?.version ?? refuse({ RecordNotFound: { record_id: id } });
  const method = `list_versions ${id}`;
  const names: ItemName[] = [];
  let version = Number(positionOf(visit, method, request, BigInt(newest)));
  for (; version >= 1 && names.length < request.limit; version -= 1) {
    names.push({ kind: 'held_record', id, version });
  }
  const head = dossier.headBytes();
  return {
    head: head === undefined ? [] : [head],
    items: names.map((name) => dossier.bytes(name) as Uint8Array),
    next: version >= 1 ? [cursorAt(visit, method, BigInt(version))] : [],
    proof: vault.proof(env, { subjects: vault.subjectTree(dossier, [{ kind: 'head' }, ...names]) }),
  };
}
