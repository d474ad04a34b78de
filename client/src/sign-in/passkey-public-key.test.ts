import { expect, test } from 'vitest';
import { PasskeyInvalid } from './passkey-invalid.ts';
import { readMadeCredential } from './passkey-public-key.ts';

const P256 = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, ...fill(32, 7), 0x22, 0x58, 32, ...fill(32, 9)];
const ED25519 = [0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32, ...fill(32, 5)];
const ID = fill(20, 3);
const AAGUID = fill(16, 1);
/** `{"credProtect": 3}`, as a security key adds it. */
const EXTENSIONS = [0xa1, 0x6b, ...new TextEncoder().encode('credProtect'), 3];

function fill(length: number, value: number): number[] {
  return Array.from({ length }, () => value);
}

function authenticatorData(key: number[], flags = 0x45): Uint8Array {
  return Uint8Array.from([...fill(32, 8), flags, 0, 0, 0, 0, ...AAGUID, 0, ID.length, ...ID, ...key]);
}

test.each([
  ['ES256', P256],
  ['EdDSA', ED25519],
])('the public key of a credential is the DER of its COSE key: %s', (_name, key) => {
  const made = readMadeCredential(authenticatorData(key));
  expect([...made.credentialId]).toEqual(ID);
  expect([...made.aaguid]).toEqual(AAGUID);
  expect([...made.publicKey.slice(-key.length)]).toEqual(key);
  expect(made.publicKey[0]).toBe(0x30);
  expect(made.publicKey[1]).toBe(made.publicKey.length - 2);
});

test('extensions behind the key are no part of it', () => {
  const plain = readMadeCredential(authenticatorData(P256));
  const extended = readMadeCredential(authenticatorData([...P256, ...EXTENSIONS], 0xc5));
  expect(extended.publicKey).toEqual(plain.publicKey);
});

test('data without a credential, and data that end within it, are refused', () => {
  expect(() => readMadeCredential(authenticatorData(P256, 0x05))).toThrow(PasskeyInvalid);
  const whole = authenticatorData(P256);
  for (let length = 0; length < whole.length; length++)
    expect(() => readMadeCredential(whole.slice(0, length))).toThrow(PasskeyInvalid);
});

test.each([
  ['a text among its values', [0xa1, 1, 0x61, 0x61]],
  ['a list', [0x81, 1]],
  ['an indefinite length', [0xbf, 1, 2, 0xff]],
  ['bytes as a label', [0xa1, 0x41, 1, 2]],
])('a key with %s is refused', (_name, key) => {
  expect(() => readMadeCredential(authenticatorData(key))).toThrow(PasskeyInvalid);
});
