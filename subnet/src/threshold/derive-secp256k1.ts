import { createHmac } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1';

/** A point of secp256k1. */
export type SecpPoint = InstanceType<typeof secp256k1.Point>;

/** A key derived from another one: its secret is the other's secret plus `offset`, modulo the order. */
export interface SecpDerivation {
  readonly point: SecpPoint;
  readonly offset: bigint;
  /** Shape: 32 bytes. */
  readonly chainCode: Uint8Array;
}

/** Chain code of a master key. */
export const ROOT_CHAIN_CODE: Uint8Array = new Uint8Array(32);

const { Point } = secp256k1;
const RETRY = Uint8Array.of(1);

/**
 * Derives a key along a path of byte strings of any length; with four-byte indices below 2^31 it is BIP32's public
 * derivation.
 * Source: IC interface specification, "ecdsa_public_key"; ia.cr/2021/1330, appendix D; BIP32, CKDpub; SLIP-0010 for an
 * HMAC that is no scalar; as in dfinity/ic packages/ic-secp256k1/src/lib.rs.
 */
export function deriveSecp256k1(
  master: SecpPoint,
  path: readonly Uint8Array[],
  chainCode: Uint8Array = ROOT_CHAIN_CODE,
): SecpDerivation {
  return path.reduce<SecpDerivation>(childOf, { point: master, offset: 0n, chainCode });
}

function childOf(parent: SecpDerivation, index: Uint8Array): SecpDerivation {
  let input = parent.point.toBytes(true);
  for (;;) {
    const digest = createHmac('sha512', parent.chainCode).update(input).update(index).digest();
    const tweak = BigInt(`0x${digest.toString('hex', 0, 32)}`);
    const chainCode = new Uint8Array(digest.subarray(32));
    if (tweak < Point.Fn.ORDER) {
      const point = parent.point.add(timesBase(tweak));
      if (!point.is0()) return { point, offset: Point.Fn.add(parent.offset, tweak), chainCode };
    }
    input = Uint8Array.from([...RETRY, ...chainCode]);
  }
}

/** Not in constant time: whoever knows the public key and its chain code knows the tweak. */
function timesBase(scalar: bigint): SecpPoint {
  return Point.BASE.multiplyUnsafe(scalar);
}
