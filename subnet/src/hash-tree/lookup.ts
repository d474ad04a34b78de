import type { HashTree } from './hash-tree.ts';

/** Outcome of a lookup. `error`: the path exists but holds no value. */
export type Lookup =
  { readonly kind: 'found'; readonly value: Uint8Array } | { readonly kind: 'absent' | 'unknown' | 'error' };

/** What a well-formed tree says about a path. Source: IC interface specification, "Lookup". */
export function lookupPath(path: readonly Uint8Array[], tree: HashTree): Lookup {
  const current = lookupSubtree(path, tree);
  if (current === 'absent' || current === 'unknown') return { kind: current };
  switch (current.kind) {
    case 'leaf':
      return { kind: 'found', value: current.value };
    case 'empty':
      return { kind: 'absent' };
    case 'pruned':
      return { kind: 'unknown' };
    default:
      return { kind: 'error' };
  }
}

/** The subtree at a path of a well-formed tree, or what the tree says about a path that it does not show. */
export function lookupSubtree(path: readonly Uint8Array[], tree: HashTree): HashTree | 'absent' | 'unknown' {
  let current = tree;
  for (const label of path) {
    const found = findLabel(label, flattenForks(current));
    if (found === 'absent' || found === 'unknown') return found;
    current = found;
  }
  return current;
}

/** Is the tree well-formed: labels strictly increasing, leaves never beside labels? Source: as lookupPath. */
export function isWellFormed(tree: HashTree): boolean {
  if (tree.kind === 'leaf') return true;
  let last: Uint8Array | undefined;
  for (const part of flattenForks(tree)) {
    if (part.kind === 'leaf') return false;
    if (part.kind !== 'labeled') continue;
    if (last !== undefined && Buffer.compare(last, part.label) >= 0) return false;
    if (!isWellFormed(part.child)) return false;
    last = part.label;
  }
  return true;
}

/** The tree's parts from left to right, forks and empty trees dissolved. */
export function flattenForks(tree: HashTree): HashTree[] {
  const parts: HashTree[] = [];
  collectParts(tree, parts);
  return parts;
}

function collectParts(tree: HashTree, parts: HashTree[]): void {
  if (tree.kind === 'fork') {
    collectParts(tree.left, parts);
    collectParts(tree.right, parts);
  } else if (tree.kind !== 'empty') {
    parts.push(tree);
  }
}

function findLabel(label: Uint8Array, parts: readonly HashTree[]): HashTree | 'absent' | 'unknown' {
  if (parts.length === 0) return 'absent';
  if (parts.length === 1 && parts[0]?.kind === 'leaf') return 'absent';
  let previousIsLower = true;
  for (const part of parts) {
    if (part.kind !== 'labeled') {
      previousIsLower = false;
      continue;
    }
    const order = Buffer.compare(label, part.label);
    if (order === 0) return part.child;
    if (order < 0) return previousIsLower ? 'absent' : 'unknown';
    previousIsLower = true;
  }
  return previousIsLower ? 'absent' : 'unknown';
}
