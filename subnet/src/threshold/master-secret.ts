import { createHash, hkdfSync } from 'node:crypto';
import type { KeyId } from './key-id.ts';

const MATERIAL_BYTES = 64;

/**
 * The secret scalar of a master key, the same for the same subnet secret and key id.
 * Bounds: 1 to order - 1. Source: RFC 5869; 64 bytes make the remainder even enough (RFC 9380, section 5).
 */
export function masterSecret(secret: Uint8Array, id: KeyId, order: bigint): bigint {
  const material = Buffer.from(hkdfSync('sha512', secret, 'threshold-master-key', id, MATERIAL_BYTES));
  return 1n + (BigInt(`0x${material.toString('hex')}`) % (order - 1n));
}

/** Bytes that keep the nonces of an Ed25519 scalar secret. */
export function noncePrefix(scalar: Uint8Array, chainCode: Uint8Array): Uint8Array {
  return createHash('sha512').update(scalar).update(chainCode).digest().subarray(0, 32);
}
