import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { CborError } from '../codec/cbor-error.ts';
import { decodeCbor } from '../codec/cbor-decode.ts';
import { expectBytes, expectMap } from '../codec/cbor-field.ts';
import type { CborMap, CborValue } from '../codec/cbor-value.ts';

/** Signature algorithms of web authentication. Source: IC interface specification, "Web Authentication". */
export type CoseAlgorithm = 'ES256' | 'RS256' | 'EdDSA';

/** A COSE public key. */
export interface CoseKey {
  readonly algorithm: CoseAlgorithm;
  readonly key: KeyObject;
}

/** Bounds: bytes of an RSA modulus (2048 to 8192 bits) and of its exponent. */
export const RSA_MODULUS_BYTES_MIN = 256;
export const RSA_MODULUS_BYTES_MAX = 1024;
const RSA_EXPONENT_BYTES_MAX = 8;

/** Labels of the map and values of key type, algorithm and curve. Source: RFC 9053, RFC 8230, RFC 8152 section 13. */
const KEY_TYPE = '1';
const ALGORITHM = '3';
const OCTET_KEY_PAIR = 1;
const ELLIPTIC = 2;
const RSA = 3;
const CURVE_P256 = 1;
const CURVE_ED25519 = 6;

/**
 * Reads a COSE key.
 * Errors: CborError when it is malformed, of another algorithm, or not a valid key.
 */
export function parseCoseKey(bytes: Uint8Array): CoseKey {
  const map = expectMap(decodeCbor(bytes, { integerKeys: true, depthMax: 2, itemsMax: 64 }), 'COSE key');
  const type = map.get(KEY_TYPE);
  const algorithm = map.get(ALGORITHM);
  if (type === ELLIPTIC && algorithm === -7) return { algorithm: 'ES256', key: importKey(p256(map)) };
  if (type === OCTET_KEY_PAIR && algorithm === -8)
    return { algorithm: 'EdDSA', key: importKey(ed25519(map)) };
  if (type === RSA && algorithm === -257) return { algorithm: 'RS256', key: importKey(rsa(map)) };
  throw new CborError('COSE key: expected ES256, EdDSA or RS256');
}

function p256(map: CborMap): JsonWebKey {
  if (map.get('-1') !== CURVE_P256) throw new CborError('COSE key: expected curve P-256');
  return { kty: 'EC', crv: 'P-256', x: sized(map.get('-2'), 32, 32), y: sized(map.get('-3'), 32, 32) };
}

function ed25519(map: CborMap): JsonWebKey {
  if (map.get('-1') !== CURVE_ED25519) throw new CborError('COSE key: expected curve Ed25519');
  return { kty: 'OKP', crv: 'Ed25519', x: sized(map.get('-2'), 32, 32) };
}

function rsa(map: CborMap): JsonWebKey {
  const n = sized(map.get('-1'), RSA_MODULUS_BYTES_MIN, RSA_MODULUS_BYTES_MAX);
  return { kty: 'RSA', n, e: sized(map.get('-2'), 1, RSA_EXPONENT_BYTES_MAX) };
}

function sized(value: CborValue | undefined, min: number, max: number): string {
  const bytes = expectBytes(value, 'COSE key parameter');
  if (bytes.length < min || bytes.length > max) {
    throw new CborError(`COSE key parameter: expected ${min} to ${max} bytes, got ${bytes.length}`);
  }
  return Buffer.from(bytes).toString('base64url');
}

function importKey(key: JsonWebKey): KeyObject {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    throw new CborError('COSE key: not a valid key');
  }
}
