import { hkdfSync } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519';
import { ROOT_CHAIN_CODE } from './derive-secp256k1.ts';

/** A point of the curve of Ed25519. */
export type EdPoint = InstanceType<typeof ed25519.Point>;

/** A key derived from another one: its secret scalar is the other's plus `offset`, modulo the order. */
export interface EdDerivation {
  readonly point: EdPoint;
  readonly offset: bigint;
  /** Shape: 32 bytes. */
  readonly chainCode: Uint8Array;
}

const { Point } = ed25519;
const TWEAK_BYTES = 64;
const OUTPUT_BYTES = 96;

/**
 * Derives a key along a path of byte strings of any length.
 * Source: IC interface specification, "Ed25519 hierarchical key derivation".
 */
export function deriveEd25519(
  master: EdPoint,
  path: readonly Uint8Array[],
  chainCode: Uint8Array = ROOT_CHAIN_CODE,
): EdDerivation {
  return path.reduce<EdDerivation>(childOf, { point: master, offset: 0n, chainCode });
}

function childOf(parent: EdDerivation, index: Uint8Array): EdDerivation {
  const material = Buffer.concat([parent.point.toBytes(), index]);
  const output = Buffer.from(hkdfSync('sha512', material, parent.chainCode, 'Ed25519', OUTPUT_BYTES));
  const tweak = BigInt(`0x${output.toString('hex', 0, TWEAK_BYTES)}`) % Point.Fn.ORDER;
  return {
    // Not in constant time: whoever knows the public key and its chain code knows the tweak.
    point: parent.point.add(Point.BASE.multiplyUnsafe(tweak)),
    offset: Point.Fn.add(parent.offset, tweak),
    chainCode: new Uint8Array(output.subarray(TWEAK_BYTES)),
  };
}
