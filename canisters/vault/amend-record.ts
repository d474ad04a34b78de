import type { Env } from '@indus/kit/env';
import { requireActor } from './actor.ts';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkBody, checkIssuer } from './check-body.ts';
import { checkText } from './check-text.ts';
import type { Dossier } from './dossier.ts';
import { giveNotice } from './give-notice.ts';
import type { HeldRecord } from './held-record.ts';
import { REASON_CHARACTERS_MAX, SALT_SIZE_BYTES } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { recordWrite } from './record-write.ts';
import { refuse } from './refuse.ts';
import { AmendRequest } from './ministry-requests.ts';
import { checkKeyEpoch } from './sealed-body.ts';
import type { Vault } from './storage.ts';

/**
 * Puts a new version of a record in the place of the one that stands; that one stays readable as history.
 * Errors: as issueRecord; RecordNotFound; RecordErased; NotIssuer when another organisation issued it.
 */
export function amendRecord(vault: Vault, env: Env, request: AmendRequest): Written {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  const actor = requireActor(visit, request.organisation, ['officer']);
  checkText('reason', request.reason, 1, REASON_CHARACTERS_MAX);
  const before = findLiveRecord(dossier, request.record_id);
  if (before.issuer !== request.organisation) {
    refuse({ NotIssuer: { class: before.class, organisation: request.organisation } });
  }
  const recordClass = checkIssuer(vault, before.class, request.organisation);
  checkBody(recordClass, request);
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'amend_record',
    type: AmendRequest,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    checkKeyEpoch(dossier, recordClass, request.body);
    const version = before.version + 1;
    const body = { salt: vault.random.bytes(SALT_SIZE_BYTES), body: request.body };
    dossier.putRecord({ ...before, state: { amended: { by_version: version } } });
    const after: HeldRecord = {
      ...before,
      version,
      issued_by: env.caller,
      issued_at_ns: env.nowNs,
      from_ns: request.from_ns,
      to_ns: request.to_ns,
      media_type: request.media_type,
      size_bytes: request.body.length,
      commitment: dossier.bodies.put(before.id, version, body),
      reason: [request.reason],
      state: { live: null },
    };
    const item = dossier.putRecord(after);
    const draft = {
      act: { amend_record: null },
      organisation: [request.organisation] as [bigint],
      role: actor.role,
      on_behalf_of: request.on_behalf_of,
      basis: { statute: { reference: before.class } },
      purpose: [] as [],
      record_classes: [before.class],
    };
    const recorded = recordWrite(visit, draft, item);
    giveNotice(visit, { record_amended: before.id });
    return recorded;
  });
  vault.commit(env);
  return written;
}

/** The version of a record that stands. Errors: RecordNotFound; RecordErased. */
export function findLiveRecord(dossier: Dossier, id: bigint): HeldRecord {
  const row = dossier.records.get(id);
  const record = row === undefined ? undefined : dossier.record(id, row.version);
  if (record === undefined) refuse({ RecordNotFound: { record_id: id } });
  if ('erased' in record.state) refuse({ RecordErased: { record_id: id } });
  return record;
}
