import type { Env } from '@indus/kit/env';
import type { Again, Job } from '@indus/kit/jobs';
import type { Consent } from './consent.ts';
import { giveNotice } from './give-notice.ts';
import { consentStatusAt, movedConsent } from './move-consent.ts';
import type { Vault } from './storage.ts';
import { numberOf, openForJob, subjectJob } from './subject-job.ts';
import type { Visit } from './visit.ts';

/** The kind of the job that notes the end of a consent. */
export const CONSENT_EXPIRY = 'consent_expiry';

/** Sets the time at which a consent that was given ends. Context: the caller commits. */
export function scheduleExpiry({ vault, dossier }: Visit, consent: Pick<Consent, 'id' | 'terms'>): void {
  vault.jobs.schedule(expiryJob(dossier, consent));
}

/** Takes the time back when a consent has ended before. Context: the caller commits. */
export function cancelExpiry({ vault, dossier }: Visit, consent: Pick<Consent, 'id' | 'terms'>): void {
  vault.jobs.cancel(CONSENT_EXPIRY, expiryJob(dossier, consent).key);
}

/**
 * Writes down that a consent has ended, and tells the subject. Reads are refused from the expiry on, whether or not this has run.
 * Context: a job.
 */
export function expireConsent(vault: Vault, env: Env, job: Job): void | Again {
  const visit = openForJob(vault, env, job);
  const consent = visit?.dossier.item('consent', numberOf(job));
  if (visit === undefined || consent === undefined) return undefined;
  const status = consentStatusAt(consent, env.nowNs);
  if (!('expired' in status)) {
    const isOver = 'revoked' in status || 'rejected' in status;
    return isOver ? undefined : { dueNs: consent.terms.consent_expiry_ns };
  }
  if ('expired' in consent.status) return undefined;
  const expired = movedConsent(consent, status, { by: env.caller, grant: [] }, env.nowNs);
  visit.dossier.put('consent', consent.id, expired);
  giveNotice(visit, { consent_expired: consent.id });
  vault.commit(env);
  return undefined;
}

function expiryJob(dossier: Visit['dossier'], { id, terms }: Pick<Consent, 'id' | 'terms'>) {
  return subjectJob({ dossier }, { kind: CONSENT_EXPIRY, number: id, dueNs: terms.consent_expiry_ns });
}
