import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signEd25519 } from './sign-ed25519.ts';

const { Point } = ed25519;
const NONE = new Uint8Array(0);

/** The scalar and nonce prefix that a seed of RFC 8032 stands for. */
function secretOf(seed: string) {
  const hash = createHash('sha512').update(Buffer.from(seed, 'hex')).digest();
  const bytes = Buffer.from(hash.subarray(0, 32));
  bytes[0] = (bytes[0] ?? 0) & 248;
  bytes[31] = ((bytes[31] ?? 0) & 127) | 64;
  const scalar = BigInt(`0x${bytes.reverse().toString('hex')}`) % Point.Fn.ORDER;
  return { scalar, noncePrefix: new Uint8Array(hash.subarray(32)) };
}

// Source: RFC 8032, section 7.1, TEST 1 to 3. Without random bytes the nonce is that of the RFC.
test.each([
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
      '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac' +
      '18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
])('RFC 8032: seed %s, message %s', (seed, message, expected) => {
  const signature = signEd25519(secretOf(seed), Buffer.from(message, 'hex'), NONE);
  expect(Buffer.from(signature).toString('hex')).toBe(expected);
});

test('any scalar signs any message; other random bytes make another signature', () => {
  const scalars = fc.bigInt({ min: 1n, max: Point.Fn.ORDER - 1n });
  fc.assert(
    fc.property(scalars, fc.uint8Array({ maxLength: 200 }), (scalar, message) => {
      const secret = { scalar, noncePrefix: new Uint8Array(32).fill(5) };
      const publicKey = Point.BASE.multiply(scalar).toBytes();
      const signatures = [1, 2].map((byte) => signEd25519(secret, message, Uint8Array.of(byte)));
      for (const signature of signatures) expect(ed25519.verify(signature, message, publicKey)).toBe(true);
      expect(signatures[0]).not.toEqual(signatures[1]);
    }),
    { numRuns: 30 },
  );
});
