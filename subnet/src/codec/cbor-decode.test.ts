import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCbor } from './cbor-decode.ts';
import { CborError } from './cbor-error.ts';
import type { CborValue } from './cbor-value.ts';

const decode = (hex: string): CborValue => decodeCbor(Buffer.from(hex, 'hex'));
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

/** Source: RFC 8949, appendix A, without floats, tags of other kinds and maps with keys that are no text. */
const VECTORS: readonly (readonly [hex: string, value: CborValue])[] = [
  ['00', 0],
  ['01', 1],
  ['0a', 10],
  ['17', 23],
  ['1818', 24],
  ['1819', 25],
  ['1864', 100],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['1bffffffffffffffff', 18_446_744_073_709_551_615n],
  ['c249010000000000000000', 18_446_744_073_709_551_616n],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
  ['c349010000000000000000', -18_446_744_073_709_551_617n],
  ['20', -1],
  ['29', -10],
  ['3863', -100],
  ['3903e7', -1000],
  ['f4', false],
  ['f5', true],
  ['f6', null],
  ['f7', null],
  ['40', bytes('')],
  ['4401020304', bytes('01020304')],
  ['60', ''],
  ['6161', 'a'],
  ['6449455446', 'IETF'],
  ['62225c', '"\\'],
  ['62c3bc', '\u00fc'],
  ['63e6b0b4', '\u6c34'],
  ['64f0908591', '\u{10151}'],
  ['80', []],
  ['83010203', [1, 2, 3]],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
  ['a0', new Map()],
  [
    'a26161016162820203',
    new Map<string, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
  ['826161a161626163', ['a', new Map([['b', 'c']])]],
  ['5f42010243030405ff', bytes('0102030405')],
  ['7f657374726561646d696e67ff', 'streaming'],
  ['9fff', []],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
  ['83018202039f0405ff', [1, [2, 3], [4, 5]]],
  [
    'bf61610161629f0203ffff',
    new Map<string, CborValue>([
      ['a', 1],
      ['b', [2, 3]],
    ]),
  ],
];

describe('decodeCbor', () => {
  it.each(VECTORS)('reads the example %s of RFC 8949', (hex, value) => {
    expect(decode(hex)).toEqual(value);
  });

  it('gives a number up to the largest safe integer and a bigint beyond', () => {
    expect(decode('1b001fffffffffffff')).toBe(Number.MAX_SAFE_INTEGER);
    expect(decode('1b0020000000000000')).toBe(2n ** 53n);
    expect(decode('3b001ffffffffffffe')).toBe(Number.MIN_SAFE_INTEGER);
    expect(decode('3b001fffffffffffff')).toBe(-(2n ** 53n));
    expect(decode('c24105')).toBe(5);
  });

  it('skips tag 55799 outside and refuses it inside', () => {
    expect(decode('d9d9f701')).toBe(1);
    expect(() => decode('81d9d9f701')).toThrow(CborError);
    expect(() => decode('d9d9f7d9d9f701')).toThrow(CborError);
    expect(() => decodeCbor(bytes('01'), { selfDescribed: 'required' })).toThrow(CborError);
    expect(decodeCbor(bytes('d9d9f701'), { selfDescribed: 'required' })).toBe(1);
  });

  it.each([
    ['', 'nothing'],
    ['0101', 'trailing bytes'],
    ['18', 'a cut head'],
    ['1b00000000000000', 'a cut 64-bit head'],
    ['1c', 'reserved information'],
    ['1f', 'an integer of indefinite length'],
    ['4201', 'a cut byte string'],
    ['5bffffffffffffffff', 'a byte string longer than memory'],
    ['9b0000ffffffffffff', 'an array longer than memory'],
    ['bb0000ffffffffffff', 'a map longer than memory'],
    ['8201', 'a cut array'],
    ['a161', 'a cut map'],
    ['a1616100ff', 'a break outside'],
    ['ff', 'a break alone'],
    ['5f4101', 'a byte string without its break'],
    ['5f6161ff', 'a chunk of another kind'],
    ['5f5f4101ffff', 'a chunk of indefinite length'],
    ['a2616101616102', 'a duplicate key'],
    ['a2616101' + '7f6161ff02', 'a duplicate key in another form'],
    ['a10102', 'a key that is no text'],
    ['62c328', 'text that is not UTF-8'],
    ['7f61c361bcff', 'a character split over chunks'],
    ['63eda080', 'a surrogate in UTF-8'],
    ['f97e00', 'a half float'],
    ['fa47c35000', 'a float'],
    ['fb3ff199999999999a', 'a double'],
    ['e0', 'an unassigned simple value'],
    ['f820', 'a simple value of two bytes'],
    ['c001', 'an unknown tag'],
    ['c201', 'a bignum of a number'],
    ['c2590101' + '00'.repeat(257), 'a bignum too long'],
  ])('refuses %s: %s', (hex) => {
    expect(() => decode(hex)).toThrow(CborError);
  });

  it('nesting of the bound is read, one more is refused', () => {
    expect(() => decode(`${'81'.repeat(32)}01`)).not.toThrow();
    expect(() => decode(`${'81'.repeat(33)}01`)).toThrow(CborError);
    expect(() => decode('81'.repeat(1_000_000))).toThrow(CborError);
  });

  it('items of the bound are read, one more is refused', () => {
    expect(decodeCbor(bytes('8301 02 03'.replaceAll(' ', '')), { itemsMax: 4 })).toEqual([1, 2, 3]);
    expect(() => decodeCbor(bytes('83010203'), { itemsMax: 3 })).toThrow(CborError);
  });

  it('keys named like members of objects are plain keys', () => {
    const map = decode('a1695f5f70726f746f5f5f01') as ReadonlyMap<string, CborValue>;
    expect([...map.entries()]).toEqual([['__proto__', 1]]);
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  it('integer keys appear as decimal text', () => {
    expect(decodeCbor(bytes('a201022001'), { integerKeys: true })).toEqual(
      new Map([
        ['1', 2],
        ['-1', 1],
      ]),
    );
    expect(() => decodeCbor(bytes('a1616101'), { integerKeys: true })).toThrow(CborError);
    expect(() => decodeCbor(bytes('a2010218 0102'.replace(' ', '')), { integerKeys: true })).toThrow(
      CborError,
    );
  });

  it('byte strings are views of the input', () => {
    const input = bytes('43010203');
    const value = decodeCbor(input) as Uint8Array;
    input[1] = 9;
    expect(value).toEqual(bytes('090203'));
    expect(Object.getPrototypeOf(value)).toBe(Uint8Array.prototype);
  });

  it('any bytes are a value or a CborError, at once', () => {
    const head = fc.constantFrom(0x5f, 0x7f, 0x9f, 0xbf, 0x9b, 0xbb, 0x81, 0xa1, 0xc2, 0xff, 0x61, 0x1b);
    const input = fc.array(fc.oneof(head, fc.integer({ min: 0, max: 255 })), { maxLength: 200 });
    fc.assert(
      fc.property(input, (data) => {
        try {
          decodeCbor(Uint8Array.from(data));
        } catch (error) {
          if (!(error instanceof CborError)) throw error;
        }
      }),
      { numRuns: 5000 },
    );
  });
});
