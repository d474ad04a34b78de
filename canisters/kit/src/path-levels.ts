import { assert } from './assert.ts';
import { foldInKernel, hasKernel, LEVEL_SIZE_BYTES } from './hash-kernel.ts';
import type { TreeKind } from './hash-kernel.ts';
import { HASH_SIZE_BYTES, sha256 } from './sha256.ts';

const PREFIXES = {
  // Source: IC interface specification, "Certificate": the separator's length, then "ic-hashtree-fork".
  fork: Uint8Array.from('\x10ic-hashtree-fork', (character) => character.charCodeAt(0)),
  // Source: RFC 6962, section 2.1.
  node: Uint8Array.of(1),
};
const LEFT_OFFSET = 1;
const RIGHT_OFFSET = LEFT_OFFSET + HASH_SIZE_BYTES;

/** Inner nodes of a tree on the way from a leaf or a node to the root, lowest first, with the hashes of their children. */
export class PathLevels {
  readonly #bytes: Uint8Array;

  /** Room for as many levels; each is to be put. */
  constructor(count: number) {
    this.#bytes = new Uint8Array(count * LEVEL_SIZE_BYTES);
  }

  /** Puts both children's hashes, 64 bytes; the one on `side` (0 for the left) is going to be replaced. */
  putPair(level: number, side: 0 | 1, pair: Uint8Array): void {
    const at = level * LEVEL_SIZE_BYTES;
    this.#bytes[at] = side;
    this.#bytes.set(pair, at + LEFT_OFFSET);
  }

  /** Puts the hash of the child that does not change; the other is on `side`. */
  putSibling(level: number, side: 0 | 1, sibling: Uint8Array): void {
    const at = level * LEVEL_SIZE_BYTES;
    this.#bytes[at] = side;
    this.#bytes.set(sibling, at + (side === 0 ? RIGHT_OFFSET : LEFT_OFFSET));
  }

  /** Both children's hashes, 64 bytes, after a fold. */
  pair(level: number): Uint8Array {
    const at = level * LEVEL_SIZE_BYTES + LEFT_OFFSET;
    return this.#bytes.subarray(at, at + 2 * HASH_SIZE_BYTES);
  }

  /** Puts the hash into the lowest level, that level's into the next, and so on; returns the hash of the highest. */
  fold(kind: TreeKind, hash: Uint8Array): Uint8Array {
    const bytes = this.#bytes;
    if (hasKernel) return foldInKernel(kind, hash, bytes);
    let below = hash;
    for (let at = 0; at < bytes.length; at += LEVEL_SIZE_BYTES) {
      const side = bytes[at];
      assert(side === 0 || side === 1, 'a child is on the left or on the right');
      bytes.set(below, at + (side === 0 ? LEFT_OFFSET : RIGHT_OFFSET));
      below = sha256(PREFIXES[kind], bytes.subarray(at + LEFT_OFFSET, at + LEVEL_SIZE_BYTES));
    }
    return below;
  }
}
