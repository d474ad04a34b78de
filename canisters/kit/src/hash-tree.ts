import { concatBytes } from './bytes.ts';
import { HASH_SIZE_BYTES, sha256 } from './sha256.ts';

const CBOR_SELF_DESCRIBING_TAG = Uint8Array.of(0xd9, 0xd9, 0xf7);
const CBOR_ARRAY = 0x80;
const CBOR_BYTES = 0x40;

/**
 * A hash tree with its pruned parts, node kind first: empty, fork, labeled, leaf, pruned.
 * Source: IC interface specification, "Certificate" (Certification).
 */
export type HashTree =
  | readonly [0]
  | readonly [1, HashTree, HashTree]
  | readonly [2, Uint8Array, HashTree]
  | readonly [3, Uint8Array]
  | readonly [4, Uint8Array];

/** The tree without anything. */
export const emptyTree: HashTree = [0];
/** Two trees side by side; labels to the left come before labels to the right. */
export const fork = (left: HashTree, right: HashTree): HashTree => [1, left, right];
/** A tree below a label. */
export const labeled = (label: Uint8Array, tree: HashTree): HashTree => [2, label, tree];
/** A value. */
export const leaf = (value: Uint8Array): HashTree => [3, value];
/** A tree of which only the hash is told. Bounds: 32 bytes. */
export const pruned = (hash: Uint8Array): HashTree => [4, hash];

/** ASCII text as bytes; labels of fixed sections are ASCII. */
export function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function domainSeparator(name: string): Uint8Array {
  return concatBytes(Uint8Array.of(name.length), ascii(name));
}

const EMPTY = domainSeparator('ic-hashtree-empty');
const FORK = domainSeparator('ic-hashtree-fork');
const LABELED = domainSeparator('ic-hashtree-labeled');
const LEAF = domainSeparator('ic-hashtree-leaf');

/** Hash of the tree without anything. */
export const emptyHash = (): Uint8Array => sha256(EMPTY);
/** Hash of two trees side by side, from their hashes. */
export const forkHash = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(FORK, left, right);
/** Hash of a tree below a label, from the tree's hash. */
export const labeledHash = (label: Uint8Array, hash: Uint8Array): Uint8Array => sha256(LABELED, label, hash);
/** Hash of a value. */
export const leafHash = (value: Uint8Array): Uint8Array => sha256(LEAF, value);

/**
 * The tree as it is sent to clients: CBOR, definite lengths, with the self-describing tag.
 * Source: IC interface specification, "Encoding of certificates"; RFC 8949, section 3.4.6.
 */
export function encodeHashTree(tree: HashTree): Uint8Array {
  end = 0;
  put(CBOR_SELF_DESCRIBING_TAG);
  putTree(tree);
  return written.slice(0, end);
}

// The one buffer: nothing is encoded while a tree is. Not in an object: QuickJS takes thrice as long to reach it there.
let written = new Uint8Array(4_096);
let end = 0;

const EMPTY_TREE = Uint8Array.of(CBOR_ARRAY + 1, 0);
const FORK_HEAD = Uint8Array.of(CBOR_ARRAY + 3, 1);
const LABELED_HEAD = Uint8Array.of(CBOR_ARRAY + 3, 2);
const LEAF_HEAD = Uint8Array.of(CBOR_ARRAY + 2, 3);
const PRUNED_HEAD = Uint8Array.of(CBOR_ARRAY + 2, 4, CBOR_BYTES + 24, HASH_SIZE_BYTES);
const FORK_PRUNED_HEAD = concatBytes(FORK_HEAD, PRUNED_HEAD);

function putTree(tree: HashTree): void {
  switch (tree[0]) {
    case 4:
      put(PRUNED_HEAD);
      put(tree[1]);
      return;
    case 1:
      putFork(tree[1], tree[2]);
      return;
    case 2:
      put(LABELED_HEAD);
      putBytes(tree[1]);
      putTree(tree[2]);
      return;
    case 3:
      put(LEAF_HEAD);
      putBytes(tree[1]);
      return;
    case 0:
      put(EMPTY_TREE);
  }
}

/** Nearly all of a witness are forks with one pruned side. */
function putFork(left: HashTree, right: HashTree): void {
  if (left[0] === 4) {
    put(FORK_PRUNED_HEAD);
    put(left[1]);
    putTree(right);
    return;
  }
  put(FORK_HEAD);
  putTree(left);
  putTree(right);
}

function putBytes(bytes: Uint8Array): void {
  const size = bytes.length;
  if (size < 24) put(Uint8Array.of(CBOR_BYTES + size));
  else if (size < 0x100) put(Uint8Array.of(CBOR_BYTES + 24, size));
  else if (size < 0x1_0000) put(Uint8Array.of(CBOR_BYTES + 25, size >> 8, size & 0xff));
  else put(Uint8Array.of(CBOR_BYTES + 26, size >>> 24, (size >> 16) & 0xff, (size >> 8) & 0xff, size & 0xff));
  put(bytes);
}

function put(bytes: Uint8Array): void {
  const before = end;
  end += bytes.length;
  if (end > written.length) makeRoom(before);
  written.set(bytes, before);
}

/** A larger buffer, of a power of two, so that it is seldom made again. */
function makeRoom(used: number): void {
  let room = written.length;
  while (room < end) room *= 2;
  const larger = new Uint8Array(room);
  larger.set(written.subarray(0, used));
  written = larger;
}
