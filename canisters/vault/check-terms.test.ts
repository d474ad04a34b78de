import { describe, expect, it } from 'vitest';
import { checkTerms } from './check-terms.ts';
import type { ConsentTerms } from './consent.ts';
import { daysNs } from './duration.ts';
import { CONSENT_LIFE_MAX_NS } from './limits.ts';
import { consentTerms, ORGANISATIONS, PEOPLE, purposeOf, refusalOf, Scene } from './vault-fixture.ts';

const NOW_NS = new Scene().nowNs;
const BASE = consentTerms(NOW_NS);

function refusalFor(over: Partial<ConsentTerms>): string {
  const scene = new Scene();
  scene.tell(
    purposeOf('old.purpose', undefined, true),
    purposeOf('law.only', [{ statute: null }]),
    {
      organisation: {
        id: 9n,
        kind: { company: null },
        status: { suspended: null },
        names: { en: 'Gone', ur: 'گیا', ps: [], pnb: [], sd: [] },
      },
    },
    {
      record_class: {
        code: 'old.class',
        names: { en: 'Old', ur: 'پرانا', ps: [], pnb: [], sd: [] },
        sealed: false,
        issuers: [1n],
        retired: true,
      },
    },
  );
  const env = scene.env(PEOPLE.taxOfficer);
  const refusal = refusalOf(() => checkTerms({ vault: scene.vault, env }, { ...BASE, ...over }));
  if (refusal === undefined) return 'none';
  return 'Invalid' in refusal ? `Invalid ${refusal.Invalid.field}` : (Object.keys(refusal)[0] as string);
}

const classes = (count: number): string[] => Array.from({ length: count }, (_, at) => `class.${at}`);

describe('checkTerms', () => {
  const cases: readonly [string, Partial<ConsentTerms>, string][] = [
    ['the terms of the scene', {}, 'none'],
    ['a start one nanosecond before the expiry', { consent_start_ns: BASE.consent_expiry_ns - 1n }, 'none'],
    ['a start at the expiry', { consent_start_ns: BASE.consent_expiry_ns }, 'Invalid terms.consent_start_ns'],
    [
      'an expiry one nanosecond from now',
      { consent_start_ns: 0n, consent_expiry_ns: NOW_NS + 1n },
      'Invalid terms.consent_expiry_ns',
    ],
    [
      'an expiry now',
      { consent_start_ns: NOW_NS - 1n, consent_expiry_ns: NOW_NS },
      'Invalid terms.consent_expiry_ns',
    ],
    [
      'an expiry one nanosecond after now',
      { consent_start_ns: NOW_NS - 1n, consent_expiry_ns: NOW_NS + 1n },
      'none',
    ],
    ['the longest life', { consent_expiry_ns: NOW_NS + CONSENT_LIFE_MAX_NS }, 'none'],
    [
      'a longer life',
      { consent_expiry_ns: NOW_NS + CONSENT_LIFE_MAX_NS + 1n },
      'Invalid terms.consent_expiry_ns',
    ],
    [
      'a short life far from now',
      {
        consent_start_ns: NOW_NS + CONSENT_LIFE_MAX_NS,
        consent_expiry_ns: NOW_NS + CONSENT_LIFE_MAX_NS + 1n,
      },
      'Invalid terms.consent_expiry_ns',
    ],
    ['no consent types', { consent_types: [] }, 'Invalid terms.consent_types'],
    [
      'a consent type twice',
      { consent_types: [{ profile: null }, { profile: null }] },
      'Invalid terms.consent_types',
    ],
    ['no classes', { record_classes: [] }, 'Invalid terms.record_classes'],
    ['20 classes that nobody defined', { record_classes: classes(20) }, 'UnknownRecordClass'],
    ['21 classes', { record_classes: classes(21) }, 'Invalid terms.record_classes'],
    ['a class twice', { record_classes: ['income.salary', 'income.salary'] }, 'Invalid terms.record_classes'],
    ['a retired class', { record_classes: ['old.class'] }, 'UnknownRecordClass'],
    ['data of one nanosecond', { data_from_ns: 5n, data_to_ns: 5n }, 'none'],
    ['data that end before they begin', { data_from_ns: 6n, data_to_ns: 5n }, 'Invalid terms.data_from_ns'],
    ['data kept for a hundred years', { data_life: { unit: { year: null }, value: 100 } }, 'none'],
    ['data kept for longer', { data_life: { unit: { year: null }, value: 101 } }, 'Invalid terms.data_life'],
    ['data kept for ever', { data_life: { unit: { inf: null }, value: 1 } }, 'none'],
    ['data kept for no time', { data_life: { unit: { day: null }, value: 0 } }, 'Invalid terms.data_life'],
    ['the most reads', { frequency: { unit: { hour: null }, value: 10_000 } }, 'none'],
    ['more reads', { frequency: { unit: { hour: null }, value: 10_001 } }, 'Invalid terms.frequency'],
    ['no reads', { frequency: { unit: { hour: null }, value: 0 } }, 'Invalid terms.frequency'],
    ['a module', { reader_module_hash: [new Uint8Array(32)] }, 'none'],
    [
      'a module with a short hash',
      { reader_module_hash: [new Uint8Array(31)] },
      'Invalid terms.reader_module_hash',
    ],
    ['a consumer that is not in the registry', { consumer: 99n }, 'Invalid terms.consumer'],
    ['a suspended consumer', { consumer: 9n }, 'OrganisationSuspended'],
    ['a provider', { provider: [ORGANISATIONS.interior] }, 'none'],
    ['a provider that is not in the registry', { provider: [99n] }, 'Invalid terms.provider'],
    ['a suspended provider', { provider: [9n] }, 'OrganisationSuspended'],
    ['a purpose in free text', { purpose_code: 'because we want to' }, 'UnknownPurpose'],
    ['a retired purpose', { purpose_code: 'old.purpose' }, 'BasisNotAllowed'],
    ['a purpose that allows no consent', { purpose_code: 'law.only' }, 'BasisNotAllowed'],
    ['the basis that it allows', { purpose_code: 'law.only', legal_basis: { statute: null } }, 'none'],
    ['a warrant as its basis', { legal_basis: { warrant: null } }, 'BasisNotAllowed'],
    ['an emergency as its basis', { legal_basis: { break_glass: null } }, 'BasisNotAllowed'],
  ];
  it.each(cases)('%s', (_name, over, expected) => {
    expect(refusalFor(over)).toBe(expected);
  });

  it('holds terms against nothing that is too old', () => {
    const scene = new Scene();
    scene.nowNs += daysNs(1);
    const env = scene.env(PEOPLE.taxOfficer);
    expect(refusalOf(() => checkTerms({ vault: scene.vault, env }, BASE))).toHaveProperty('DirectoryStale');
  });
});
