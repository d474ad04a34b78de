import fc from 'fast-check';
import { caseOf } from '@indus/kit/variant';
import { expect, it } from 'vitest';
import { changeConsent } from './change-consent.ts';
import { daysNs } from './duration.ts';
import { grantConsent } from './grant-consent.ts';
import { consentStatusAt } from './move-consent.ts';
import { readRecords } from './read-records.ts';
import { requestConsent } from './request-consent.ts';
import type { ConsentChange } from './subject-requests.ts';
import { consentTerms, freshKey, PEOPLE, readRequest, refusalOf, Scene } from './vault-fixture.ts';

type Step =
  | { readonly kind: 'grant' }
  | { readonly kind: 'read' }
  | { readonly kind: 'to'; readonly to: 'active' | 'paused' | 'revoked' | 'rejected' }
  | { readonly kind: 'wait'; readonly days: number };

const LIFE_DAYS = 20;

/** The rules of a consent in plain words. */
class Model {
  status = 'pending';
  day = 0;
  readsToday = 0;

  /** What is expected of a step: the error's name, or nothing. */
  after(step: Step): string | undefined {
    if (step.kind === 'wait') return this.#wait(step.days);
    if (step.kind === 'read') return this.#read();
    if (step.kind === 'grant') {
      if (this.status !== 'pending') return 'IllegalTransition';
      if (this.day >= LIFE_DAYS) return 'ConsentExpired';
      this.status = 'active';
      return undefined;
    }
    const allowed: Record<string, string[]> = {
      pending: ['rejected'],
      active: ['paused', 'revoked'],
      paused: ['active', 'revoked'],
    };
    if (!(allowed[this.status] ?? []).includes(step.to)) return 'IllegalTransition';
    this.status = step.to;
    return undefined;
  }

  #wait(days: number): undefined {
    this.day += days;
    if (days > 0) this.readsToday = 0;
    if (this.day >= LIFE_DAYS && ['active', 'paused'].includes(this.status)) this.status = 'expired';
  }

  #read(): string | undefined {
    if (this.status === 'expired') return 'ConsentExpired';
    if (this.status !== 'active') return 'ConsentNotActive';
    if (this.readsToday >= 2) return 'FrequencyExceeded';
    this.readsToday += 1;
    return undefined;
  }
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ kind: 'grant' }, { kind: 'read' }, { kind: 'read' }),
  fc
    .constantFrom('active' as const, 'paused' as const, 'revoked' as const, 'rejected' as const)
    .map((to): Step => ({ kind: 'to', to })),
  fc.integer({ min: 1, max: 8 }).map((days): Step => ({ kind: 'wait', days })),
);

function refusalAfter(scene: Scene, expiryNs: bigint, taken: Step): string | undefined {
  const { vault } = scene;
  const name = { subject: PEOPLE.citizen, consent: 1n };
  const refusal = refusalOf(() => {
    if (taken.kind === 'grant') {
      const shown = { language: { en: null }, shown_sha256: new Uint8Array(32) };
      grantConsent(vault, scene.env(PEOPLE.citizen), { ...name, ...shown });
    } else if (taken.kind === 'read') {
      readRecords(vault, scene.env(PEOPLE.taxOfficer), readRequest(expiryNs - daysNs(LIFE_DAYS)));
    } else if (taken.kind === 'to') {
      const to = { [taken.to]: null } as ConsentChange['to'];
      changeConsent(vault, scene.env(PEOPLE.citizen), { ...name, to });
    }
  });
  return refusal && caseOf(refusal);
}

it('a consent does what its model does, whatever happens to it in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.boolean(), async (steps, hasJobs) => {
      const scene = new Scene();
      const expiryNs = scene.nowNs + daysNs(LIFE_DAYS);
      const terms = consentTerms(scene.nowNs, { consent_expiry_ns: expiryNs });
      const env = scene.env(PEOPLE.taxOfficer);
      requestConsent(scene.vault, env, { terms, on_behalf_of: [], idempotency_key: freshKey() });
      const model = new Model();
      for (const taken of steps) {
        const before = scene.ledger().length;
        const expected = model.after(taken);
        // With or without its job, a consent has expired at its time.
        if (taken.kind !== 'wait') expect(refusalAfter(scene, expiryNs, taken)).toBe(expected);
        else if (hasJobs) await scene.wait(daysNs(taken.days));
        else scene.pass(daysNs(taken.days));
        const leavesEntry = taken.kind === 'read' || (taken.kind !== 'wait' && expected === undefined);
        expect(scene.ledger().length - before).toBe(leavesEntry ? 1 : 0);
        scene.vault.begin();
        const consent = scene.vault.dossier(PEOPLE.citizen).item('consent', 1n);
        expect(consent && caseOf(consentStatusAt(consent, scene.nowNs))).toBe(model.status);
        if (hasJobs) expect(consent && caseOf(consent.status)).toBe(model.status);
      }
    }),
    { numRuns: 60 },
  );
});
