import type { Env } from '@indus/kit/env';
import { HASH_SIZE_BYTES } from '@indus/kit/sha256';
import { actForSubject } from './act-for-subject.ts';
import { answerOnce } from './answer-once.ts';
import type { Written } from './answers.ts';
import { checkRoom } from './check-room.ts';
import { checkTerms } from './check-terms.ts';
import { checkSize } from './check-text.ts';
import { scheduleExpiry } from './expire-consent.ts';
import { openDossier } from './open-dossier.ts';
import { consentShare } from './party-index.ts';
import { recordConsent } from './record-consent.ts';
import type { Vault } from './storage.ts';
import { ConsentOffer } from './subject-requests.ts';

/**
 * The subject, or a delegate, consents to what nobody has asked for: active at once.
 * Errors: WrongShard, BucketMoving; as actForSubject and checkTerms; Invalid; IdempotencyConflict; TooMany.
 */
export function offerConsent(vault: Vault, env: Env, request: ConsentOffer): Written {
  const { terms } = request;
  const visit = openDossier(vault, env, terms.customer);
  const { dossier } = visit;
  const standing = actForSubject(visit, 'consent', terms.record_classes);
  const once = {
    caller: env.caller,
    key: request.idempotency_key,
    method: 'offer_consent',
    type: ConsentOffer,
    request,
  };
  const written = answerOnce(dossier, once, () => {
    checkTerms(visit, terms);
    checkSize('shown_sha256', request.shown_sha256, HASH_SIZE_BYTES, HASH_SIZE_BYTES);
    checkRoom(dossier, 'consent');
    const status = { active: null };
    const consent = {
      subject: terms.customer,
      id: dossier.counts.next('consent'),
      terms,
      language: [request.language] as [ConsentOffer['language']],
      shown_sha256: [request.shown_sha256] as [Uint8Array],
      status,
      requested_by: env.caller,
      history: [{ status, at_ns: env.nowNs, by: env.caller, grant: standing.grant }],
      reads: 0n,
      last_read_at_ns: [] as [],
    };
    scheduleExpiry(visit, consent);
    vault.parties.add(consentShare(consent));
    return recordConsent(visit, consent, standing);
  });
  vault.commit(env);
  return written;
}
