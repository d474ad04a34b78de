import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CallFailed } from '../call-failed.ts';
import { toHex } from '../verify/bytes.ts';
import { generateSeed, identityFromSeed, SEED_BYTES, seedFromPem, seedToPem } from './ed25519-identity.ts';

test('a key written as PEM is read back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: SEED_BYTES, maxLength: SEED_BYTES }), (seed) => {
      expect(toHex(seedFromPem(seedToPem(seed)))).toBe(toHex(seed));
    }),
  );
});

test('a key made by OpenSSL is read, and its public key is the same', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const identity = identityFromSeed(seedFromPem(pem));
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const own = (identity as unknown as { getPublicKey(): { toDer(): Uint8Array } }).getPublicKey().toDer();
  expect(toHex(own)).toBe(der.toString('hex'));
});

// Source: RFC 8032, section 7.1, test 1: secret key and public key.
test('the public key of the published secret key', () => {
  const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
  const pem = seedToPem(Uint8Array.from(seed));
  const der = Buffer.from(pem.replace(/-----.*-----|\n/g, ''), 'base64').toString('hex');
  expect(der.slice(-64)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
});

test('a key of another length, another kind of key and no key at all are refused without repeating the text', () => {
  expect(() => identityFromSeed(new Uint8Array(SEED_BYTES - 1))).toThrow(CallFailed);
  expect(() => identityFromSeed(new Uint8Array(SEED_BYTES + 1))).toThrow(CallFailed);
  const ec = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey;
  for (const text of [ec.export({ type: 'pkcs8', format: 'pem' }) as string, 'secret', '']) {
    expect(() => seedFromPem(text)).toThrow(CallFailed);
    if (text.length > 0) expect(() => seedFromPem(text)).not.toThrow(text);
  }
});

test('two generated keys differ', () => {
  expect(toHex(generateSeed())).not.toBe(toHex(generateSeed()));
});
