import { CallFailed } from '@indus/client';
import { expect, test } from 'vitest';
import { BuildError } from './build/index.ts';
import { CommandFailed } from './command-failed.ts';
import { explainError } from './explain-error.ts';

test('a command’s own failure stays as it is', () => {
  const failed = new CommandFailed('no_project', 'expected a project');
  expect(explainError(failed)).toBe(failed);
});

test('known errors get a code of the closed set, their message and a way out', () => {
  const unreachable = explainError(new CallFailed('unreachable', 'status: expected an answer'));
  expect([unreachable.code, unreachable.message]).toEqual([
    'call_failed',
    'status: expected an answer; is it running? start it with: npm start',
  ]);
  expect(explainError(new BuildError('bundle-failed', 'broken')).code).toBe('build_failed');
  const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  expect(explainError(denied)).toMatchObject({
    code: 'no_rights',
    message: expect.stringContaining('--state'),
  });
  const noFolder = Object.assign(new Error('ENOTDIR: not a directory'), { code: 'ENOTDIR' });
  expect(explainError(noFolder).code).toBe('state_invalid');
});

test('an unknown error keeps its stack, anything else its text', () => {
  const error = new TypeError('broken');
  expect(explainError(error)).toMatchObject({ code: 'unexpected', message: error.stack });
  expect(explainError('text')).toMatchObject({ code: 'unexpected', message: 'text' });
});
