import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import { appointGuardian } from './appoint-guardian.ts';
import { changeConsent } from './change-consent.ts';
import { daysNs } from './duration.ts';
import { grantConsent } from './grant-consent.ts';
import { grantDelegate } from './grant-delegate.ts';
import { GRANT_LIFE_MAX_NS, GRANTS_TO_ONE_MAX, GUARDIAN_LIFE_MAX_NS } from './limits.ts';
import type { AppointGuardian } from './ministry-requests.ts';
import { offerConsent } from './offer-consent.ts';
import { readRecords } from './read-records.ts';
import { requestConsent } from './request-consent.ts';
import { revokeDelegate } from './revoke-delegate.ts';
import type { GrantDelegate } from './subject-requests.ts';
import {
  consentTerms,
  freshKey,
  ORGANISATIONS,
  PEOPLE,
  readRequest,
  refusalOf,
  Scene,
} from './vault-fixture.ts';

const LAWYER = PEOPLE.other;

function delegate(scene: Scene, over: Partial<GrantDelegate> = {}, caller = PEOPLE.citizen) {
  return grantDelegate(scene.vault, scene.env(caller), {
    delegate: LAWYER,
    acts: [{ read: null }, { consent: null }],
    record_classes: [],
    starts_at_ns: scene.nowNs,
    expires_at_ns: scene.nowNs + daysNs(30),
    idempotency_key: freshKey(),
    ...over,
  });
}

function appoint(scene: Scene, over: Partial<AppointGuardian> = {}, caller = PEOPLE.officer) {
  return appointGuardian(scene.vault, scene.env(caller), {
    subject: PEOPLE.citizen,
    guardian: LAWYER,
    of_age_at_ns: scene.nowNs + daysNs(1_000),
    acts: [{ read: null }, { consent: null }, { tickets: null }, { appeal: null }],
    organisation: ORGANISATIONS.interior,
    idempotency_key: freshKey(),
    ...over,
  });
}

function revoke(scene: Scene, caller = PEOPLE.citizen, grant = 1n) {
  return revokeDelegate(scene.vault, scene.env(caller), { subject: PEOPLE.citizen, grant });
}

function read(scene: Scene, caller = LAWYER, grant = 1n, record_classes = ['income.salary']) {
  const over = { basis: { delegation: grant }, purpose: [], organisation: [], record_classes } as const;
  return readRecords(scene.vault, scene.env(caller), readRequest(scene.nowNs, over as never));
}

function offer(scene: Scene, caller = LAWYER, record_classes = ['income.salary']) {
  const terms = consentTerms(scene.nowNs, { record_classes });
  const request = {
    terms,
    language: { ur: null },
    shown_sha256: new Uint8Array(32),
    idempotency_key: freshKey(),
  };
  return offerConsent(scene.vault, scene.env(caller), request);
}

const nameOf = (call: () => unknown): string => Object.keys(refusalOf(call) ?? { none: null })[0] as string;

describe('delegates', () => {
  it('a power of attorney reads, and consents; each act is logged as the delegate’s', () => {
    const scene = new Scene();
    scene.issue();
    delegate(scene);
    expect(read(scene).value.records).toHaveLength(1);
    offer(scene);
    expect(scene.ledger().slice(1)).toMatchObject([
      { open: { act: { grant_delegate: null }, caller: PEOPLE.citizen, basis: { subject: null } } },
      { open: { act: { read_records: null }, caller: LAWYER, basis: { delegation: 1n } } },
      { open: { act: { decide_consent: null }, caller: LAWYER, basis: { delegation: 1n } } },
    ]);
    expect(scene.vault.dossier(PEOPLE.citizen).item('consent', 1n)).toMatchObject({
      requested_by: LAWYER,
      history: [{ by: LAWYER, grant: [1n] }],
    });
  });

  it('a delegate may do what was granted, for the classes that were', () => {
    const scene = new Scene();
    delegate(scene, { acts: [{ read: null }] });
    expect(refusalOf(() => offer(scene))).toEqual({ ActNotGranted: { grant: 1n, act: { consent: null } } });
    delegate(scene, { acts: [{ consent: null }], record_classes: ['identity.birth'] });
    expect(refusalOf(() => offer(scene))).toEqual({ ClassNotGranted: { grant: 2n, class: 'income.salary' } });
    expect(nameOf(() => offer(scene, LAWYER, ['identity.birth']))).toBe('none');
    expect(nameOf(() => read(scene, LAWYER, 2n, ['identity.birth']))).toBe('ActNotGranted');
  });

  it('holds what was asked for against the classes of the grant', () => {
    const scene = new Scene();
    const terms = consentTerms(scene.nowNs);
    const env = scene.env(PEOPLE.taxOfficer);
    requestConsent(scene.vault, env, { terms, on_behalf_of: [], idempotency_key: freshKey() });
    delegate(scene, { record_classes: ['identity.birth'] });
    const name = { subject: PEOPLE.citizen, consent: 1n };
    const shown = { language: { ur: null }, shown_sha256: new Uint8Array(32) };
    const refusals = [
      nameOf(() => grantConsent(scene.vault, scene.env(LAWYER), { ...name, ...shown })),
      nameOf(() => changeConsent(scene.vault, scene.env(LAWYER), { ...name, to: { rejected: null } })),
    ];
    expect(refusals).toEqual(['ClassNotGranted', 'ClassNotGranted']);
  });

  it('a grant is in force from its first nanosecond until before its last', () => {
    const scene = new Scene();
    const start = scene.nowNs;
    delegate(scene, { starts_at_ns: start + 5n, expires_at_ns: start + 9n });
    const at = (ns: bigint): string => {
      scene.nowNs = start + ns;
      return nameOf(() => read(scene));
    };
    expect([at(4n), at(5n), at(8n), at(9n)]).toEqual(['GrantNotActive', 'none', 'none', 'GrantNotActive']);
  });

  it('a guardian’s grant dies in the nanosecond in which the child comes of age', () => {
    const scene = new Scene();
    scene.issue();
    const ofAge = scene.nowNs + daysNs(1_000);
    appoint(scene);
    expect(scene.vault.dossier(PEOPLE.citizen).item('grant', 1n)).toMatchObject({
      kind: { guardian: { of_age_at_ns: ofAge } },
      granted_by: PEOPLE.officer,
      organisation: [ORGANISATIONS.interior],
    });
    scene.nowNs = ofAge - 1n;
    scene.sync();
    expect([nameOf(() => read(scene)), nameOf(() => offer(scene))]).toEqual(['none', 'none']);
    scene.nowNs = ofAge;
    scene.sync();
    expect([nameOf(() => read(scene)), nameOf(() => offer(scene))]).toEqual([
      'GrantNotActive',
      'GrantNotActive',
    ]);
    expect(nameOf(() => offer(scene, PEOPLE.citizen))).toBe('none');
    expect(nameOf(() => revoke(scene, LAWYER))).toBe('GrantNotActive');
  });

  it('tells the child, and writes the official down', () => {
    const scene = new Scene();
    appoint(scene);
    expect(scene.ledger()).toMatchObject([
      {
        open: {
          act: { grant_delegate: null },
          caller: PEOPLE.officer,
          role: [{ officer: null }],
          basis: { statute: { reference: 'identity.guardianship' } },
        },
      },
    ]);
    expect(scene.vault.dossier(PEOPLE.citizen).item('notice', 2n)?.kind).toEqual({ delegate_granted: 1n });
  });

  const now = new Scene().nowNs;
  const grants: readonly [string, Partial<GrantDelegate>, string][] = [
    ['for the longest time', { expires_at_ns: now + GRANT_LIFE_MAX_NS }, 'none'],
    ['for longer', { expires_at_ns: now + GRANT_LIFE_MAX_NS + 1n }, 'Invalid'],
    ['that ends when it begins', { starts_at_ns: now + 7n, expires_at_ns: now + 7n }, 'Invalid'],
    ['that has ended', { starts_at_ns: 0n, expires_at_ns: now }, 'Invalid'],
    ['that ends in a nanosecond', { starts_at_ns: 0n, expires_at_ns: now + 1n }, 'none'],
    ['to herself', { delegate: PEOPLE.citizen }, 'Invalid'],
    ['to the anonymous', { delegate: Principal.anonymous() }, 'Invalid'],
    ['of nothing', { acts: [] }, 'Invalid'],
    ['of an act twice', { acts: [{ read: null }, { read: null }] }, 'Invalid'],
    ['for a class that nobody defined', { record_classes: ['made.up'] }, 'UnknownRecordClass'],
    ['for a class twice', { record_classes: ['identity.birth', 'identity.birth'] }, 'Invalid'],
    ['with too long a key', { idempotency_key: new Uint8Array(65) }, 'Invalid'],
    ['without a key', { idempotency_key: new Uint8Array(0) }, 'Invalid'],
  ];
  it.each(grants)('a grant %s: %s', (_name, over, expected) => {
    expect(nameOf(() => delegate(new Scene(), over))).toBe(expected);
  });

  const guardians: readonly [
    string,
    Partial<AppointGuardian>,
    string,
    (typeof PEOPLE)[keyof typeof PEOPLE]?,
  ][] = [
    ['from birth', { of_age_at_ns: now + GUARDIAN_LIFE_MAX_NS }, 'none'],
    ['for longer than childhood', { of_age_at_ns: now + GUARDIAN_LIFE_MAX_NS + 1n }, 'Invalid'],
    ['of somebody who is of age', { of_age_at_ns: now }, 'Invalid'],
    ['of somebody who is a nanosecond too young', { of_age_at_ns: now + 1n }, 'none'],
    ['of herself', { guardian: PEOPLE.citizen }, 'Invalid'],
    ['by an official who appoints herself', { guardian: PEOPLE.officer }, 'NotPermitted'],
    [
      'by an organisation that has no say in it',
      { organisation: ORGANISATIONS.revenue },
      'NotIssuer',
      PEOPLE.taxOfficer,
    ],
    ['by a stranger', {}, 'RoleRequired', PEOPLE.stranger],
    ['by the child', {}, 'RoleRequired', PEOPLE.citizen],
  ];
  it.each(guardians)('a guardian %s: %s', (_name, over, expected, caller) => {
    expect(nameOf(() => appoint(new Scene(), over, caller))).toBe(expected);
  });

  it('whoever has a part in a grant ends it, and nobody else', () => {
    const scene = new Scene();
    delegate(scene);
    expect(nameOf(() => revoke(scene, PEOPLE.stranger))).toBe('NotSubject');
    expect(nameOf(() => revoke(scene, PEOPLE.stranger, 9n))).toBe('NotSubject');
    expect(nameOf(() => revoke(scene, PEOPLE.citizen, 9n))).toBe('GrantNotFound');
    expect(nameOf(() => revoke(scene))).toBe('none');
    expect(refusalOf(() => revoke(scene))).toEqual({
      GrantNotActive: { grant: 1n, expired_at_ns: scene.nowNs },
    });
    expect(nameOf(() => read(scene))).toBe('GrantNotActive');
    delegate(scene);
    expect(nameOf(() => revoke(scene, LAWYER, 2n))).toBe('none');
    expect(scene.ledger().at(-1)).toMatchObject({ open: { caller: LAWYER, basis: { delegation: 2n } } });
  });

  it('a child does not dismiss her guardian; the organisation that appointed him does', () => {
    const scene = new Scene();
    appoint(scene);
    expect(nameOf(() => revoke(scene, PEOPLE.citizen))).toBe('RoleRequired');
    expect(nameOf(() => revoke(scene, PEOPLE.taxOfficer))).toBe('RoleRequired');
    expect(nameOf(() => revoke(scene, PEOPLE.colleague))).toBe('none');
    expect(nameOf(() => read(scene))).toBe('GrantNotActive');
  });

  it('one delegate has only so many grants at a time; those that ended make room', () => {
    const scene = new Scene();
    for (let count = 0; count < GRANTS_TO_ONE_MAX; count += 1) delegate(scene);
    expect(nameOf(() => delegate(scene))).toBe('TooMany');
    expect(nameOf(() => delegate(scene, { delegate: PEOPLE.stranger }))).toBe('none');
    revoke(scene, PEOPLE.citizen, 3n);
    expect(nameOf(() => delegate(scene))).toBe('none');
    expect(nameOf(() => offer(scene))).toBe('none');
  });
});
