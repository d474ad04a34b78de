import { concatBytes } from './bytes.ts';
import { readU32, u32Key } from './key.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';

const LEAF_REF = 0;
const INNER_REF = 1;

/** Points at a leaf by its key or at an inner node by its number. */
export type NodeRef = { readonly key: Uint8Array } | { readonly node: number };

/** A child with the hash of its tree. */
export interface Child {
  readonly ref: NodeRef;
  readonly hash: Uint8Array;
}

/** A fork: keys with a 0 at `bit` are on the left, the others on the right. */
export interface InnerNode {
  readonly bit: number;
  readonly left: Child;
  readonly right: Child;
}

/** What is known of the whole map. */
export interface MapHead {
  /** The number that the next new node gets when no freed one is left. */
  readonly nextNode: number;
  /** First of the chain of freed nodes; 0 for none. */
  readonly freeNode: number;
  /** Absent in an empty map. */
  readonly root: Child | undefined;
}

/**
 * The bit of a key, most significant first; 0 beyond its end.
 * Bounds: bit from 0.
 */
export function bitOf(key: Uint8Array, bit: number): 0 | 1 {
  return (((key[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) as 0 | 1;
}

/** The first bit in which two different keys differ. */
export function firstDifferingBit(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return at * 8 + Math.clz32((a[at] ?? 0) ^ (b[at] ?? 0)) - 24;
}

/** The node as its record in the table. */
export function encodeInner(node: InnerNode): Uint8Array {
  return concatBytes(
    Uint8Array.of(node.bit >> 8, node.bit & 0xff),
    encodeChild(node.left),
    encodeChild(node.right),
  );
}

/** The node of a record. */
export function decodeInner(bytes: Uint8Array): InnerNode {
  const left = decodeChild(bytes, 2);
  const right = decodeChild(bytes, left.end);
  return { bit: ((bytes[0] as number) << 8) | (bytes[1] as number), left: left.child, right: right.child };
}

/** The head as its record in the table. */
export function encodeHead(head: MapHead): Uint8Array {
  const root = head.root === undefined ? new Uint8Array(0) : encodeChild(head.root);
  return concatBytes(u32Key(head.nextNode), u32Key(head.freeNode), root);
}

/** The head of a record. */
export function decodeHead(bytes: Uint8Array): MapHead {
  return {
    nextNode: readU32(bytes, 0),
    freeNode: readU32(bytes, 4),
    root: bytes.length === 8 ? undefined : decodeChild(bytes, 8).child,
  };
}

function encodeChild({ ref, hash }: Child): Uint8Array {
  return 'node' in ref
    ? concatBytes(Uint8Array.of(INNER_REF), u32Key(ref.node), hash)
    : concatBytes(Uint8Array.of(LEAF_REF, ref.key.length), ref.key, hash);
}

function decodeChild(bytes: Uint8Array, offset: number): { child: Child; end: number } {
  const isInner = bytes[offset] === INNER_REF;
  const keyStart = offset + 2;
  const hashStart = isInner ? offset + 5 : keyStart + (bytes[offset + 1] as number);
  const ref: NodeRef = isInner
    ? { node: readU32(bytes, offset + 1) }
    : { key: bytes.slice(keyStart, hashStart) };
  const end = hashStart + HASH_SIZE_BYTES;
  return { child: { ref, hash: bytes.slice(hashStart, end) }, end };
}
