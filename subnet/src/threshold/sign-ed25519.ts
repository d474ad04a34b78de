import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519';

const { Point } = ed25519;

/** A secret that signs: the scalar, and the bytes that keep its nonces secret. */
export interface EdSecret {
  readonly scalar: bigint;
  readonly noncePrefix: Uint8Array;
}

/**
 * Signs with a scalar, as a derived key has no seed. The nonce takes random bytes in, so two signatures of one message
 * differ, as they do on the IC.
 * Shape: 64 bytes. Source: RFC 8032, 5.1.6, from step 2; IC interface specification, "sign_with_schnorr".
 */
export function signEd25519(secret: EdSecret, message: Uint8Array, random: Uint8Array): Uint8Array {
  const publicKey = Point.BASE.multiply(secret.scalar).toBytes();
  const nonce = scalarOfHash(secret.noncePrefix, random, message);
  const commitment = Point.BASE.multiply(nonce).toBytes();
  const challenge = scalarOfHash(commitment, publicKey, message);
  const response = Point.Fn.add(nonce, Point.Fn.mul(challenge, secret.scalar));
  return new Uint8Array(Buffer.concat([commitment, Point.Fn.toBytes(response)]));
}

/** SHA-512 as a little-endian number, modulo the order. */
function scalarOfHash(...parts: readonly Uint8Array[]): bigint {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return BigInt(`0x${hash.digest().reverse().toString('hex')}`) % Point.Fn.ORDER;
}
