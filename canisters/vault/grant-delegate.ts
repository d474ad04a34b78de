import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { caseOf } from '@indus/kit/variant';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkRecordClasses } from './check-purpose.ts';
import { checkRoom } from './check-room.ts';
import { checkList } from './check-text.ts';
import type { DelegateAct, DelegateGrant } from './delegate-grant.ts';
import { checkRoomForGrant, noteGrant } from './delegate-index.ts';
import { GRANT_LIFE_MAX_NS, RECORD_CLASSES_MAX } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { grantShare } from './party-index.ts';
import { recordWrite } from './record-write.ts';
import { refuseInvalid } from './refuse.ts';
import type { Vault } from './storage.ts';
import { GrantDelegate } from './subject-requests.ts';
import type { Visit } from './visit.ts';

/**
 * The subject lets somebody act for her: a power of attorney, for some acts, classes and time.
 * Errors: AnonymousCaller; WrongShard, BucketMoving; Invalid; UnknownRecordClass; IdempotencyConflict; TooMany.
 */
export function grantDelegate(vault: Vault, env: Env, request: GrantDelegate): Written {
  const subject = vault.access.requireSigned(env);
  const visit = openDossier(vault, env, subject);
  const { dossier } = visit;
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'grant_delegate',
    type: GrantDelegate,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    checkDelegate(visit, 'delegate', request.delegate);
    checkActs(request.acts);
    checkList('record_classes', request.record_classes, 0, RECORD_CLASSES_MAX);
    checkRecordClasses(vault, request.record_classes);
    checkLife(request, env.nowNs);
    checkRoom(dossier, 'grant');
    const item = addGrant(visit, {
      delegate: request.delegate,
      kind: { power_of_attorney: null },
      acts: request.acts,
      record_classes: request.record_classes,
      starts_at_ns: request.starts_at_ns,
      expires_at_ns: request.expires_at_ns,
      organisation: [],
    });
    const draft = {
      act: { grant_delegate: null },
      organisation: [] as [],
      role: [] as [],
      on_behalf_of: [] as [],
      basis: { subject: null },
      purpose: [] as [],
      record_classes: request.record_classes,
    };
    return recordWrite(visit, draft, item);
  });
  vault.commit(env);
  return written;
}

/**
 * Refuses whom nobody can have meant: the subject herself, or nobody in particular.
 * Errors: Invalid; TooMany.
 */
export function checkDelegate({ env, dossier }: Visit, field: string, delegate: Principal): void {
  if (delegate.isAnonymous() || delegate.toUint8Array().length === 0) {
    refuseInvalid(field, 'expected the principal of a person');
  }
  if (delegate.compareTo(dossier.key.subject) === 'eq') {
    refuseInvalid(field, 'expected somebody else than the subject');
  }
  checkRoomForGrant(dossier, delegate, env.nowNs);
}

/** Errors: Invalid. */
export function checkActs(acts: readonly DelegateAct[]): void {
  checkList('acts', acts.map(caseOf), 1, 4);
}

/** Puts a new grant into the dossier, as the caller's. Context: after every check. */
export function addGrant(
  { vault, env, dossier }: Visit,
  terms: Omit<DelegateGrant, 'subject' | 'id' | 'granted_by' | 'granted_at_ns' | 'revoked_at_ns'>,
): Uint8Array {
  const grant = {
    ...terms,
    subject: dossier.key.subject,
    id: dossier.counts.next('grant'),
    granted_by: env.caller,
    granted_at_ns: env.nowNs,
    revoked_at_ns: [] as [],
  };
  const item = dossier.put('grant', grant.id, grant);
  noteGrant(dossier, grant, env.nowNs);
  vault.parties.add(grantShare(grant));
  return item;
}

function checkLife({ starts_at_ns, expires_at_ns }: GrantDelegate, nowNs: bigint): void {
  if (starts_at_ns >= expires_at_ns) refuseInvalid('starts_at_ns', 'expected a start before the expiry');
  if (expires_at_ns <= nowNs) {
    refuseInvalid('expires_at_ns', 'expected an expiry that is yet to come', nowNs);
  }
  if (expires_at_ns - nowNs > GRANT_LIFE_MAX_NS) {
    refuseInvalid(
      'expires_at_ns',
      `expected an expiry up to ${GRANT_LIFE_MAX_NS} ns from now`,
      nowNs + GRANT_LIFE_MAX_NS,
    );
  }
}
