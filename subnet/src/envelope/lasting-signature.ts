import { BoundedCache } from '../crypto/bounded-cache.ts';
import { parsePublicKey } from '../crypto/public-key.ts';
import { sha256 } from '../crypto/sha256.ts';
import { verifySignature } from '../crypto/verify-signature.ts';

/** Bounds: signatures that are known to hold. */
const KNOWN_MAX = 4096;
const known = new BoundedCache<true>(KNOWN_MAX);

/**
 * As verifySignature, for signatures that come again with every request of a session (delegations, sender information):
 * one that held once, under the same root key, is not checked again.
 * Errors: PublicKeyError when the key is not the DER of a supported scheme.
 */
export function verifyLastingSignature(
  publicKeyDer: Uint8Array,
  payload: Uint8Array,
  signature: Uint8Array,
  rootKeyDer: Uint8Array,
): boolean {
  const lengths = new Uint8Array(
    Uint32Array.of(publicKeyDer.length, payload.length, signature.length).buffer,
  );
  const parts = [lengths, publicKeyDer, payload, signature, rootKeyDer];
  const id = Buffer.from(sha256(Buffer.concat(parts))).toString('latin1');
  if (known.get(id) === true) return true;
  if (!verifySignature(parsePublicKey(publicKeyDer), payload, signature, rootKeyDer)) return false;
  known.set(id, true);
  return true;
}
