import { Principal } from '@indus/client';
import { expect, test } from 'vitest';
import { type TermsForm, termsOfForm } from './terms-of-form.ts';

const CUSTOMER = Principal.anonymous();
const NOW_NS = BigInt(new Date(2026, 10, 21, 12).getTime()) * 1_000_000n;
const FORM: TermsForm = {
  consumer: 3n,
  purpose: 'health.treatment',
  recordClasses: ['health.prescription'],
  dataFrom: '2025-01-01',
  dataTo: '2025-01-01',
  until: '2026-11-21',
  timesPerMonth: 10,
  keepMonths: 3,
};

test('a consent may cover one day of data and end today', () => {
  const terms = termsOfForm(FORM, CUSTOMER, NOW_NS);
  expect(terms).toMatchObject({ consumer: 3n, purpose_code: 'health.treatment', consent_start_ns: NOW_NS });
  if (typeof terms === 'string') throw new Error(terms);
  expect(terms.data_to_ns - terms.data_from_ns).toBe(86_400_000_000_000n);
});

test.each([
  ['consumer', { consumer: undefined }],
  ['purpose', { purpose: '' }],
  ['classes', { recordClasses: [] }],
  ['data', { dataTo: '2024-12-31' }],
  ['data', { dataFrom: '' }],
  ['until', { until: '2026-11-20' }],
  ['times', { timesPerMonth: 0 }],
  ['times', { timesPerMonth: 1_001 }],
  ['keep', { keepMonths: 1.5 }],
] as const)('what is wrong is named: %s', (fault, over) => {
  expect(termsOfForm({ ...FORM, ...over }, CUSTOMER, NOW_NS)).toBe(fault);
});
