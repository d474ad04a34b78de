import { decodeRecord } from '@indus/kit/record-codec';
import { expect, it } from 'vitest';
import { recordMalformed } from './record-malformed.ts';
import { Statistics } from './statistics.ts';
import { NOBODY } from './subject-key.ts';
import { PEOPLE, Scene } from './vault-fixture.ts';

it('writes a request that nobody could read into the ledger of nobody, and counts her as no subject', () => {
  const scene = new Scene();
  const malformed = {
    method: 'read_records',
    caller: PEOPLE.stranger,
    fault: 'other_types',
    message: 'expected x',
  } as const;
  expect(recordMalformed(scene.vault, scene.env(PEOPLE.stranger), malformed)).toEqual({
    Invalid: { field: 'request', message: 'expected x', limit: [] },
  });
  expect(scene.ledger(NOBODY)).toMatchObject([
    { open: { act: { refused_request: null }, caller: PEOPLE.stranger, outcome: { denied: 'other_types' } } },
  ]);
  expect(scene.vault.keyOf(NOBODY).bucket).toBe(16);
  expect(decodeRecord(Statistics, scene.vault.statistics.bytes())).toMatchObject({
    subjects: 0n,
    reads_denied: 1n,
  });
});
