import { Principal } from '@indus/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromKept, toKept } from './kept-value.ts';

const principal = fc
  .uint8Array({ minLength: 1, maxLength: 29 })
  .map((bytes) => Principal.fromUint8Array(bytes));

/** What answers of canisters are made of. */
const answer = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.string(),
    fc.bigInt(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.uint8Array({ maxLength: 40 }),
    principal,
  ),
  node: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), tie('node'), { maxKeys: 4 }),
    fc.array(fc.tuple(fc.bigInt(), tie('node')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
  ),
})).node;

/** As IndexedDB copies it. */
function stored(value: unknown): unknown {
  return structuredClone(value);
}

test('what an answer is made of comes back as it was, principals included', () => {
  fc.assert(
    fc.property(answer, (value) => {
      expect(fromKept(stored(toKept(value)))).toEqual(value);
    }),
  );
});

test('a principal comes back as one that can be asked for its text', () => {
  const id = Principal.fromText('aaaaa-aa');
  const back = fromKept(stored(toKept({ member: id }))) as { member: Principal };
  expect(back.member).toBeInstanceOf(Principal);
  expect(back.member.toText()).toBe('aaaaa-aa');
});

test('functions are left out, since no database holds them', () => {
  expect(stored(toKept({ open: () => 1, size: 2 }))).toEqual({ size: 2 });
});
