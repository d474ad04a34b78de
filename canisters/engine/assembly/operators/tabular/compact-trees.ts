import { BranchMode, Forest } from './forest';

/** Features of a row whose bytes can be counted in 16 bits. */
const FEATURES_MAX: i32 = 1 << 14;

/** Places from a branch to its children that can be counted in 16 bits. */
const STEP_MAX: i32 = 0xffff;

/**
 * Trees of float features in nodes of 8 bytes, tree after tree in one block: at 0 the bound b (a float), at 4 the byte of the feature
 * x in its row, at 6 the step s (16 bits each). A walk goes on to the node `s + (x <= b ? 1 : 0)` places ahead. A node without step
 * is a leaf; it holds the leaf's weight, or the index of its node in the forest, in place of b. Every comparison but EQ, NEQ and
 * MEMBER can be put as `x <= b`, exactly, because floats are discrete.
 */
export class CompactTrees {
  nodes: StaticArray<u64>;
  /** 1 for each node that sends a NaN one place further ahead. */
  nanAhead: StaticArray<u8>;
  /** Byte of each root in `nodes`. */
  roots: StaticArray<u32>;
  /** Some node sends a NaN where the comparison alone would not, so that rows are looked through for NaNs. */
  heedsNan: bool = false;
  /** Every leaf has one vote, for target 0, and holds its weight; else leaves hold the index of their node in the forest. */
  holdsWeights: bool = false;

  constructor(nodes: i32, roots: i32) {
    this.nodes = new StaticArray<u64>(nodes);
    this.nanAhead = new StaticArray<u8>(nodes);
    this.roots = new StaticArray<u32>(roots);
  }
}

/** The forest in compact form, or null when a node does not fit it: another comparison, or too wide a tree. */
export function compactTrees(forest: Forest): CompactTrees | null {
  const trees = new CompactTrees(forest.nodeCount, forest.roots.length);
  if (forest.features > FEATURES_MAX) return null;
  trees.holdsWeights = hasSingleVotes(forest);
  for (let tree = 0; tree < forest.roots.length; tree++) trees.roots[tree] = (<u32>forest.roots[tree]) << 3;
  let isRoot = 0;
  for (let index = 0; index < forest.nodeCount; index++) {
    if (isRoot < forest.roots.length && forest.roots[isRoot] == index) {
      isRoot++;
      if (!putNode(trees, forest, index, index)) return null;
    }
    const child = forest.child[index];
    if (child == 0) continue;
    const isTurned = forest.mode[index] == <u8>BranchMode.GTE || forest.mode[index] == <u8>BranchMode.GT;
    if (!putNode(trees, forest, child, child + (isTurned ? 1 : 0))) return null;
    if (!putNode(trees, forest, child + 1, child + (isTurned ? 0 : 1))) return null;
  }
  return trees;
}

function hasSingleVotes(forest: Forest): bool {
  if (forest.targets != 1) return false;
  for (let index = 0; index < forest.nodeCount; index++) {
    if (forest.child[index] == 0 && forest.voteStart[index + 1] - forest.voteStart[index] != 1) return false;
  }
  return true;
}

// The node of the forest goes to its place, or to that of its sibling where the comparison is turned round.
function putNode(trees: CompactTrees, forest: Forest, index: i32, place: i32): bool {
  const child = forest.child[index];
  if (child == 0) {
    const held = trees.holdsWeights
      ? reinterpret<u32>(<f32>forest.voteWeight[forest.voteStart[index]])
      : <u32>index;
    trees.nodes[place] = <u64>held;
    return true;
  }
  const mode = <i32>forest.mode[index];
  if (mode > BranchMode.GT) return false;
  const step = child - place;
  if (step > STEP_MAX) return false;
  const isTurned = mode == BranchMode.GTE || mode == BranchMode.GT;
  const nanAhead = (forest.nanTrue[index] != 0) != isTurned;
  if (nanAhead) {
    trees.nanAhead[place] = 1;
    trees.heedsNan = true;
  }
  const bound = <u64>reinterpret<u32>(boundOf(forest.threshold[index], mode, isTurned));
  trees.nodes[place] = ((<u64>step) << 48) | ((<u64>(forest.feature[index] << 2)) << 32) | bound;
  return true;
}

// x < t is x <= (the float before t); x >= t and x > t are the opposites of x < t and x <= t.
function boundOf(threshold: f64, mode: i32, isTurned: bool): f32 {
  if (isNaN(threshold)) return isTurned ? <f32>Infinity : f32.NaN;
  let bound = <f32>threshold;
  const isStrict = mode == BranchMode.LT || mode == BranchMode.GTE;
  if (<f64>bound > threshold || (isStrict && <f64>bound == threshold)) bound = floatBefore(bound);
  return bound;
}

/** The greatest float that is less; NaN before -∞, so that nothing is at most that. */
function floatBefore(value: f32): f32 {
  if (value == <f32>-Infinity) return f32.NaN;
  const bits = reinterpret<u32>(value);
  if (value == 0) return reinterpret<f32>(0x8000_0001);
  return reinterpret<f32>(value > 0 ? bits - 1 : bits + 1);
}
