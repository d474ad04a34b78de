import { expect, test } from 'vitest';
import { type AlgorithmForm, algorithmOfForm, fieldsOf, type FieldCode } from './algorithm-of-form.ts';

const NOW_NS = BigInt(new Date(2026, 10, 21, 12).getTime()) * 1_000_000n;

function formOf(over: Partial<AlgorithmForm> = {}): AlgorithmForm {
  const risk = over.risk ?? 'limited';
  const fields = Object.fromEntries(fieldsOf(risk).map(([code, limit]) => [code, 'x'.repeat(limit)]));
  return { title: 'Tax score', risk, model: '3.1', reviewBy: '2027-06-30', fields, ...over };
}

test('every required text goes in at its full length', () => {
  const details = algorithmOfForm(formOf(), NOW_NS);
  if (typeof details === 'string') throw new Error(details);
  expect(details.fields.length).toBe(17);
  expect(details).toMatchObject({ models: [{ id: 3n, version: 1 }], category: { impactful: null } });
});

test('a high risk needs three texts more, and is said to be high-risk AI', () => {
  const details = algorithmOfForm(formOf({ risk: 'high' }), NOW_NS);
  if (typeof details === 'string') throw new Error(details);
  expect(details.fields.length).toBe(20);
  expect(details.category).toEqual({ high_risk_ai: null });
});

test('rules written by people have no model', () => {
  expect(algorithmOfForm(formOf({ model: ' ' }), NOW_NS)).toMatchObject({ models: [] });
});

test.each([
  ['title', { title: '' }],
  ['model', { model: 'three' }],
  ['model', { model: '0.1' }],
  ['reviewBy', { reviewBy: '2026-11-20' }],
] as const)('the field that is not right is named: %s', (fault, over) => {
  expect(algorithmOfForm(formOf(over), NOW_NS)).toBe(fault);
});

test.each(['goal', 'contact_email'] as const)(
  'a text that is missing or too long is named: %s',
  (code: FieldCode) => {
    const { fields } = formOf();
    expect(algorithmOfForm(formOf({ fields: { ...fields, [code]: ' ' } }), NOW_NS)).toBe(code);
    expect(algorithmOfForm(formOf({ fields: { ...fields, [code]: `${fields[code]}x` } }), NOW_NS)).toBe(code);
  },
);
