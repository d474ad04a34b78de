import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { sha256 } from '../crypto/sha256.ts';

const { Point } = secp256k1;
const TWEAK_TAG = sha256(Buffer.from('TapTweak', 'latin1'));

/** Bytes of a Merkle root of a script tree; a key without scripts has an empty one. */
export const MERKLE_ROOT_BYTES = 32;

/**
 * Signs a message of any length for the x-coordinate of the key.
 * Shape: 64 bytes. Source: BIP340, "Default Signing".
 */
export function signBip340(secret: bigint, message: Uint8Array, auxiliary: Uint8Array): Uint8Array {
  return schnorr.sign(message, Point.Fn.toBytes(secret), auxiliary);
}

/**
 * The secret of the output key that an internal key and a Merkle root make; undefined when BIP341 has none for them,
 * which nobody will see.
 * Bounds: the root is empty or of MERKLE_ROOT_BYTES. Source: BIP341, "Constructing and spending Taproot outputs"
 * (taproot_tweak_seckey).
 */
export function taprootSecret(secret: bigint, merkleRoot: Uint8Array): bigint | undefined {
  const encoded = Point.BASE.multiply(secret).toBytes(true);
  const even = encoded[0] === 2 ? secret : Point.Fn.neg(secret);
  const hash = sha256(Buffer.concat([TWEAK_TAG, TWEAK_TAG, encoded.subarray(1), merkleRoot]));
  const tweak = BigInt(`0x${Buffer.from(hash).toString('hex')}`);
  const tweaked = Point.Fn.add(even, tweak);
  return tweak >= Point.Fn.ORDER || tweaked === 0n ? undefined : tweaked;
}
