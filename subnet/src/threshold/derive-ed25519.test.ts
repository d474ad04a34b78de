import { ed25519 } from '@noble/curves/ed25519';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePrincipal } from '../principal.ts';
import { deriveEd25519 } from './derive-ed25519.ts';

const { Point } = ed25519;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const unhex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const CANISTER = parsePrincipal('h5jwf-5iaaa-aaaan-qmvoa-cai') as Uint8Array;

// Source: dfinity/ic packages/ic-ed25519/tests/tests.rs, commit 216ba3c44f7cbaa630c8e11143b802d039e771ec.
describe('published derivations', () => {
  const root = '931387a550eb4524a7af29381b938df38e76aeecac08e2cfaae4f4ca99bb4881';
  const child = '6f3086e738ab5417c6e02504464f208a763f0fba0c4d7ade40694773b6c2273c';
  const childCode = 'd34e4e22d2c008ccc7e9bb9882fbc025a1e5516e3421d8e932dbc0be35f787a0';
  const grandchild = '8efb675fcaf45c93e785ff535e380d9019c876a7c5faed264b911f97ef34d838';
  const grandchildCode = '2562ad75c50708f8d20c442e48b3f8ee851570be256ef0a7060b9f755a837216';
  const none = '00'.repeat(32);
  test.each([
    [[1], root, none, child, childCode],
    [[2], child, childCode, grandchild, grandchildCode],
    [[1, 2], root, none, grandchild, grandchildCode],
  ])('path %j', (path, key, code, expected, expectedCode) => {
    const indices = path.map((index) => Uint8Array.of(0, 0, 0, index));
    const derived = deriveEd25519(Point.fromHex(key), indices, unhex(code));
    expect([hex(derived.point.toBytes()), hex(derived.chainCode)]).toEqual([expected, expectedCode]);
  });

  test.each([
    [
      'key_1',
      '476374d9df3a8af28d3164dc2422cff894482eadd1295290b6d9ad92b2eeaa5c',
      [unhex('ABCDEF'), unhex('012345')],
      '43f0008b26564b6da51f585ad47669dfeb1db6d94d7dd216bd304fc1f5f5e997',
    ],
    [
      'test_key_1',
      '6c0824beb37621bcca6eecc237ed1bc4e64c9c59dcb85344aa7f9cc8278ee31f',
      ['Hello', 'Threshold', 'Signatures'].map((word) => Buffer.from(word)),
      'd9a2ce6a3cd33fe16dce37e045609e51ff516e93bb51013823d6d7a915e3cfb9',
    ],
  ])('a canister on the IC with %s', (_, master, path, expected) => {
    expect(hex(deriveEd25519(Point.fromHex(master), [CANISTER, ...path]).point.toBytes())).toBe(expected);
  });
});

test('the offset is to the secret what the derivation is to the point, for long indices too', () => {
  const secrets = fc.bigInt({ min: 1n, max: Point.Fn.ORDER - 1n });
  const paths = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 4 });
  fc.assert(
    fc.property(secrets, paths, (secret, path) => {
      const derived = deriveEd25519(Point.BASE.multiply(secret), [...path, new Uint8Array(100_000)]);
      expect(Point.BASE.multiply(Point.Fn.add(secret, derived.offset)).equals(derived.point)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
