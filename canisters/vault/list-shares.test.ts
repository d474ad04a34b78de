import type { Principal } from '@dfinity/principal';
import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { changeConsent } from './change-consent.ts';
import { Consent } from './consent.ts';
import { daysNs } from './duration.ts';
import { DelegateGrant } from './delegate-grant.ts';
import { grantDelegate } from './grant-delegate.ts';
import { listConsents, listMandates } from './list-shares.ts';
import type { SharedItems } from './list-shares.ts';
import { moveBucket } from './move-bucket.ts';
import { offerConsent } from './offer-consent.ts';
import { requestConsent } from './request-consent.ts';
import { revokeDelegate } from './revoke-delegate.ts';
import { CONTROLLER } from './simulation/simulated-shard.ts';
import type { SimulatedShard } from './simulation/simulated-shard.ts';
import { World } from './simulation/world.ts';
import { consentTerms, freshKey, ORGANISATIONS, PEOPLE, person, refusalOf, Scene } from './vault-fixture.ts';

const { revenue, clinic } = ORGANISATIONS;

function ask(scene: Scene, customer: Principal = PEOPLE.citizen): void {
  const terms = consentTerms(scene.nowNs, { customer });
  const request = { terms, on_behalf_of: [] as [], idempotency_key: freshKey() };
  requestConsent(scene.vault, scene.env(PEOPLE.taxOfficer), request);
}

function offer(scene: Scene): void {
  const terms = consentTerms(scene.nowNs);
  const request = {
    terms,
    language: { ur: null },
    shown_sha256: new Uint8Array(32),
    idempotency_key: freshKey(),
  };
  offerConsent(scene.vault, scene.env(PEOPLE.citizen), request);
}

function consents(
  scene: Scene,
  over: { organisation?: bigint; cursor?: [] | [Uint8Array]; limit?: number } = {},
) {
  const request = { organisation: revenue, cursor: [] as [], limit: 50, ...over };
  return listConsents(scene.vault, scene.env(PEOPLE.taxOfficer), request);
}

function shown({ items }: SharedItems): unknown[] {
  return items.map(({ subject, item }) => {
    const { id, status } = decodeRecord<Consent>(Consent, item.slice());
    return [subject.toText(), id, Object.keys(status)[0]];
  });
}

const citizen = PEOPLE.citizen.toText();

describe('consents of an organisation', () => {
  it('those that it asked for and was given, in whatever state, the newest first', () => {
    const scene = new Scene();
    ask(scene);
    scene.pass(1n);
    offer(scene);
    scene.pass(1n);
    ask(scene, PEOPLE.other);
    changeConsent(scene.vault, scene.env(PEOPLE.citizen), {
      subject: PEOPLE.citizen,
      consent: 2n,
      to: { revoked: null },
    });
    expect(shown(consents(scene))).toEqual([
      [PEOPLE.other.toText(), 1n, 'pending'],
      [citizen, 2n, 'revoked'],
      [citizen, 1n, 'pending'],
    ]);
  });

  it('in pages, whose cursor is of one caller and one organisation', () => {
    const scene = new Scene();
    for (let at = 0; at < 3; at += 1) ask(scene);
    const first = consents(scene, { limit: 2 });
    expect(first.items).toHaveLength(2);
    const rest = consents(scene, { limit: 2, cursor: first.next });
    expect([...shown(first), ...shown(rest)].map((item) => (item as unknown[])[1])).toEqual([1n, 2n, 3n]);
    expect(rest.next).toEqual([]);
    const request = { organisation: clinic, cursor: first.next, limit: 2 };
    expect(refusalOf(() => listConsents(scene.vault, scene.env(PEOPLE.doctor), request))).toEqual({
      InvalidCursor: null,
    });
  });

  it('are for its members alone, and nobody sees those of another', () => {
    const scene = new Scene();
    ask(scene);
    expect(refusalOf(() => consents(scene, { organisation: clinic }))).toHaveProperty('RoleRequired');
    const request = { organisation: clinic, cursor: [] as [], limit: 50 };
    expect(listConsents(scene.vault, scene.env(PEOPLE.doctor), request).items).toEqual([]);
    expect(refusalOf(() => consents(scene, { limit: 0 }))).toHaveProperty('Invalid');
    expect(consents(scene, { limit: 50 }).items).toHaveLength(1);
    expect(refusalOf(() => consents(scene, { limit: 51 }))).toHaveProperty('Invalid');
  });
});

describe('mandates of a delegate', () => {
  const grant = (scene: Scene, subject: Principal, days: number): void => {
    grantDelegate(scene.vault, scene.env(subject), {
      delegate: PEOPLE.stranger,
      acts: [{ read: null }],
      record_classes: [],
      starts_at_ns: scene.nowNs,
      expires_at_ns: scene.nowNs + daysNs(days),
      idempotency_key: freshKey(),
    });
  };
  const mandates = (scene: Scene, caller: Principal = PEOPLE.stranger): unknown[] =>
    listMandates(scene.vault, scene.env(caller), { cursor: [], limit: 50 }).items.map(({ subject, item }) => [
      subject.toText(),
      decodeRecord<DelegateGrant>(DelegateGrant, item.slice()).id,
    ]);

  it('those that are in force, of all subjects; none that is revoked or over, and nobody elses', () => {
    const scene = new Scene();
    grant(scene, PEOPLE.citizen, 10);
    grant(scene, PEOPLE.citizen, 20);
    grant(scene, PEOPLE.other, 30);
    expect(mandates(scene)).toHaveLength(3);
    revokeDelegate(scene.vault, scene.env(PEOPLE.citizen), { subject: PEOPLE.citizen, grant: 2n });
    expect(mandates(scene)).toHaveLength(2);
    scene.pass(daysNs(10) - 1n);
    expect(mandates(scene)).toHaveLength(2);
    scene.pass(1n);
    expect(mandates(scene)).toEqual([[PEOPLE.other.toText(), 1n]]);
    expect(mandates(scene, PEOPLE.officer)).toEqual([]);
  });
});

it('both go along when a bucket moves, and are gone where it was', async () => {
  const world = new World(1, 2, 2);
  const [first, second] = world.shards as [SimulatedShard, SimulatedShard];
  const subjects = Array.from({ length: 16 }, (_, at) => person(100 + at));
  for (const subject of subjects) {
    const terms = consentTerms(world.nowNs, { customer: subject });
    const asked = { terms, on_behalf_of: [] as [], idempotency_key: freshKey() };
    world.ask(subject, PEOPLE.taxOfficer, (vault, env) => requestConsent(vault, env, asked));
    const given = {
      delegate: PEOPLE.stranger,
      acts: [{ read: null }],
      record_classes: [],
      starts_at_ns: world.nowNs,
      expires_at_ns: world.nowNs + daysNs(30),
      idempotency_key: freshKey(),
    };
    world.ask(subject, subject, (vault, env) => grantDelegate(vault, env, given));
  }
  const countsOf = (shard: SimulatedShard): number[] =>
    [{ organisation: revenue }, { delegate: PEOPLE.stranger }].map(
      (party) => shard.vault.parties.page(party, 50).shares.length,
    );
  const [there, here] = [countsOf(first), countsOf(second)];
  expect(Math.min(...there, ...here)).toBeGreaterThan(0);
  first.message(CONTROLLER, (env) => moveBucket(first.vault, env, { bucket: 0, to: second.id }));
  await world.pass(60_000_000_000n);
  expect([countsOf(first), countsOf(second)]).toEqual([
    [0, 0],
    [16, 16],
  ]);
});
