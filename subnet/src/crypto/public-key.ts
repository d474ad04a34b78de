import { createPublicKey, type KeyObject } from 'node:crypto';
import { CborError } from '../codec/cbor-error.ts';
import { PRINCIPAL_BYTES_MAX } from '../principal.ts';
import { BoundedCache } from './bounded-cache.ts';
import { parseCoseKey, type CoseAlgorithm } from './cose-key.ts';
import { OID_CANISTER_SIGNATURE, OID_COSE, unwrapKey } from './wrapped-key.ts';

/** A public key of one of the schemes of the IC. Source: IC interface specification, "Signatures". */
export type PublicKey =
  | { readonly scheme: 'ed25519' | 'ecdsa'; readonly key: KeyObject }
  | { readonly scheme: 'webauthn'; readonly algorithm: CoseAlgorithm; readonly key: KeyObject }
  | { readonly scheme: 'canister'; readonly canister: Uint8Array; readonly seed: Uint8Array };

/** The bytes are not the exact DER of a supported public key. */
export class PublicKeyError extends Error {
  override readonly name = 'PublicKeyError';
}

/** Bounds: keys kept ready for use, and bytes of a key that is looked at. */
const KEYS_KEPT_MAX = 4096;
export const PUBLIC_KEY_BYTES_MAX = 4096;

/** The only accepted DER of each plain scheme, up to the key itself. Source: RFC 8410 section 4; RFC 5480 section 2. */
const PLAIN_FRAMES = [
  { scheme: 'ed25519', prefix: '302a300506032b6570032100', length: 44 },
  { scheme: 'ecdsa', prefix: '3059301306072a8648ce3d020106082a8648ce3d03010703420004', length: 91 },
  { scheme: 'ecdsa', prefix: '3056301006072a8648ce3d020106052b8104000a03420004', length: 88 },
] as const;

const keys = new BoundedCache<PublicKey>(KEYS_KEPT_MAX);

/**
 * The public key in the DER.
 * Errors: PublicKeyError for another scheme, inexact DER, or a key that is not valid.
 */
export function parsePublicKey(der: Uint8Array): PublicKey {
  if (der.length > PUBLIC_KEY_BYTES_MAX) {
    throw new PublicKeyError(`public key: expected at most ${PUBLIC_KEY_BYTES_MAX} bytes, got ${der.length}`);
  }
  const id = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('hex');
  const known = keys.get(id);
  if (known !== undefined) return known;
  const key = plainKey(Uint8Array.from(der), id) ?? wrappedKey(Uint8Array.from(der));
  keys.set(id, key);
  return key;
}

function plainKey(der: Uint8Array, hex: string): PublicKey | undefined {
  const frame = PLAIN_FRAMES.find((each) => der.length === each.length && hex.startsWith(each.prefix));
  if (frame === undefined) return undefined;
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    return { scheme: frame.scheme, key };
  } catch {
    throw new PublicKeyError('public key: not a point of the curve');
  }
}

function wrappedKey(der: Uint8Array): PublicKey {
  const cose = unwrapKey(der, OID_COSE);
  if (cose !== undefined) return webAuthnKey(cose);
  const canisterKey = unwrapKey(der, OID_CANISTER_SIGNATURE);
  if (canisterKey === undefined) throw new PublicKeyError('public key: not the DER of a supported scheme');
  const length = canisterKey[0];
  if (length === undefined || length > PRINCIPAL_BYTES_MAX || canisterKey.length < 1 + length) {
    throw new PublicKeyError('public key: malformed signing canister');
  }
  return {
    scheme: 'canister',
    canister: canisterKey.slice(1, 1 + length),
    seed: canisterKey.slice(1 + length),
  };
}

function webAuthnKey(cose: Uint8Array): PublicKey {
  try {
    return { scheme: 'webauthn', ...parseCoseKey(cose) };
  } catch (error) {
    if (error instanceof CborError) throw new PublicKeyError(`public key: ${error.message}`);
    throw error;
  }
}
