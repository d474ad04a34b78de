import { secp256k1 } from '@noble/curves/secp256k1';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePrincipal } from '../principal.ts';
import { deriveSecp256k1 } from './derive-secp256k1.ts';

const { Point } = secp256k1;
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const utf8 = (...texts: string[]) => texts.map((text) => Buffer.from(text));
const CANISTER = parsePrincipal('h5jwf-5iaaa-aaaan-qmvoa-cai') as Uint8Array;

test('BIP32 test vector 1: m/0H/1/2H to m/0H/1/2H/2/1000000000', () => {
  const secret = BigInt('0xcbce0d719ecf7431d88e6a89fa1483e02e35092af60c042b1df2ff59fa424dca');
  const chainCode = Buffer.from('04466b9cc8e161e966409ca52986c584f07e9dc81f735db683c3ff6ec7b1503f', 'hex');
  const path = [Uint8Array.of(0, 0, 0, 2), Uint8Array.of(0x3b, 0x9a, 0xca, 0)];
  const derived = deriveSecp256k1(Point.BASE.multiply(secret), path, chainCode);
  expect(hex(derived.point.toBytes(true))).toBe(
    '022a471424da5e657499d1ff51cb43c47481a03b1e77f951fe64cec9f5a48f7011',
  );
  expect(hex(derived.chainCode)).toBe('c783e67b921d2beb8f6b389cc646d7263b4145701dadd2161548a8b078e65e9e');
  expect(Point.Fn.add(secret, derived.offset).toString(16)).toBe(
    '471b76e389e528d6de6d816857e012c5455051cad6660850e58372a6c3e6e7c8',
  );
});

// Answers of the IC itself. Source: dfinity/ic packages/ic-secp256k1, src/lib.rs (mainnet_key) and tests/tests.rs,
// commit 9fbc12b408a3797a073acfcdc46b11b86d5cca2d.
describe('a canister on the IC', () => {
  const bytes = [Buffer.from('ABCDEF', 'hex'), Buffer.from('012345', 'hex')];
  const words = utf8('Hello', 'Threshold', 'Signatures');
  test.each([
    [
      'ECDSA key_1',
      '02121bc3a5c38f38ca76487c72007ebbfd34bc6c4cb80a671655aa94585bbd0a02',
      bytes,
      '02735ca28b5c3e380016d7f28bf4703b540a8bbe8e24beffdc021455ca2ab93fe3',
    ],
    [
      'ECDSA test_key_1',
      '02f9ac345f6be6db51e1c5612cddb59e72c3d0d493c994d12035cf13257e3b1fa7',
      words,
      '0315ae8bb8c6e9f78eec2167f5ac773067f37a39da1a1efbc585f9e90658d1c620',
    ],
    [
      'Schnorr key_1',
      '02246e29785f06d37a8a50c49f6152a34df74738f8c13a44f59fef4cbe90eb13ac',
      bytes,
      '03e5e92c2399985f82521b110ac3dbf697a6b9522002c0d31d0b7cd5352c343457',
    ],
    [
      'Schnorr test_key_1',
      '037a651a2e5ef3d1ef63e84c4c4caa029fa4a43a347a91e4d84a8e846853d51be1',
      words,
      '0237ca6a41c1db8ab40410445250a5d46fbec7f3e449c8f40f86d8622a4106cebd',
    ],
  ])('%s', (_, master, path, expected) => {
    const { point } = deriveSecp256k1(Point.fromHex(master), [CANISTER, ...path]);
    expect(hex(point.toBytes(true))).toBe(expected);
  });
});

test('the offset is to the secret what the derivation is to the point, index by index', () => {
  const secrets = fc.bigInt({ min: 1n, max: Point.Fn.ORDER - 1n });
  const paths = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 4 });
  fc.assert(
    fc.property(secrets, paths, paths, (secret, first, second) => {
      const master = Point.BASE.multiply(secret);
      const whole = deriveSecp256k1(master, [...first, ...second]);
      expect(Point.BASE.multiply(Point.Fn.add(secret, whole.offset)).equals(whole.point)).toBe(true);
      const half = deriveSecp256k1(master, first);
      const rest = deriveSecp256k1(half.point, second, half.chainCode);
      expect(rest.point.equals(whole.point)).toBe(true);
      expect(rest.chainCode).toEqual(whole.chainCode);
    }),
    { numRuns: 30 },
  );
});

test('no path leaves the key as it is; an empty index does not', () => {
  expect(deriveSecp256k1(Point.BASE, []).point.equals(Point.BASE)).toBe(true);
  expect(deriveSecp256k1(Point.BASE, [new Uint8Array(0)]).point.equals(Point.BASE)).toBe(false);
});
