import type { Env } from '@indus/kit/env';
import { requireActor } from './actor.ts';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkBody, checkIssuer } from './check-body.ts';
import { giveNotice } from './give-notice.ts';
import type { HeldRecord } from './held-record.ts';
import { ITEMS_MAX, SALT_SIZE_BYTES } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { recordWrite } from './record-write.ts';
import { refuse } from './refuse.ts';
import { IssueRequest } from './ministry-requests.ts';
import { checkKeyEpoch } from './sealed-body.ts';
import type { Vault } from './storage.ts';

/**
 * Puts a new record into a subject's dossier.
 * Errors: WrongShard, BucketMoving; as requireActor for an officer; UnknownRecordClass, NotIssuer; Invalid,
 * SealedClassNeedsCiphertext, SealedUnderOldKey; IdempotencyConflict; TooMany.
 */
export function issueRecord(vault: Vault, env: Env, request: IssueRequest): Written {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  const actor = requireActor(visit, request.organisation, ['officer']);
  const recordClass = checkIssuer(vault, request.class, request.organisation);
  checkBody(recordClass, request);
  if (dossier.counts.of('held_record') >= ITEMS_MAX)
    refuse({ TooMany: { what: 'records', limit: ITEMS_MAX } });
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'issue_record',
    type: IssueRequest,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    checkKeyEpoch(dossier, recordClass, request.body);
    const id = dossier.counts.next('held_record');
    const body = { salt: vault.random.bytes(SALT_SIZE_BYTES), body: request.body };
    const record: HeldRecord = {
      subject: request.subject,
      id,
      version: 1,
      class: request.class,
      detail: request.detail,
      issuer: request.organisation,
      issued_by: env.caller,
      issued_at_ns: env.nowNs,
      from_ns: request.from_ns,
      to_ns: request.to_ns,
      media_type: request.media_type,
      sealed: recordClass.sealed,
      size_bytes: request.body.length,
      commitment: dossier.bodies.put(id, 1, body),
      reason: [],
      restricted: false,
      state: { live: null },
    };
    const item = dossier.putRecord(record);
    const draft = {
      act: { issue_record: null },
      organisation: [request.organisation] as [bigint],
      role: actor.role,
      on_behalf_of: request.on_behalf_of,
      basis: { statute: { reference: request.class } },
      purpose: [] as [],
      record_classes: [request.class],
    };
    const recorded = recordWrite(visit, draft, item);
    vault.statistics.add('records');
    giveNotice(visit, { record_issued: id });
    return recorded;
  });
  vault.commit(env);
  return written;
}
