import type { Env } from '@indus/kit/env';
import { HASH_SIZE_BYTES } from '@indus/kit/sha256';
import { actForSubject } from './act-for-subject.ts';
import type { Written } from './answers.ts';
import { checkTerms } from './check-terms.ts';
import { checkSize } from './check-text.ts';
import { scheduleExpiry } from './expire-consent.ts';
import { checkTransition, findConsent, movedConsent } from './move-consent.ts';
import { openDossier } from './open-dossier.ts';
import { recordConsent } from './record-consent.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { ConsentGrant } from './subject-requests.ts';

/**
 * The subject, or a delegate, agrees to what was asked for, in the language in which it was shown.
 * Errors: WrongShard, BucketMoving; as actForSubject; ConsentNotFound; IllegalTransition unless it is pending; ConsentExpired;
 * Invalid; as checkTerms for terms that the registry no longer allows.
 */
export function grantConsent(vault: Vault, env: Env, request: ConsentGrant): Written {
  const visit = openDossier(vault, env, request.subject);
  const active = { active: null };
  // Who has no grant at all learns nothing of the consents; the classes of one are checked when it is known.
  actForSubject(visit, 'consent', []);
  const consent = findConsent(visit, request.consent);
  const { id, terms } = consent;
  const standing = actForSubject(visit, 'consent', terms.record_classes);
  // A paused consent is resumed by change_consent; nothing is shown again for that.
  if (!('pending' in consent.status)) {
    refuse({ IllegalTransition: { consent: id, from: consent.status, to: active } });
  }
  checkTransition(consent, active, env.nowNs);
  const expired_at_ns = terms.consent_expiry_ns;
  if (env.nowNs >= expired_at_ns) refuse({ ConsentExpired: { consent: id, expired_at_ns } });
  checkSize('shown_sha256', request.shown_sha256, HASH_SIZE_BYTES, HASH_SIZE_BYTES);
  checkTerms(visit, terms);
  const granted = {
    ...movedConsent(consent, active, { by: env.caller, grant: standing.grant }, env.nowNs),
    language: [request.language] as [ConsentGrant['language']],
    shown_sha256: [request.shown_sha256] as [Uint8Array],
  };
  const written = recordConsent(visit, granted, standing);
  scheduleExpiry(visit, granted);
  vault.commit(env);
  return written;
}
