import { describe, expect, it } from 'vitest';
import { changeConsent } from './change-consent.ts';
import type { ConsentTerms } from './consent.ts';
import { daysNs } from './duration.ts';
import { grantConsent } from './grant-consent.ts';
import { CONSENT_CHANGES_MAX } from './limits.ts';
import { offerConsent } from './offer-consent.ts';
import { readRecords } from './read-records.ts';
import { requestConsent } from './request-consent.ts';
import type { ConsentChange } from './subject-requests.ts';
import {
  consentTerms,
  freshKey,
  ORGANISATIONS,
  PEOPLE,
  purposeOf,
  readRequest,
  refusalOf,
  Scene,
} from './vault-fixture.ts';

const SHOWN = new Uint8Array(32).fill(1);
type To = keyof ConsentChange['to'] | 'active' | 'paused' | 'revoked' | 'rejected';

function requested(over: Partial<ConsentTerms> = {}): Scene {
  const scene = new Scene();
  scene.issue();
  request(scene, over);
  return scene;
}

function request(
  scene: Scene,
  over: Partial<ConsentTerms> = {},
  caller = PEOPLE.taxOfficer,
  key = freshKey(),
) {
  const terms = consentTerms(scene.nowNs, over);
  return requestConsent(scene.vault, scene.env(caller), { terms, on_behalf_of: [], idempotency_key: key });
}

function grant(scene: Scene, consent = 1n, caller = PEOPLE.citizen, shown_sha256 = SHOWN) {
  const language = { ur: null };
  return grantConsent(scene.vault, scene.env(caller), {
    subject: PEOPLE.citizen,
    consent,
    language,
    shown_sha256,
  });
}

function change(scene: Scene, to: To, caller = PEOPLE.citizen, consent = 1n) {
  const request = { subject: PEOPLE.citizen, consent, to: { [to]: null } as ConsentChange['to'] };
  return changeConsent(scene.vault, scene.env(caller), request);
}

function offer(scene: Scene, over: Partial<ConsentTerms> = {}, caller = PEOPLE.citizen, key = freshKey()) {
  const terms = consentTerms(scene.nowNs, over);
  const request = { terms, language: { sd: null }, shown_sha256: SHOWN, idempotency_key: key };
  return offerConsent(scene.vault, scene.env(caller), request);
}

function consentOf(scene: Scene, id = 1n) {
  scene.vault.begin();
  return scene.vault.dossier(PEOPLE.citizen).item('consent', id);
}

function read(scene: Scene) {
  return readRecords(scene.vault, scene.env(PEOPLE.taxOfficer), readRequest(scene.nowNs));
}

describe('consents', () => {
  it('an officer asks, the citizen agrees in her language, the ministry reads; everything is in her ledger', () => {
    const scene = requested();
    expect(refusalOf(() => read(scene))).toMatchObject({ ConsentNotActive: { status: { pending: null } } });
    grant(scene);
    expect(read(scene).value.records).toHaveLength(1);
    expect(consentOf(scene)).toMatchObject({
      status: { active: null },
      language: [{ ur: null }],
      shown_sha256: [SHOWN],
      requested_by: PEOPLE.taxOfficer,
      reads: 1n,
      history: [
        { status: { pending: null }, by: PEOPLE.taxOfficer, grant: [] },
        { status: { active: null }, by: PEOPLE.citizen, grant: [] },
      ],
    });
    expect(scene.ledger().slice(1)).toMatchObject([
      { open: { act: { request_consent: null }, basis: { consent: 1n }, role: [{ officer: null }] } },
      { open: { outcome: { denied: 'ConsentNotActive' } } },
      { open: { act: { decide_consent: null }, basis: { subject: null }, purpose: ['tax.assessment'] } },
      { open: { act: { read_records: null }, basis: { consent: 1n } } },
    ]);
    const notices = scene.vault.dossier(PEOPLE.citizen).counts.of('notice');
    const kinds = Array.from({ length: Number(notices) }, (_, at) =>
      scene.vault.dossier(PEOPLE.citizen).item('notice', BigInt(at + 1)),
    );
    expect(
      kinds.filter((notice) => notice !== undefined && 'consent_requested' in notice.kind),
    ).toMatchObject([{ kind: { consent_requested: 1n } }]);
  });

  it('the very next read after a revoke fails', () => {
    const scene = requested();
    grant(scene);
    read(scene);
    change(scene, 'revoked');
    expect(refusalOf(() => read(scene))).toMatchObject({ ConsentNotActive: { status: { revoked: null } } });
    expect(scene.ledger().at(-1)).toMatchObject({ open: { outcome: { denied: 'ConsentNotActive' } } });
  });

  it('a paused consent answers nothing until it is resumed', () => {
    const scene = requested();
    grant(scene);
    change(scene, 'paused');
    expect(refusalOf(() => read(scene))).toMatchObject({ ConsentNotActive: { status: { paused: null } } });
    change(scene, 'active');
    expect(refusalOf(() => read(scene))).toBeUndefined();
  });

  const strangers: readonly [string, () => unknown, string][] = [
    [
      'an officer of another organisation asks',
      () => request(new Scene(), {}, PEOPLE.officer),
      'RoleRequired',
    ],
    ['a stranger asks', () => request(new Scene(), {}, PEOPLE.stranger), 'RoleRequired'],
    ['somebody else agrees', () => grant(requested(), 1n, PEOPLE.other), 'NotSubject'],
    ['the ministry agrees with itself', () => grant(requested(), 1n, PEOPLE.taxOfficer), 'NotSubject'],
    ['somebody else offers', () => offer(new Scene(), {}, PEOPLE.other), 'NotSubject'],
    ['somebody else revokes', () => change(requested(), 'rejected', PEOPLE.other), 'NotSubject'],
    ['nothing was asked', () => grant(requested(), 2n), 'ConsentNotFound'],
    ['the number is 0', () => change(requested(), 'revoked', PEOPLE.citizen, 0n), 'ConsentNotFound'],
    [
      'what was shown has 31 bytes',
      () => grant(requested(), 1n, PEOPLE.citizen, new Uint8Array(31)),
      'Invalid',
    ],
    ['granting is not a change', () => change(requested(), 'active'), 'IllegalTransition'],
    [
      'a consumer is suspended meanwhile',
      () => {
        const scene = requested();
        scene.tell({
          organisation: {
            id: ORGANISATIONS.revenue,
            kind: { federal: null },
            status: { suspended: null },
            names: { en: 'Revenue', ur: 'محصول', ps: [], pnb: [], sd: [] },
          },
        });
        grant(scene);
      },
      'OrganisationSuspended',
    ],
    [
      'the purpose is retired meanwhile',
      () => {
        const scene = requested();
        scene.tell(purposeOf('tax.assessment', undefined, true));
        grant(scene);
      },
      'BasisNotAllowed',
    ],
  ];
  it.each(strangers)('refuses when %s', (_name, call, error) => {
    expect(Object.keys(refusalOf(call) ?? {})).toEqual([error]);
  });

  it('what was asked for can be granted up to its last nanosecond', () => {
    const scene = requested();
    const expiry = consentOf(scene)?.terms.consent_expiry_ns as bigint;
    scene.nowNs = expiry;
    scene.sync();
    expect(refusalOf(() => grant(scene))).toMatchObject({ ConsentExpired: { expired_at_ns: expiry } });
    scene.nowNs = expiry - 1n;
    scene.sync();
    expect(refusalOf(() => grant(scene))).toBeUndefined();
  });

  it('expires at once in checks, and by itself in the record, with a notice', async () => {
    const scene = requested({ consent_expiry_ns: new Scene().nowNs + daysNs(2) });
    grant(scene);
    const before = scene.vault.dossier(PEOPLE.citizen).counts.of('notice');
    scene.pass(daysNs(2) - 1n);
    expect(refusalOf(() => change(scene, 'paused'))).toBeUndefined();
    scene.pass(1n);
    expect(refusalOf(() => change(scene, 'active'))).toMatchObject({
      IllegalTransition: { from: { expired: null }, to: { active: null } },
    });
    expect(consentOf(scene)?.status).toEqual({ paused: null });
    await scene.wait(1_000_000_000n);
    expect(consentOf(scene)?.status).toEqual({ expired: null });
    expect(consentOf(scene)?.history.at(-1)).toMatchObject({ status: { expired: null }, by: scene.self });
    expect(scene.vault.dossier(PEOPLE.citizen).item('notice', before + 1n)).toMatchObject({
      kind: { consent_expired: 1n },
    });
    await scene.wait(daysNs(1));
    expect(scene.vault.dossier(PEOPLE.citizen).counts.of('notice')).toBe(before + 1n);
  });

  it('a revoked consent does not expire', async () => {
    const scene = requested();
    grant(scene);
    change(scene, 'revoked');
    await scene.wait(daysNs(91));
    expect(consentOf(scene)?.status).toEqual({ revoked: null });
  });

  it('a citizen stops a reader also while the registry is silent', () => {
    const scene = requested();
    grant(scene);
    scene.nowNs += daysNs(1);
    expect(refusalOf(() => change(scene, 'revoked'))).toBeUndefined();
  });

  it('an offer is active at once', () => {
    const scene = new Scene();
    scene.issue();
    offer(scene);
    expect(read(scene).value.records).toHaveLength(1);
    expect(consentOf(scene)).toMatchObject({ language: [{ sd: null }], requested_by: PEOPLE.citizen });
  });

  it('the same request again answers the same; another under its key is a conflict', () => {
    const scene = new Scene();
    const key = freshKey();
    const first = request(scene, {}, PEOPLE.taxOfficer, key);
    expect(request(scene, {}, PEOPLE.taxOfficer, key)).toEqual(first);
    expect(scene.vault.dossier(PEOPLE.citizen).counts.of('consent')).toBe(1n);
    const other = { consent_expiry_ns: scene.nowNs + 5n };
    expect(refusalOf(() => request(scene, other, PEOPLE.taxOfficer, key))).toHaveProperty(
      'IdempotencyConflict',
    );
  });

  it('pausing and resuming has an end, revoking never', () => {
    const scene = requested();
    grant(scene);
    for (let changes = 2; changes < CONSENT_CHANGES_MAX; changes += 1) {
      change(scene, changes % 2 === 0 ? 'paused' : 'active');
    }
    expect(refusalOf(() => change(scene, 'paused'))).toHaveProperty('TooMany');
    expect(refusalOf(() => change(scene, 'revoked'))).toBeUndefined();
  });
});
