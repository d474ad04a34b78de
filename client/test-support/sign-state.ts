import { Cbor } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { bls12_381 } from '@noble/curves/bls12-381';
import { decodeHashTree, digestHashTree } from '../src/verify/hash-tree.ts';

/** A hash tree in the form that CBOR encodes. */
export type RawTree =
  [0] | [1, RawTree, RawTree] | [2, Uint8Array, RawTree] | [3, Uint8Array] | [4, Uint8Array];

const DER_PREFIX = Buffer.from(
  '308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100',
  'hex',
);

/** A network key made for a test, and its DER public key. */
export function makeNetworkKey(seed: number): { secret: Uint8Array; rootKey: Uint8Array } {
  const secret = new Uint8Array(32).fill(seed);
  const publicKey = bls12_381.getPublicKeyForShortSignatures(secret);
  return { secret, rootKey: Uint8Array.from([...DER_PREFIX, ...publicKey]) };
}

/** A label in the form of the tree. */
export function labeled(label: string | Uint8Array, subtree: RawTree): RawTree {
  return [2, typeof label === 'string' ? new TextEncoder().encode(label) : label, subtree];
}

/** CBOR of a tree, self-described. */
export function encodeTree(tree: RawTree): Uint8Array {
  return Cbor.encode(tree);
}

/** Root hash of a tree. */
export function digestOf(tree: RawTree): Uint8Array {
  return digestHashTree(decodeHashTree(encodeTree(tree)));
}

/** The same tree with everything below it hidden. */
export function prune(tree: RawTree): RawTree {
  return [4, digestOf(tree)];
}

/** A state tree with one canister's certified data and the time. Units: milliseconds. */
export function stateTree(canisterId: Principal, certifiedData: Uint8Array, timeMs: number): RawTree {
  const canister = labeled(canisterId.toUint8Array(), labeled('certified_data', [3, certifiedData]));
  return [1, labeled('canister', canister), labeled('time', [3, leb128(BigInt(timeMs) * 1_000_000n)])];
}

/** The certificate over a state tree. */
export function signTree(tree: RawTree, secret: Uint8Array, delegation?: unknown): Uint8Array {
  const domain = new TextEncoder().encode('\x0dic-state-root');
  const message = Uint8Array.from([...domain, ...digestOf(tree)]);
  const signature = bls12_381.signShortSignature(message, secret);
  return Cbor.encode(delegation ? { tree, signature, delegation } : { tree, signature });
}

/** A nat64 as the state tree holds it. */
export function leb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  do {
    const low = Number(left & 127n);
    left >>= 7n;
    bytes.push(left > 0n ? low | 128 : low);
  } while (left > 0n);
  return Uint8Array.from(bytes);
}
