import { decodeRecord } from '@indus/kit/record-codec';
import { describe, expect, it } from 'vitest';
import { Consent } from './consent.ts';
import { daysNs } from './duration.ts';
import { grantDelegate } from './grant-delegate.ts';
import { readAsDelegate } from './read-as-delegate.ts';
import type { ReadAsDelegate } from './read-as-delegate.ts';
import { requestConsent } from './request-consent.ts';
import type { GrantDelegate } from './subject-requests.ts';
import { consentTerms, freshKey, PEOPLE, refusalOf, Scene } from './vault-fixture.ts';

const LAWYER = PEOPLE.other;

function scene(over: Partial<GrantDelegate> = {}): Scene {
  const made = new Scene();
  for (const record_classes of [['income.salary'], ['income.salary', 'identity.birth'], ['identity.birth']]) {
    requestConsent(made.vault, made.env(PEOPLE.taxOfficer), {
      terms: consentTerms(made.nowNs, { record_classes }),
      on_behalf_of: [],
      idempotency_key: freshKey(),
    });
  }
  grantDelegate(made.vault, made.env(PEOPLE.citizen), {
    delegate: LAWYER,
    acts: [{ consent: null }],
    record_classes: [],
    starts_at_ns: made.nowNs,
    expires_at_ns: made.nowNs + daysNs(30),
    idempotency_key: freshKey(),
    ...over,
  });
  return made;
}

function read(made: Scene, over: Partial<ReadAsDelegate> = {}, caller = LAWYER) {
  return readAsDelegate(made.vault, made.env(caller), {
    subject: PEOPLE.citizen,
    grant: 1n,
    kind: { consent: null },
    cursor: [],
    limit: 50,
    ...over,
  }).value;
}

const idsOf = (items: readonly Uint8Array[]): bigint[] =>
  items.map((item) => decodeRecord<Consent>(Consent, item.slice()).id);

describe('what a delegate may decide about', () => {
  it('is shown newest first, and stands in the ledger as hers, with the grant and the kind', () => {
    const made = scene();
    const { items, receipt } = read(made);
    expect(idsOf(items)).toEqual([3n, 2n, 1n]);
    expect(made.ledger().at(-1)).toMatchObject({
      open: {
        sequence: receipt.sequence,
        caller: LAWYER,
        act: { read_records: null },
        basis: { delegation: 1n },
        record_classes: ['consent'],
        outcome: { granted: null },
      },
    });
  });

  it('comes in pages', () => {
    const made = scene();
    const first = read(made, { limit: 2 });
    expect(idsOf(first.items)).toEqual([3n, 2n]);
    expect(idsOf(read(made, { limit: 2, cursor: first.next }).items)).toEqual([1n]);
  });

  it('is of no other classes than the grant is', () => {
    expect(idsOf(read(scene({ record_classes: ['income.salary'] })).items)).toEqual([1n]);
  });

  it('nothing was asked of her yet: an empty page, and an entry all the same', () => {
    const made = scene({ acts: [{ tickets: null }, { appeal: null }] });
    const before = made.ledger().length;
    expect(read(made, { kind: { ticket: null } }).items).toEqual([]);
    expect(read(made, { kind: { decision: null } }).items).toEqual([]);
    expect(made.ledger()).toHaveLength(before + 2);
  });

  it.each<[string, Partial<ReadAsDelegate>, (typeof PEOPLE)[keyof typeof PEOPLE], string]>([
    ['by a grant to somebody else', {}, PEOPLE.stranger, 'GrantNotFound'],
    ['by a grant that is not there', { grant: 2n }, LAWYER, 'GrantNotFound'],
    ['of a kind that the grant does not speak of', { kind: { ticket: null } }, LAWYER, 'ActNotGranted'],
    ['of a kind that no grant opens', { kind: { notice: null } }, LAWYER, 'Invalid'],
    ['in a page of nothing', { limit: 0 }, LAWYER, 'Invalid'],
    ['in a page too long', { limit: 51 }, LAWYER, 'Invalid'],
    ['behind a cursor of nobody', { cursor: [new Uint8Array(25)] }, LAWYER, 'InvalidCursor'],
  ])('is refused %s, with an entry', (_name, over, caller, expected) => {
    const made = scene();
    const before = made.ledger().length;
    expect(refusalOf(() => read(made, over, caller))).toHaveProperty(expected);
    expect(made.ledger()).toHaveLength(before + 1);
    expect(made.ledger().at(-1)).toMatchObject({ open: { caller, outcome: { denied: expected } } });
  });

  it('is refused once the grant is over', () => {
    const made = scene();
    made.pass(daysNs(30) - 1n);
    expect(read(made).items).toHaveLength(3);
    made.pass(1n);
    expect(refusalOf(() => read(made))).toHaveProperty('GrantNotActive');
  });
});
