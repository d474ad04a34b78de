import type { Env } from '@indus/kit/env';
import { caseOf } from '@indus/kit/variant';
import type { CertifiedItems } from './answers.ts';
import { checkLimit } from './check-text.ts';
import type { ItemName } from './item-name.ts';
import { PAGE_ITEMS_MAX } from './limits.ts';
import { openOwnDossier } from './open-dossier.ts';
import { cursorAt, positionOf } from './page-cursor.ts';
import type { ItemPageRequest } from './reading-requests.ts';
import type { Vault } from './storage.ts';

/**
 * The subject's items of one kind, newest first, each in its newest form. Ids are dense, so with the head it shows that
 * nothing is left out.
 * Errors: NotSubject, WrongShard, BucketMoving; Invalid for the limit; InvalidCursor.
 */
export function listItems(vault: Vault, env: Env, request: ItemPageRequest): CertifiedItems {
  const visit = openOwnDossier(vault, env, request.subject);
  const { dossier } = visit;
  checkLimit(request.limit, PAGE_ITEMS_MAX);
  const kind = caseOf(request.kind);
  const method = `list_items ${kind}`;
  const names: ItemName[] = [];
  let id = positionOf(visit, method, request, dossier.counts.of(kind));
  for (; id >= 1n && names.length < request.limit; id -= 1n) names.push(dossier.newest(kind, id));
  const shown: ItemName[] = [{ kind: 'head' }, ...names];
  const head = dossier.headBytes();
  return {
    head: head === undefined ? [] : [head],
    items: names.map((name) => dossier.bytes(name) as Uint8Array),
    next: id >= 1n ? [cursorAt(visit, method, id)] : [],
    proof: vault.proof(env, { subjects: vault.subjectTree(dossier, shown) }),
  };
}
