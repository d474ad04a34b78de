import { expect, test } from 'vitest';
import { type DependencyForm, dependencyOfForm } from './dependency-of-form.ts';

const FORM: DependencyForm = {
  title: 'Text messages of the clinic',
  provider: 'Example Inc.',
  country: 'us',
  endpoint: 'https://sms.example.com',
  data: ['personal'],
  criticality: 'high',
  plan: ' ',
  days: Number.NaN,
};

test('without a plan nothing is said about days', () => {
  expect(dependencyOfForm(FORM)).toMatchObject({
    country: 'US',
    exit_plan: [],
    data_classes: [{ personal: null }],
  });
});

test('a plan takes 1 to 3,650 days', () => {
  const plan = (days: number) => dependencyOfForm({ ...FORM, plan: 'own gateway', days });
  expect(plan(1)).toMatchObject({ exit_plan: [{ plan: 'own gateway', days: 1 }] });
  expect(plan(3_650)).toMatchObject({ exit_plan: [{ days: 3_650 }] });
  expect([plan(0), plan(3_651), plan(1.5)]).toEqual(['days', 'days', 'days']);
});

test.each([
  ['title', { title: ' ' }],
  ['provider', { provider: '' }],
  ['country', { country: 'USA' }],
  ['endpoint', { endpoint: 'http://sms.example.com' }],
  ['data', { data: [] }],
] as const)('the field that is not right is named: %s', (fault, over) => {
  expect(dependencyOfForm({ ...FORM, ...over })).toBe(fault);
});
