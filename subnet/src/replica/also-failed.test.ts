import { expect, test } from 'vitest';
import { alsoFailed } from './also-failed.ts';

const callback = { errorCode: 'IC0503', message: 'in the callback' };
const cleanup = { errorCode: 'IC0502', message: 'in the clean-up' };

test('a callback whose clean-up succeeds is heard in its own words', () => {
  expect(alsoFailed(callback, undefined)).toEqual(callback);
});

test('a callback whose clean-up fails too keeps its code and tells both', () => {
  expect(alsoFailed(callback, cleanup)).toEqual({
    errorCode: 'IC0503',
    message: 'in the callback\n\ncall_on_cleanup also failed:\n\nin the clean-up',
  });
});
