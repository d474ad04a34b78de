import { concatBytes } from './bytes.ts';
import { readU32, u32Key } from './key.ts';
import { HASH_SIZE_BYTES } from './sha256.ts';

const INNER_REF = 1;
const LEAF_REF = 2;
const BIT_SIZE_BYTES = 2;
const PAIR_SIZE_BYTES = 2 * HASH_SIZE_BYTES;
const LEFT_REF_OFFSET = BIT_SIZE_BYTES + PAIR_SIZE_BYTES;
const INNER_REF_SIZE_BYTES = 5;
const LEAF_KEY_OFFSET = 2;
const HEAD_COUNTS_SIZE_BYTES = 8;

/** Which child: 0 the left one, 1 the right one. */
export type Side = 0 | 1;

/**
 * Points at a leaf or at an inner node.
 * Shape: for an inner node 1 and its number, which is also the key of its record; for a leaf 2, the size of its key and the key.
 */
export type NodeRef = Uint8Array;

/** A child with the hash of its tree. */
export interface Child {
  readonly ref: NodeRef;
  readonly hash: Uint8Array;
}

/**
 * The record of a fork, read in place since most of it is only passed on: keys with a 0 at the fork's bit are on the left,
 * the others on the right.
 * Shape: the bit in 2 bytes, the hashes of both children, their references.
 */
export type InnerRecord = Uint8Array;

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
export function bitOf(key: Uint8Array, bit: number): Side {
  return (((key[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) as Side;
}

/** The first bit in which two different keys differ. */
export function firstDifferingBit(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return at * 8 + Math.clz32((a[at] ?? 0) ^ (b[at] ?? 0)) - 24;
}

/** The reference to an inner node. */
export function innerRef(node: number): NodeRef {
  return concatBytes(Uint8Array.of(INNER_REF), u32Key(node));
}

/** The reference to the leaf of a key. */
export function leafRef(key: Uint8Array): NodeRef {
  return concatBytes(Uint8Array.of(LEAF_REF, key.length), key);
}

/** Whether the reference points at a leaf. */
export function isLeaf(ref: NodeRef): boolean {
  return ref[0] === LEAF_REF;
}

/** The key of the leaf that is referred to. */
export function keyOf(ref: NodeRef): Uint8Array {
  return ref.subarray(LEAF_KEY_OFFSET);
}

/** The number of the inner node that is referred to. */
export function numberOf(ref: NodeRef): number {
  return readU32(ref, 1);
}

/** The record of a fork. */
export function encodeInner(bit: number, left: Child, right: Child): InnerRecord {
  return concatBytes(Uint8Array.of(bit >> 8, bit & 0xff), left.hash, right.hash, left.ref, right.ref);
}

/** The bit at which a fork splits. */
export function forkBit(record: InnerRecord): number {
  return ((record[0] as number) << 8) | (record[1] as number);
}

/** The hashes of both children, left before right: 64 bytes of the record itself. */
export function hashPair(record: InnerRecord): Uint8Array {
  return record.subarray(BIT_SIZE_BYTES, LEFT_REF_OFFSET);
}

/** The record with other hashes of the children, in place. */
export function putHashPair(record: InnerRecord, pair: Uint8Array): void {
  record.set(pair, BIT_SIZE_BYTES);
}

/** The reference to one child. */
export function childRef(record: InnerRecord, side: Side): NodeRef {
  const rightRefOffset = LEFT_REF_OFFSET + refSize(record, LEFT_REF_OFFSET);
  return side === 0 ? record.subarray(LEFT_REF_OFFSET, rightRefOffset) : record.subarray(rightRefOffset);
}

/** The hash of one child. */
export function childHash(record: InnerRecord, side: Side): Uint8Array {
  const offset = BIT_SIZE_BYTES + side * HASH_SIZE_BYTES;
  return record.subarray(offset, offset + HASH_SIZE_BYTES);
}

/** One child. */
export function childOf(record: InnerRecord, side: Side): Child {
  return { ref: childRef(record, side), hash: childHash(record, side) };
}

/** The head as its record in the table. */
export function encodeHead({ nextNode, freeNode, root }: MapHead): Uint8Array {
  const counts = [u32Key(nextNode), u32Key(freeNode)];
  return root === undefined ? concatBytes(...counts) : concatBytes(...counts, root.hash, root.ref);
}

/** The head of a record. */
export function decodeHead(bytes: Uint8Array): MapHead {
  const refOffset = HEAD_COUNTS_SIZE_BYTES + HASH_SIZE_BYTES;
  return {
    nextNode: readU32(bytes, 0),
    freeNode: readU32(bytes, 4),
    root:
      bytes.length === HEAD_COUNTS_SIZE_BYTES
        ? undefined
        : { hash: bytes.subarray(HEAD_COUNTS_SIZE_BYTES, refOffset), ref: bytes.subarray(refOffset) },
  };
}

function refSize(bytes: Uint8Array, offset: number): number {
  if (bytes[offset] === INNER_REF) return INNER_REF_SIZE_BYTES;
  return LEAF_KEY_OFFSET + (bytes[offset + 1] as number);
}
