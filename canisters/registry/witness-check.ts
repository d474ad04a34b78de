import { assert } from '@indus/kit/assert';
import { toHex } from '@indus/kit/bytes';
import { ascii, encodeHashTree } from '@indus/kit/hash-tree';
import type { HashTree } from '@indus/kit/hash-tree';
import { lookUp, rootOf } from '@indus/kit/hash-tree-lookup';
import type { LookUp } from '@indus/kit/hash-tree-lookup';
import type { OptionalProof } from './answers.ts';

const TAG_SIZE_BYTES = 3;

/** A witness that a test has decoded as a client would. */
export interface CheckedWitness {
  /** Lower-case hexadecimal of the root hash. */
  readonly root: string;
  /** What the witness says of a path: a section's label, then keys. */
  at(section: string, ...keys: Uint8Array[]): LookUp;
}

/** Decodes the witness of an answer. Errors: InvariantError when it is absent or not in the one encoding of its tree. */
export function checkWitness([proof]: OptionalProof): CheckedWitness {
  assert(proof !== undefined, 'an answer to a query has a proof');
  const { tree, end } = decodeTree(proof.witness, TAG_SIZE_BYTES);
  assert(end === proof.witness.length, 'a witness is one tree');
  assert(
    toHex(encodeHashTree(tree)) === toHex(proof.witness),
    'a witness is in the one encoding of its tree',
  );
  return { root: toHex(rootOf(tree)), at: (section, ...keys) => lookUp([ascii(section), ...keys], tree) };
}

function decodeTree(bytes: Uint8Array, at: number): { tree: HashTree; end: number } {
  const kind = bytes[at + 1] as HashTree[0];
  if (kind === 0) return { tree: [0], end: at + 2 };
  if (kind === 1) {
    const left = decodeTree(bytes, at + 2);
    const right = decodeTree(bytes, left.end);
    return { tree: [1, left.tree, right.tree], end: right.end };
  }
  const { value, end } = decodeBytes(bytes, at + 2);
  if (kind !== 2) return { tree: [kind, value], end };
  const below = decodeTree(bytes, end);
  return { tree: [2, value, below.tree], end: below.end };
}

function decodeBytes(bytes: Uint8Array, at: number): { value: Uint8Array; end: number } {
  const short = (bytes[at] as number) - 0x40;
  const start = short < 24 ? at + 1 : at + 2;
  const end = start + (short < 24 ? short : (bytes[at + 1] as number));
  return { value: bytes.slice(start, end), end };
}
