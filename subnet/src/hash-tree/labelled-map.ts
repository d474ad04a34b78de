import { assert } from '../assert.ts';
import {
  EMPTY,
  labeled,
  type EmptyTree,
  type ForkTree,
  type HashTree,
  type LabeledTree,
} from './hash-tree.ts';

/**
 * An ordered map from labels to subtrees that is itself a hash tree: forks inside, labelled subtrees at the ends.
 * It never changes: insert and remove share all that they do not touch, with its hashes. Forks stand where labels first
 * differ in a bit (a crit-bit tree), so the shape, and with it the root hash, depends on the content alone, not on its history;
 * the depth is logarithmic for hashes and for counters.
 */
export type LabelledMap = EmptyTree | Entry | Branch;

/** One label and its subtree. */
export type Entry = LabeledTree;

/** A fork of a map: `bit` is where the labels of the two sides first differ. */
export interface Branch extends ForkTree {
  readonly left: Branch | Entry;
  readonly right: Branch | Entry;
  readonly bit: number;
}

/** The empty map. */
export const EMPTY_MAP: LabelledMap = EMPTY;

/** The subtree at the label. */
export function mapGet(map: LabelledMap, label: Uint8Array): HashTree | undefined {
  if (map.kind === 'empty') return undefined;
  const entry = nearest(map, label);
  return Buffer.compare(entry.label, label) === 0 ? entry.child : undefined;
}

/** The map with the label set to the subtree. The label is kept, not copied. */
export function mapInsert(map: LabelledMap, label: Uint8Array, child: HashTree): LabelledMap {
  const entry = labeled(label, child);
  if (map.kind === 'empty') return entry;
  const bit = firstDifference(nearest(map, label).label, label);
  return bit === undefined ? replace(map, entry) : insertAt(map, entry, bit);
}

/** The map without the label; the same map when it has no such label. */
export function mapRemove(map: LabelledMap, label: Uint8Array): LabelledMap {
  if (mapGet(map, label) === undefined) return map;
  return removeFrom(map as Branch | Entry, label) ?? EMPTY_MAP;
}

/** The map of the entries, of which no two share a label. */
export function mapOf(entries: readonly (readonly [label: Uint8Array, child: HashTree])[]): LabelledMap {
  let map: LabelledMap = EMPTY_MAP;
  for (const [label, child] of entries) map = mapInsert(map, label, child);
  return map;
}

/** The entries in the order of their labels. */
export function* mapEntries(map: LabelledMap): Generator<Entry> {
  if (map.kind === 'labeled') yield map;
  if (map.kind !== 'fork') return;
  yield* mapEntries(map.left);
  yield* mapEntries(map.right);
}

/**
 * The bit of a label that a branch asks for. Each byte is nine bits: one that says that there is a byte, then its own.
 * So a label that is the beginning of another sorts before it, and any two labels differ in some bit.
 */
export function labelBit(label: Uint8Array, bit: number): 0 | 1 {
  const byte = label[Math.floor(bit / 9)];
  if (byte === undefined) return 0;
  const within = bit % 9;
  return within === 0 || ((byte >>> (8 - within)) & 1) === 1 ? 1 : 0;
}

/** The first bit in which the labels differ, or undefined when they are equal. */
export function firstDifference(a: Uint8Array, b: Uint8Array): number | undefined {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const difference = (a[index] ?? 0) ^ (b[index] ?? 0);
    if (difference !== 0) return index * 9 + 1 + (Math.clz32(difference) - 24);
  }
  return a.length === b.length ? undefined : shared * 9;
}

/** The entry that a search for the label ends at: the label's own when the map has it. */
export function nearest(map: Branch | Entry, label: Uint8Array): Entry {
  let node = map;
  while (node.kind === 'fork') node = labelBit(label, node.bit) === 1 ? node.right : node.left;
  return node;
}

function branch(bit: number, left: Branch | Entry, right: Branch | Entry): Branch {
  return { kind: 'fork', left, right, hash: undefined, bit };
}

function replace(node: Branch | Entry, entry: Entry): Branch | Entry {
  if (node.kind === 'labeled') return entry;
  return labelBit(entry.label, node.bit) === 1
    ? branch(node.bit, node.left, replace(node.right, entry))
    : branch(node.bit, replace(node.left, entry), node.right);
}

function insertAt(node: Branch | Entry, entry: Entry, bit: number): Branch | Entry {
  if (node.kind === 'labeled' || node.bit > bit) {
    return labelBit(entry.label, bit) === 1 ? branch(bit, node, entry) : branch(bit, entry, node);
  }
  assert(node.bit !== bit, 'a label that differs from all others at a bit meets no branch there');
  return labelBit(entry.label, node.bit) === 1
    ? branch(node.bit, node.left, insertAt(node.right, entry, bit))
    : branch(node.bit, insertAt(node.left, entry, bit), node.right);
}

function removeFrom(node: Branch | Entry, label: Uint8Array): Branch | Entry | undefined {
  if (node.kind === 'labeled') return undefined;
  if (labelBit(label, node.bit) === 1) {
    const right = removeFrom(node.right, label);
    return right === undefined ? node.left : branch(node.bit, node.left, right);
  }
  const left = removeFrom(node.left, label);
  return left === undefined ? node.right : branch(node.bit, left, node.right);
}
