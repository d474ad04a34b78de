import { verify } from 'node:crypto';
import { verifyCanisterSignature } from './canister-signature.ts';
import type { PublicKey } from './public-key.ts';
import { verifyWebAuthn } from './webauthn.ts';

/** Bytes of a plain signature: two numbers of 32 bytes. */
export const PLAIN_SIGNATURE_BYTES = 64;

/**
 * Is this the signature of the payload (domain separator and message) under the key?
 * `rootKeyDer` is what canister signatures are checked against. False for anything malformed.
 * Source: IC interface specification, "Signatures".
 */
export function verifySignature(
  key: PublicKey,
  payload: Uint8Array,
  signature: Uint8Array,
  rootKeyDer: Uint8Array,
): boolean {
  switch (key.scheme) {
    case 'ed25519':
      return signature.length === PLAIN_SIGNATURE_BYTES && verify(null, payload, key.key, signature);
    case 'ecdsa': {
      if (signature.length !== PLAIN_SIGNATURE_BYTES) return false;
      return verify('sha256', payload, { key: key.key, dsaEncoding: 'ieee-p1363' }, signature);
    }
    case 'webauthn':
      return verifyWebAuthn(key, payload, signature);
    case 'canister':
      return verifyCanisterSignature(key, payload, signature, rootKeyDer);
  }
}
