import { Principal } from '@indus/client';
import { expect, test } from 'vitest';
import { type ReadForm, readRequestOf } from './read-form.ts';

const FORM: ReadForm = {
  subject: Principal.anonymous(),
  basis: 'consent',
  reference: '7',
  purpose: 'health.treatment',
  recordClasses: ['health.prescription'],
  from: '2025-01-01',
  to: '2025-01-01',
  onBehalfOf: '  ',
};

test('a read on a consent names it, the organisation, and nobody else', () => {
  expect(readRequestOf(FORM, 3n)).toMatchObject({
    basis: { consent: 7n },
    organisation: [3n],
    on_behalf_of: [],
  });
});

test('each ground takes what it needs', () => {
  const basis = (name: ReadForm['basis'], reference: string) => {
    const request = readRequestOf({ ...FORM, basis: name, reference }, 3n);
    return typeof request === 'string' ? request : request.basis;
  };
  expect(basis('statute', 'FIR 12/26')).toEqual({ statute: { reference: 'FIR 12/26' } });
  expect(basis('warrant', 'W 9')).toEqual({ warrant: { reference: 'W 9', seal_days: 0 } });
  expect(basis('break_glass', 'unconscious')).toEqual({ break_glass: { reason: 'unconscious' } });
  expect(basis('break_glass', 'too short')).toBe('reference');
  expect(basis('consent', '0')).toBe('reference');
  expect(basis('statute', 'x'.repeat(201))).toBe('reference');
});

test.each([
  ['subject', { subject: undefined }],
  ['purpose', { purpose: '' }],
  ['classes', { recordClasses: [] }],
  ['period', { to: '2024-12-31' }],
] as const)('what is wrong is named: %s', (fault, over) => {
  expect(readRequestOf({ ...FORM, ...over }, 3n)).toBe(fault);
});
