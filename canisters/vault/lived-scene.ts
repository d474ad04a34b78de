import { appealDecision } from './appeal-decision.ts';
import { daysNs } from './duration.ts';
import { grantDelegate } from './grant-delegate.ts';
import { issueDecision } from './issue-decision.ts';
import { offerConsent } from './offer-consent.ts';
import { openTicket } from './open-ticket.ts';
import { readRecords } from './read-records.ts';
import { consentTerms, freshKey, ORGANISATIONS, PEOPLE, readRequest, Scene } from './vault-fixture.ts';

/** What a body holds that must never be seen in a ledger. */
export const MARKER = 'marker-4711-of-a-body';

/** A scene in which something of everything has happened to the citizen. */
export function livedScene(): Scene {
  const scene = new Scene();
  const { vault, nowNs } = scene;
  const subject = PEOPLE.citizen;
  const body = new TextEncoder().encode(`{"note":"${MARKER}"}`);
  scene.issue({ body });
  scene.issue({ body, class: 'identity.birth' });
  offerConsent(vault, scene.env(subject), {
    terms: consentTerms(nowNs, { frequency: { unit: { inf: null }, value: 10_000 } }),
    language: { ur: null },
    shown_sha256: new Uint8Array(32),
    idempotency_key: freshKey(),
  });
  grantDelegate(vault, scene.env(subject), {
    delegate: PEOPLE.other,
    acts: [{ read: null }, { consent: null }, { tickets: null }, { appeal: null }],
    record_classes: [],
    starts_at_ns: nowNs,
    expires_at_ns: nowNs + daysNs(300),
    idempotency_key: freshKey(),
  });
  issueDecision(vault, scene.env(PEOPLE.taxOfficer), {
    subject,
    organisation: ORGANISATIONS.revenue,
    purpose: 'tax.assessment',
    algorithm: [],
    outcome: 'Tax due',
    reasons: 'The salary is above the threshold',
    factors: [],
    counterfactual: [],
    idempotency_key: freshKey(),
  });
  appealDecision(vault, scene.env(subject), { subject, decision: 1n, grounds: 'The salary is wrong' });
  openTicket(vault, scene.env(subject), {
    subject,
    right: { rectification: { record_id: 1n, claim: 'It was less' } },
    organisation: ORGANISATIONS.interior,
    idempotency_key: freshKey(),
  });
  const glass = {
    basis: { break_glass: { reason: 'Unconscious after an accident' } },
    organisation: [ORGANISATIONS.clinic] as [bigint],
    purpose: ['health.treatment'] as [string],
  };
  readRecords(vault, scene.env(PEOPLE.doctor), readRequest(nowNs, glass));
  const warrant = {
    basis: { warrant: { reference: 'FIR 12', seal_days: 3 } },
    organisation: [ORGANISATIONS.court] as [bigint],
  };
  readRecords(vault, scene.env(PEOPLE.judge), readRequest(nowNs, warrant));
  return scene;
}
