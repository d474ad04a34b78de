import type { Env } from '@indus/kit/env';
import { actForSubject } from './act-for-subject.ts';
import type { Written } from './answers.ts';
import { cancelExpiry } from './expire-consent.ts';
import { checkTransition, findConsent, movedConsent } from './move-consent.ts';
import { openDossier } from './open-dossier.ts';
import { recordConsent } from './record-consent.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import type { ConsentChange } from './subject-requests.ts';

/**
 * The subject, or a delegate, pauses a consent, resumes it, revokes it for ever, or rejects one that was asked for. The
 * registry is not asked: whoever wants to stop a reader can, at any time.
 * Errors: WrongShard, BucketMoving; as actForSubject; ConsentNotFound; IllegalTransition, also for granting, which shows the
 * terms first; TooMany.
 */
export function changeConsent(vault: Vault, env: Env, request: ConsentChange): Written {
  const visit = openDossier(vault, env, request.subject);
  actForSubject(visit, 'consent', []);
  const consent = findConsent(visit, request.consent);
  const standing = actForSubject(visit, 'consent', consent.terms.record_classes);
  if ('pending' in consent.status && 'active' in request.to) {
    refuse({ IllegalTransition: { consent: consent.id, from: consent.status, to: request.to } });
  }
  checkTransition(consent, request.to, env.nowNs);
  const mover = { by: env.caller, grant: standing.grant };
  const changed = movedConsent(consent, request.to, mover, env.nowNs);
  const written = recordConsent(visit, changed, standing);
  if ('revoked' in changed.status) cancelExpiry(visit, changed);
  vault.commit(env);
  return written;
}
