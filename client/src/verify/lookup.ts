import { ProofInvalid } from '../proof-invalid.ts';
import { compareBytes } from './bytes.ts';
import type { HashTree } from './hash-tree.ts';

/** What a tree says about a path: a value, provably nothing, or that the part was pruned. */
export type Lookup =
  | { readonly status: 'found'; readonly value: Uint8Array }
  | { readonly status: 'absent' }
  | { readonly status: 'unknown' };

type Subtree =
  | { readonly status: 'found'; readonly tree: HashTree }
  | { readonly status: 'absent' }
  | { readonly status: 'unknown' };

/**
 * Looks a path up in a tree.
 * Errors: ProofInvalid `malformed` when labels of one level do not ascend, or when the path ends above a leaf.
 * Source: IC interface specification, "Certification", lookup_path.
 */
export function lookupPath(tree: HashTree, path: readonly (string | Uint8Array)[]): Lookup {
  let at = tree;
  for (const step of path) {
    const label = typeof step === 'string' ? new TextEncoder().encode(step) : step;
    const found = findLabel(label, flattenForks(at));
    if (found.status !== 'found') return found;
    at = found.tree;
  }
  if (at.kind === 'leaf') return { status: 'found', value: at.value };
  if (at.kind === 'empty') return { status: 'absent' };
  if (at.kind === 'pruned') return { status: 'unknown' };
  throw new ProofInvalid('malformed', 'expected a leaf at the end of the path, got a subtree');
}

function findLabel(label: Uint8Array, level: readonly HashTree[]): Subtree {
  if (level.length === 0) return { status: 'absent' };
  if (level.length === 1 && level[0]?.kind === 'leaf') return { status: 'absent' };
  checkAscending(level);
  let hidden = false;
  for (const node of level) {
    if (node.kind !== 'labeled') {
      hidden = true;
      continue;
    }
    const order = compareBytes(label, node.label);
    if (order === 0) return { status: 'found', tree: node.subtree };
    if (order < 0) return { status: hidden ? 'unknown' : 'absent' };
    hidden = false;
  }
  return { status: hidden ? 'unknown' : 'absent' };
}

function checkAscending(level: readonly HashTree[]): void {
  let previous: Uint8Array | undefined;
  for (const node of level) {
    if (node.kind === 'leaf')
      throw new ProofInvalid('malformed', 'expected labels only, got a leaf beside them');
    if (node.kind !== 'labeled') continue;
    if (previous && compareBytes(previous, node.label) >= 0) {
      throw new ProofInvalid('malformed', 'expected the labels of a level in ascending order');
    }
    previous = node.label;
  }
}

/** The labels, leaves and pruned parts of one level, from left to right. */
function flattenForks(tree: HashTree): HashTree[] {
  const level: HashTree[] = [];
  const open = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === 'fork') open.push(node.right, node.left);
    else if (node.kind !== 'empty') level.push(node);
  }
  return level;
}
