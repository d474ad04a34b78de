import { createPublicKey, verify } from 'node:crypto';
import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../crypto/sha256.ts';
import { KEY_COSTS } from '../sandbox/system-api/cycle-costs.ts';
import { KEY_IDS, KEY_NAMES } from './key-id.ts';
import { ThresholdKeys, type KeyPath } from './threshold-keys.ts';

const keys = new ThresholdKeys(new Uint8Array(32).fill(1));
const CANISTER = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 1, 1, 1);
const OTHER = Uint8Array.of(0, 0, 0, 0, 0, 0x10, 0, 2, 1, 1);
const KEY: KeyPath = {
  name: 'dfx_test_key',
  canister: CANISTER,
  path: [Buffer.from('a'), new Uint8Array(0)],
};
const random = (byte = 0) => new Uint8Array(32).fill(byte);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

function nodeKey(compressed: Uint8Array) {
  const point = secp256k1.Point.fromBytes(compressed).toBytes(false);
  const [x, y] = [base64url(point.subarray(1, 33)), base64url(point.subarray(33))];
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'secp256k1', x, y } });
}

test('the ids are in order, and each name has a price', () => {
  expect([...KEY_IDS].sort()).toEqual(KEY_IDS);
  expect([...KEY_COSTS.keys()].sort()).toEqual([...KEY_NAMES].sort());
});

test('the secret determines all keys; name, canister, path and scheme each change them', () => {
  const publicKeys = (of: ThresholdKeys, key: KeyPath) =>
    [of.ecdsaPublicKey(key), of.bip340PublicKey(key), of.ed25519PublicKey(key)]
      .map(({ publicKey }) => text(publicKey))
      .concat(text(of.vetKdPublicKey(key.name, key.canister, key.path[0] ?? new Uint8Array(0))));
  const variants: KeyPath[] = [
    KEY,
    { ...KEY, name: 'key_1' },
    { ...KEY, name: 'test_key_1' },
    { ...KEY, canister: OTHER },
    { ...KEY, path: [] },
    { ...KEY, path: [Buffer.from('b')] },
  ];
  const all = variants.flatMap((key) => publicKeys(keys, key));
  const elsewhere = publicKeys(new ThresholdKeys(random(2)), KEY);
  expect(new Set([...all, ...elsewhere]).size).toBe(all.length + elsewhere.length);
  expect(publicKeys(new ThresholdKeys(random(1)), KEY)).toEqual(publicKeys(keys, KEY));
});

test('a path splits its bytes one way only, and the first element is not the canister', () => {
  const paths = [['ab', ''], ['a', 'b'], ['', 'ab'], ['ab']].map((path) =>
    path.map((part) => Buffer.from(part)),
  );
  const all = paths.map((path) => text(keys.ecdsaPublicKey({ ...KEY, path }).publicKey));
  const shifted = keys.ecdsaPublicKey({ ...KEY, canister: OTHER, path: [CANISTER] }).publicKey;
  expect(new Set([...all, text(shifted)]).size).toBe(5);
});

describe('signatures', () => {
  test('ECDSA: noble and OpenSSL verify; s is low; random bytes change it', () => {
    const { publicKey } = keys.ecdsaPublicKey(KEY);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(255), (message, byte) => {
        const hash = sha256(message);
        const signature = keys.signWithEcdsa(KEY, hash, random(byte));
        expect(signature).toHaveLength(64);
        expect(secp256k1.verify(signature, hash, publicKey, { prehash: false, lowS: true })).toBe(true);
        const key = { key: nodeKey(publicKey), dsaEncoding: 'ieee-p1363' } as const;
        expect(verify('sha256', message, key, signature)).toBe(true);
        expect(keys.signWithEcdsa(KEY, hash, random(byte ^ 1))).not.toEqual(signature);
      }),
      { numRuns: 20 },
    );
  });

  test('BIP340: noble verifies against the x-coordinate, for messages of any length', () => {
    for (const length of [0, 1, 32, 33, 1_000]) {
      const message = new Uint8Array(length).fill(3);
      const signature = keys.signWithBip340(KEY, message, undefined, random()) ?? random();
      expect(schnorr.verify(signature, message, keys.bip340PublicKey(KEY).publicKey.subarray(1))).toBe(true);
    }
  });

  test('BIP341: the signature is for the output key, not the internal one', () => {
    const message = Buffer.from('message');
    const x = keys.bip340PublicKey(KEY).publicKey.subarray(1);
    for (const root of [new Uint8Array(0), random(8)]) {
      const internal = schnorr.utils.lift_x(BigInt(`0x${text(x)}`));
      const tweak = secp256k1.Point.Fn.fromBytes(schnorr.utils.taggedHash('TapTweak', x, root));
      const output = internal.add(secp256k1.Point.BASE.multiply(tweak)).toBytes(true).subarray(1);
      const signature = keys.signWithBip340(KEY, message, root, random()) ?? random();
      expect(schnorr.verify(signature, message, output)).toBe(true);
      expect(schnorr.verify(signature, message, x)).toBe(false);
    }
  });

  test('Ed25519: OpenSSL verifies; random bytes change it', () => {
    const x = base64url(keys.ed25519PublicKey(KEY).publicKey);
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
    const message = Buffer.from('message');
    const signature = keys.signWithEd25519(KEY, message, random(1));
    expect(verify(null, message, publicKey, signature)).toBe(true);
    expect(verify(null, Buffer.from('Message'), publicKey, signature)).toBe(false);
    expect(keys.signWithEd25519(KEY, message, random(2))).not.toEqual(signature);
  });
});

test('a long context has a key that stays the same, and an edge of what is kept no other', () => {
  for (const length of [0, 256, 257, 10_000]) {
    const context = new Uint8Array(length).fill(1);
    const again = new ThresholdKeys(random(1)).vetKdPublicKey('key_1', CANISTER, context);
    expect(keys.vetKdPublicKey('key_1', CANISTER, context)).toEqual(again);
    expect(keys.vetKdPublicKey('key_1', CANISTER, context)).toEqual(again);
  }
});
