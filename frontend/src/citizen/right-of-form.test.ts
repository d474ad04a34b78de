import { expect, test } from 'vitest';
import { rightOfForm, WORDS_MAX } from './right-of-form.ts';

test('an objection to a decision names it, one to the use of data names none', () => {
  const form = { right: 'objection', records: [], words: ' wrong sum ' } as const;
  expect(rightOfForm({ ...form, decision: 3n })).toEqual({
    objection: { decision: [3n], grounds: 'wrong sum' },
  });
  expect(rightOfForm(form)).toEqual({ objection: { decision: [], grounds: 'wrong sum' } });
});

test('a rectification needs one record and words', () => {
  const form = { right: 'rectification', records: [4n], words: 'born 1990' } as const;
  expect(rightOfForm(form)).toEqual({ rectification: { record_id: 4n, claim: 'born 1990' } });
  expect(rightOfForm({ ...form, records: [] })).toBe('records');
  expect(rightOfForm({ ...form, words: '  ' })).toBe('words');
});

test('words are taken up to the limit of the vault and no further', () => {
  const form = { right: 'objection', records: [] } as const;
  expect(rightOfForm({ ...form, words: 'x'.repeat(WORDS_MAX) })).toHaveProperty('objection');
  expect(rightOfForm({ ...form, words: 'x'.repeat(WORDS_MAX + 1) })).toBe('words');
});

test('erasure and restriction take several records, and at least one', () => {
  const form = { right: 'erasure', records: [1n, 2n], words: '' } as const;
  expect(rightOfForm(form)).toEqual({ erasure: BigUint64Array.from([1n, 2n]) });
  expect(rightOfForm({ ...form, right: 'restriction' })).toEqual({
    restriction: BigUint64Array.from([1n, 2n]),
  });
  expect(rightOfForm({ ...form, records: [] })).toBe('records');
});

test('access to what an organisation holds elsewhere needs nothing more', () => {
  expect(rightOfForm({ right: 'access', records: [], words: '' })).toEqual({ access: null });
});
