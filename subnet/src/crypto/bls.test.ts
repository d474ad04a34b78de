import { bls12_381 } from '@noble/curves/bls12-381';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blsKeyFromSeed, blsPublicKey, blsSecret, blsVerify } from './bls.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const key = blsKeyFromSeed(new Uint8Array(32).fill(7));
const message = Buffer.from('a message');
const signature = key.sign(message);

describe('bls', () => {
  /** Source: EIP-2333, test case 0 (its master key is KeyGen of draft 04). */
  it('derives the published secret from a seed', () => {
    const seed =
      'c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04';
    expect(blsSecret(Buffer.from(seed, 'hex'))).toBe(
      6083874454709270928345386274498605044986640685124978867557563392430687146096n,
    );
  });

  it('signs the same bytes as noble, under the same public key', () => {
    const inputs = fc.tuple(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.uint8Array({ maxLength: 100 }),
    );
    fc.assert(
      fc.property(inputs, ([seed, text]) => {
        const own = blsKeyFromSeed(seed);
        const secret = blsSecret(seed);
        expect(hex(own.sign(text))).toBe(hex(bls12_381.signShortSignature(text, secret)));
        const raw = blsPublicKey(own.publicKeyDer) ?? new Uint8Array();
        expect(hex(raw)).toBe(hex(bls12_381.getPublicKeyForShortSignatures(secret)));
        expect(blsVerify(own.publicKeyDer, text, own.sign(text))).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  it('refuses every flipped byte of signature, key and message', () => {
    for (const at of [0, 1, 24, 47])
      expect(blsVerify(key.publicKeyDer, message, flip(signature, at))).toBe(false);
    for (const at of [0, 10, 36, 37, 80, 132]) {
      expect(blsVerify(flip(key.publicKeyDer, at), message, signature)).toBe(false);
    }
    expect(blsVerify(key.publicKeyDer, flip(message, 3), signature)).toBe(false);
    expect(blsVerify(key.publicKeyDer, message, signature)).toBe(true);
  });

  it('refuses wrong lengths, the identity and points outside the subgroup', () => {
    const identity = new Uint8Array(48);
    identity[0] = 0xc0;
    // On the curve, not in the subgroup: x = 4 (y is a square root of 4^3 + 4).
    const outside = new Uint8Array(48);
    outside[0] = 0x80;
    outside[47] = 4;
    for (const bad of [identity, outside, signature.subarray(1), new Uint8Array(0), new Uint8Array(48)]) {
      expect(blsVerify(key.publicKeyDer, message, bad)).toBe(false);
    }
    const identityKey = new Uint8Array(key.publicKeyDer);
    identityKey.fill(0, 37);
    identityKey[37] = 0xc0;
    expect(blsVerify(identityKey, message, identity)).toBe(false);
    expect(blsVerify(key.publicKeyDer.subarray(1), message, signature)).toBe(false);
  });
});

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const flipped = new Uint8Array(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ 1;
  return flipped;
}
