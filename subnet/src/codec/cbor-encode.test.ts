import { decode as foreignDecode } from '@dfinity/cbor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCbor } from './cbor-decode.ts';
import { encodeCbor, encodeSelfDescribed } from './cbor-encode.ts';
import { CborError } from './cbor-error.ts';
import type { CborValue } from './cbor-value.ts';

const hexOf = (value: CborValue): string => Buffer.from(encodeCbor(value)).toString('hex');

const integers = fc.oneof(
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }).filter((n) => !Number.isSafeInteger(Number(n))),
  fc.constantFrom<number | bigint>(
    23,
    24,
    255,
    256,
    65_535,
    65_536,
    2 ** 32 - 1,
    2 ** 32,
    2n ** 64n - 1n,
    2n ** 64n,
  ),
);
const { value: anyValue } = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    integers,
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
  ),
}));

describe('encodeCbor', () => {
  /** Source: RFC 8949, appendix A. */
  it.each<readonly [CborValue, string]>([
    [0, '00'],
    [23, '17'],
    [24, '1818'],
    [1000, '1903e8'],
    [1_000_000, '1a000f4240'],
    [1_000_000_000_000, '1b000000e8d4a51000'],
    [18_446_744_073_709_551_615n, '1bffffffffffffffff'],
    [18_446_744_073_709_551_616n, 'c249010000000000000000'],
    [-18_446_744_073_709_551_616n, '3bffffffffffffffff'],
    [-18_446_744_073_709_551_617n, 'c349010000000000000000'],
    [-1000, '3903e7'],
    [true, 'f5'],
    [null, 'f6'],
    ['\u{10151}', '64f0908591'],
    [Uint8Array.of(1, 2, 3, 4), '4401020304'],
    [[1, [2, 3], [4, 5]], '8301820203820405'],
    [
      new Map<string, CborValue>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
      'a26161016162820203',
    ],
  ])('writes %s as RFC 8949 does', (value, hex) => {
    expect(hexOf(value)).toBe(hex);
  });

  it('a bigint that is a safe integer is written as the number', () => {
    expect(hexOf(1000n)).toBe(hexOf(1000));
    expect(hexOf(-1000n)).toBe(hexOf(-1000));
  });

  it('what is written is read back exactly', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decodeCbor(encodeCbor(value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('is read by another implementation', () => {
    const value = new Map<string, CborValue>([
      ['nat', 2n ** 60n],
      ['bytes', new Uint8Array(70_000).fill(7)],
      ['list', ['x', true]],
    ]);
    const read = foreignDecode(encodeSelfDescribed(value)) as Record<string, unknown>;
    expect(read).toEqual({ nat: 2n ** 60n, bytes: new Uint8Array(70_000).fill(7), list: ['x', true] });
  });

  it('the result is not touched by later calls', () => {
    const first = encodeCbor('first');
    encodeCbor('other');
    expect(decodeCbor(first)).toBe('first');
    expect(first.buffer.byteLength).toBe(first.length);
  });

  it('refuses what has no exact form', () => {
    expect(() => encodeCbor(1.5)).toThrow(CborError);
    expect(() => encodeCbor(2 ** 53)).toThrow(CborError);
    expect(() => encodeCbor(NaN)).toThrow(CborError);
    expect(() => encodeCbor('\ud800')).toThrow(CborError);
    const cycle: CborValue[] = [];
    cycle.push(cycle);
    expect(() => encodeCbor(cycle)).toThrow(CborError);
    expect(hexOf('after a refusal')).toBe(`6f${Buffer.from('after a refusal').toString('hex')}`);
  });
});
