import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../assert.ts';
import { decodeUleb, encodeSleb, encodeUleb } from './leb128.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('leb128', () => {
  /** Source: IC interface specification, "Representation-independent hashing of structured data". */
  it('writes the examples of the specification', () => {
    expect(hex(encodeUleb(0))).toBe('00');
    expect(hex(encodeUleb(624_485))).toBe('e58e26');
    expect(hex(encodeSleb(0))).toBe('00');
    expect(hex(encodeSleb(-123_456))).toBe('c0bb78');
  });

  it('signed form keeps a byte for the sign', () => {
    expect(hex(encodeSleb(63))).toBe('3f');
    expect(hex(encodeSleb(64))).toBe('c000');
    expect(hex(encodeSleb(-64))).toBe('40');
    expect(hex(encodeSleb(-65))).toBe('bf7f');
  });

  it('unsigned: what is written is read back', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 130n }), (n) => decodeUleb(encodeUleb(n)) === n));
    fc.assert(fc.property(fc.maxSafeNat(), (n) => decodeUleb(encodeUleb(n)) === BigInt(n)));
  });

  it('unsigned: cut or trailing bytes are nothing', () => {
    expect(decodeUleb(Uint8Array.of())).toBeUndefined();
    expect(decodeUleb(Uint8Array.of(0x80))).toBeUndefined();
    expect(decodeUleb(Uint8Array.of(1, 1))).toBeUndefined();
    expect(() => encodeUleb(-1)).toThrow(InvariantError);
  });
});
