import type { Identity } from '@dfinity/agent';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { CallFailed } from '../call-failed.ts';
import { fromHex, toHex } from '../verify/bytes.ts';

/** Bounds: an Ed25519 private key, of which everything else follows. */
export const SEED_BYTES = 32;

// PKCS #8 of an Ed25519 key up to the seed: with and without the public key behind it. Source: RFC 8410, RFC 5958.
const PKCS8_V1 = '302e020100300506032b657004220420';
const PKCS8_V2 = '3053020101300506032b657004220420';
const PUBLIC_KEY = 'a123032100';
const LINE_CHARS = 64;

/** The identity of a private key. Errors: CallFailed `invalid_input` when it does not have SEED_BYTES. */
export function identityFromSeed(seed: Uint8Array): Identity {
  return keyOf(seed);
}

/** A private key by chance. */
export function generateSeed(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(SEED_BYTES));
}

/** PEM text of a private key, as `dfx identity import` and `icp identity import` read it. */
export function seedToPem(seed: Uint8Array): string {
  const publicKey = new Uint8Array(keyOf(seed).getPublicKey().rawKey);
  const der = `${PKCS8_V2}${toHex(seed)}${PUBLIC_KEY}${toHex(publicKey)}`;
  const base64 = btoa(String.fromCharCode(...(fromHex(der) ?? [])));
  const lines = base64.match(new RegExp(`.{1,${LINE_CHARS}}`, 'g')) ?? [];
  return ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
}

/** The private key in a PEM text. Errors: CallFailed `invalid_input`; the message never holds the text. */
export function seedFromPem(pem: string): Uint8Array {
  const body = /^-----BEGIN PRIVATE KEY-----\s+([A-Za-z0-9+/=\s]+?)\s+-----END PRIVATE KEY-----\s*$/.exec(
    pem,
  )?.[1];
  const der = toHex(fromBase64(body ?? ''));
  const seed = fromHex(der.slice(PKCS8_V1.length, PKCS8_V1.length + 2 * SEED_BYTES));
  const known = der.startsWith(PKCS8_V1) || der.startsWith(PKCS8_V2);
  if (!known || seed?.length !== SEED_BYTES) {
    throw new CallFailed('invalid_input', 'expected the PEM text of an Ed25519 private key (PKCS #8)');
  }
  return seed;
}

function fromBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, '')), (char) => char.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function keyOf(seed: Uint8Array): Ed25519KeyIdentity {
  if (seed.length !== SEED_BYTES) {
    throw new CallFailed(
      'invalid_input',
      `expected a private key of ${SEED_BYTES} bytes, got ${seed.length}`,
    );
  }
  return Ed25519KeyIdentity.fromSecretKey(seed);
}
