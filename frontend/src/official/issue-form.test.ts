import { Principal } from '@indus/client';
import { expect, test } from 'vitest';
import { BODY_BYTES_MAX, type IssueForm, issueRequestOf } from './issue-form.ts';

const FORM: IssueForm = {
  subject: Principal.anonymous(),
  recordClass: 'education.degree',
  detail: 'summary',
  from: '2024-06-01',
  to: '2024-06-01',
  mediaType: 'text/plain',
  body: new Uint8Array(BODY_BYTES_MAX),
};

test('a record of the largest size is issued for one day', () => {
  expect(issueRequestOf(FORM, 2n)).toMatchObject({
    class: 'education.degree',
    detail: { summary: null },
    organisation: 2n,
  });
});

test('a file of no known type has one that says so', () => {
  expect(issueRequestOf({ ...FORM, mediaType: '' }, 2n)).toMatchObject({
    media_type: 'application/octet-stream',
  });
});

test.each([
  ['subject', { subject: undefined }],
  ['class', { recordClass: '' }],
  ['period', { from: '2024-06-02' }],
  ['body', { body: new Uint8Array() }],
  ['body', { body: new Uint8Array(BODY_BYTES_MAX + 1) }],
] as const)('what is wrong is named: %s', (fault, over) => {
  expect(issueRequestOf({ ...FORM, ...over }, 2n)).toBe(fault);
});
