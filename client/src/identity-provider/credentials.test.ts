import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallFailed } from '../call-failed.ts';
import { commitTo } from './credentials.ts';

const salt = new Uint8Array(32).fill(9);

describe('a commitment', () => {
  it('is the hash that the interface describes', () => {
    const expected = createHash('sha256')
      .update('indus-credential')
      .update(Uint8Array.of(8))
      .update('identity')
      .update(salt)
      .update('35202-1234567-1')
      .digest();
    const made = commitTo({ class: 'identity', salt, value: '35202-1234567-1' });
    expect(Buffer.from(made)).toEqual(expected);
  });

  it('differs wherever class, salt or value do', () => {
    const opening = fc.record({
      class: fc.constantFrom('a', 'ab', 'abc'),
      salt: fc.constantFrom(1, 2).map((byte) => new Uint8Array(32).fill(byte)),
      value: fc.constantFrom('', 'b', 'bc', 'c'),
    });
    fc.assert(
      fc.property(opening, opening, (one, two) => {
        const isSame = JSON.stringify(one) === JSON.stringify(two);
        expect(Buffer.compare(commitTo(one), commitTo(two)) === 0).toBe(isSame);
      }),
    );
  });

  it('wants a salt of 32 bytes and a class that its length fits into a byte', () => {
    const wrong = [
      { class: 'a', salt: salt.subarray(1), value: '' },
      { class: 'a'.repeat(256), salt, value: '' },
    ];
    for (const opening of wrong) expect(() => commitTo(opening)).toThrow(CallFailed);
    expect(commitTo({ class: 'a'.repeat(255), salt, value: '' })).toHaveLength(32);
  });
});
