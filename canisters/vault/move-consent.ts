import type { Principal } from '@dfinity/principal';
import { caseOf } from '@indus/kit/variant';
import type { Consent, ConsentStatus } from './consent.ts';
import { CONSENT_CHANGES_MAX } from './limits.ts';
import { refuse } from './refuse.ts';
import type { Visit } from './visit.ts';

/** Where a consent stands, by name. */
export type ConsentStatusName = ReturnType<typeof caseOf<ConsentStatus>>;

/** What may become of a consent. */
export const CONSENT_TRANSITIONS: Readonly<Record<ConsentStatusName, readonly ConsentStatusName[]>> = {
  pending: ['active', 'rejected'],
  active: ['paused', 'revoked', 'expired'],
  paused: ['active', 'revoked', 'expired'],
  revoked: [],
  expired: [],
  rejected: [],
};

/** Who moves a consent, and by which grant. */
export interface ConsentMover {
  readonly by: Principal;
  readonly grant: [] | [bigint];
}

/** Where a consent stands at a time: one that has run out is expired at once, whether or not the record says so yet. */
export function consentStatusAt({ status, terms }: Consent, nowNs: bigint): ConsentStatus {
  const mayExpire = CONSENT_TRANSITIONS[caseOf(status)].includes('expired');
  return mayExpire && nowNs >= terms.consent_expiry_ns ? { expired: null } : status;
}

/**
 * A consent of the subject.
 * Errors: ConsentNotFound.
 */
export function findConsent({ dossier }: Visit, id: bigint): Consent {
  return dossier.item('consent', id) ?? refuse({ ConsentNotFound: { consent: id } });
}

/**
 * Refuses what cannot become of a consent.
 * Errors: IllegalTransition; TooMany when it was paused and resumed too often.
 */
export function checkTransition(consent: Consent, to: ConsentStatus, nowNs: bigint): void {
  const from = consentStatusAt(consent, nowNs);
  if (!CONSENT_TRANSITIONS[caseOf(from)].includes(caseOf(to))) {
    refuse({ IllegalTransition: { consent: consent.id, from, to } });
  }
  const isEnd = CONSENT_TRANSITIONS[caseOf(to)].length === 0;
  if (!isEnd && consent.history.length >= CONSENT_CHANGES_MAX) {
    refuse({ TooMany: { what: 'changes of the consent', limit: BigInt(CONSENT_CHANGES_MAX) } });
  }
}

/** The consent with one more step in its history. Context: after {@link checkTransition}. */
export function movedConsent(
  consent: Consent,
  status: ConsentStatus,
  { by, grant }: ConsentMover,
  nowNs: bigint,
): Consent {
  return { ...consent, status, history: [...consent.history, { status, at_ns: nowNs, by, grant }] };
}
