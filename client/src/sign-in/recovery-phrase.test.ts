import { expect, test } from 'vitest';
import { fromHex, toHex } from '../verify/bytes.ts';
import {
  deriveEd25519,
  generateRecoveryPhrase,
  identityFromRecoveryPhrase,
  phraseFault,
  RECOVERY_WORDS,
  recoveryWords,
} from './recovery-phrase.ts';

const KNOWN = [...Array.from({ length: 23 }, () => 'abandon'), 'art'];

/** Source: SLIP-0010, test vector 1 for ed25519. */
const SLIP_10 = [
  { path: [], key: '2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7' },
  { path: [0], key: '68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3' },
  { path: [0, 1], key: 'b1d0bad404bf35da785a64ca1ac54b2617211d2777696fbffaf208f746ae84f2' },
  {
    path: [0, 1, 2, 2, 1_000_000_000],
    key: '8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793',
  },
];

test.each(SLIP_10)('keys are derived as SLIP-0010 tells: $path', ({ path, key }) => {
  const seed = fromHex('000102030405060708090a0b0c0d0e0f') ?? new Uint8Array();
  expect(toHex(deriveEd25519(seed, path))).toBe(key);
});

test('a new phrase has 24 words, no fault, and another key each time', async () => {
  const [one, other] = [generateRecoveryPhrase(), generateRecoveryPhrase()];
  expect(one).toHaveLength(RECOVERY_WORDS);
  expect(phraseFault(one)).toBeUndefined();
  const principals = await Promise.all(
    [one, one, other].map(async (words) => (await identityFromRecoveryPhrase(words)).getPrincipal().toText()),
  );
  expect(principals[0]).toBe(principals[1]);
  expect(principals[0]).not.toBe(principals[2]);
});

test('typed words may have capitals, lines and the user number before them', () => {
  expect(recoveryWords(` 10042  ${KNOWN.join('\n ').toUpperCase()} `)).toEqual(KNOWN);
});

test('a fault is told where it is: the number of words, the word, or the sum', () => {
  expect(phraseFault(KNOWN)).toBeUndefined();
  expect(phraseFault(KNOWN.slice(1))).toEqual({ kind: 'words', got: 23 });
  expect(phraseFault([...KNOWN, 'art'])).toEqual({ kind: 'words', got: 25 });
  expect(phraseFault(KNOWN.with(3, 'abandom'))).toEqual({ kind: 'unknown_word', position: 4 });
  expect(phraseFault(KNOWN.with(3, 'ability'))).toEqual({ kind: 'checksum' });
});
