import { sha256 } from '@noble/hashes/sha2';
import { ProofInvalid } from '../proof-invalid.ts';
import { CborReader } from './cbor-reader.ts';

/** A hash tree, parts of it pruned. Source: IC interface specification, "Certification". */
export type HashTree =
  | { readonly kind: 'empty' }
  | { readonly kind: 'fork'; readonly left: HashTree; readonly right: HashTree }
  | { readonly kind: 'labeled'; readonly label: Uint8Array; readonly subtree: HashTree }
  | { readonly kind: 'leaf'; readonly value: Uint8Array }
  | { readonly kind: 'pruned'; readonly digest: Uint8Array };

/** Bounds: nesting of a tree; a key of 38 bytes can need 304 forks. */
export const TREE_DEPTH_MAX = 512;

const DIGEST_BYTES = 32;
const EMPTY: HashTree = { kind: 'empty' };
const EMPTY_DOMAIN = domain('ic-hashtree-empty');
const FORK_DOMAIN = domain('ic-hashtree-fork');
const LABELED_DOMAIN = domain('ic-hashtree-labeled');
const LEAF_DOMAIN = domain('ic-hashtree-leaf');

/**
 * The tree that a self-described CBOR encoding stands for.
 * Bounds: PROOF_BYTES_MAX, TREE_DEPTH_MAX.
 * Errors: ProofInvalid `malformed`.
 */
export function decodeHashTree(bytes: Uint8Array): HashTree {
  const reader = new CborReader(bytes);
  reader.selfDescribed();
  const tree = readHashTree(reader);
  reader.end();
  return tree;
}

/** Reads one tree where the reader stands. Errors: ProofInvalid `malformed`. */
export function readHashTree(reader: CborReader, depth = 0): HashTree {
  if (depth > TREE_DEPTH_MAX) {
    throw new ProofInvalid('malformed', `expected a tree of depth ${TREE_DEPTH_MAX} at most`);
  }
  const items = reader.array();
  const kind = items > 0 ? reader.unsigned() : -1;
  if (kind === 0 && items === 1) return EMPTY;
  if (kind === 1 && items === 3) {
    const left = readHashTree(reader, depth + 1);
    return { kind: 'fork', left, right: readHashTree(reader, depth + 1) };
  }
  if (kind === 2 && items === 3) {
    const label = reader.bytes();
    return { kind: 'labeled', label, subtree: readHashTree(reader, depth + 1) };
  }
  if (kind === 3 && items === 2) return { kind: 'leaf', value: reader.bytes() };
  if (kind === 4 && items === 2) return { kind: 'pruned', digest: readDigest(reader) };
  throw new ProofInvalid('malformed', `expected a hash tree node, got kind ${kind} with ${items} items`);
}

/** Root hash of the tree. Source: IC interface specification, "Certification", reconstruct. */
export function digestHashTree(tree: HashTree): Uint8Array {
  switch (tree.kind) {
    case 'empty':
      return sha256(EMPTY_DOMAIN);
    case 'fork':
      return hash(FORK_DOMAIN, digestHashTree(tree.left), digestHashTree(tree.right));
    case 'labeled':
      return hash(LABELED_DOMAIN, tree.label, digestHashTree(tree.subtree));
    case 'leaf':
      return hash(LEAF_DOMAIN, tree.value);
    case 'pruned':
      return tree.digest;
  }
}

function readDigest(reader: CborReader): Uint8Array {
  const digest = reader.bytes();
  if (digest.length !== DIGEST_BYTES) {
    throw new ProofInvalid('malformed', `expected a hash of ${DIGEST_BYTES} bytes, got ${digest.length}`);
  }
  return digest;
}

function hash(...parts: Uint8Array[]): Uint8Array {
  const hasher = sha256.create();
  for (const part of parts) hasher.update(part);
  return hasher.digest();
}

function domain(name: string): Uint8Array {
  return Uint8Array.of(name.length, ...new TextEncoder().encode(name));
}
