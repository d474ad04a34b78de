import { expect, it } from 'vitest';
import { StoreError } from '../store/store-error.ts';
import { internalErrorEvent } from './internal-error-event.ts';

const REQUEST = { method: 'GET', path: '/x' };

it('names the classes and codes of an error and its causes, and where it was thrown', () => {
  const inner = Object.assign(new TypeError('inner'), { code: 'ERR_X' });
  const error = new StoreError('corrupt', 'a file is gone', { cause: inner });
  expect(internalErrorEvent(error, REQUEST)).toEqual({
    level: 'error',
    event: 'internal-error',
    message: 'internal error in GET /x',
    fields: {
      ...REQUEST,
      cause: 'StoreError corrupt < TypeError ERR_X',
      place: expect.stringMatching(/^http\/internal-error-event\.test\.ts:\d+$/) as string,
    },
    error,
  });
});

it.each([
  ['text', 'string'],
  [null, 'object'],
  [Object.assign(new Error('bare'), { stack: undefined }), 'Error'],
])('says what it can of %s', (error, cause) => {
  expect(internalErrorEvent(error).fields).toEqual({ cause });
});

it('a chain that bites its tail ends', () => {
  const error = new Error('loop');
  error.cause = error;
  expect(internalErrorEvent(error).fields?.cause).toBe(Array(5).fill('Error').join(' < '));
});
