import { DataType } from '../core/data-type';
import { Node } from '../core/node';
import { RefusalCode } from '../core/refusal';
import { Aggregate, Forest } from '../operators/tabular/forest';
import { columnCount, floatAt } from '../operators/tabular/rows';
import { TreeState } from '../operators/tabular/tree-state';
import { Explanation } from './explanation';
import {
  ELEMENT_SIZE,
  NO_FEATURE,
  extendPath,
  featureOf,
  knownShare,
  unknownShare,
  unwindPath,
  unwoundSum,
} from './shapley-path';
import { treeCover } from './tree-cover';

/** The most branches on a way from a root to a leaf of trees that are explained. */
export const EXPLAINED_DEPTH_MAX: i32 = 256;

/** One walk through all trees for one row. */
class Walk {
  forest: Forest;
  cover: StaticArray<f64>;
  explanation: Explanation;
  /** Values of the row's features. */
  values: StaticArray<f64>;
  /** Factor of every weight: 1 for sums. */
  scale: f64 = 1;
  /** The only target that is explained, or -1 for all. */
  only: i32 = -1;

  constructor(forest: Forest, cover: StaticArray<f64>, explanation: Explanation) {
    this.forest = forest;
    this.cover = cover;
    this.explanation = explanation;
    this.values = new StaticArray<f64>(explanation.features);
  }

  /**
   * Goes on to a node, one element further along the path: `path` has `length` elements before it, and room for as many copies as
   * there are levels below.
   */
  visit(node: i32, path: usize, length: i32, unknown: f64, known: f64, feature: i32): void {
    const own = path + <usize>length * ELEMENT_SIZE;
    memory.copy(own, path, <usize>length * ELEMENT_SIZE);
    extendPath(own, length, unknown, known, feature);
    let count = length + 1;
    const child = unchecked(this.forest.child[node]);
    if (child == 0) {
      this.credit(node, own, count);
      return;
    }
    const split = unchecked(this.forest.feature[node]);
    let unknownBefore: f64 = 1;
    let knownBefore: f64 = 1;
    for (let index = 1; index < count; index++) {
      if (featureOf(own, index) != split) continue;
      // A feature that stands on the path already stands there once, with both conditions.
      unknownBefore = unknownShare(own, index);
      knownBefore = knownShare(own, index);
      unwindPath(own, count, index);
      count--;
      break;
    }
    const taken = child + <i32>this.forest.passes(node, unchecked(this.values[split]));
    const other = taken == child ? child + 1 : child;
    const whole = unchecked(this.cover[node]);
    this.visit(taken, own, count, (unknownBefore * unchecked(this.cover[taken])) / whole, knownBefore, split);
    this.visit(other, own, count, (unknownBefore * unchecked(this.cover[other])) / whole, 0, split);
  }

  private credit(leaf: i32, path: usize, count: i32): void {
    const forest = this.forest;
    const start = forest.voteStart[leaf];
    const end = forest.voteStart[leaf + 1];
    let share: f64 = 1;
    let isReached = true;
    for (let index = 1; index < count; index++) {
      share *= unknownShare(path, index);
      if (knownShare(path, index) == 0) isReached = false;
    }
    for (let vote = start; vote < end; vote++) {
      const row = this.rowOf(forest.voteTarget[vote]);
      const weight = forest.voteWeight[vote] * this.scale;
      this.explanation.baseValues[row] = this.explanation.baseValues[row] + share * weight;
      if (isReached) this.explanation.scores[row] = this.explanation.scores[row] + weight;
    }
    for (let index = 1; index < count; index++) {
      const amount = unwoundSum(path, count, index) * (knownShare(path, index) - unknownShare(path, index));
      for (let vote = start; vote < end; vote++) {
        const weight = forest.voteWeight[vote] * this.scale;
        this.explanation.add(this.rowOf(forest.voteTarget[vote]), featureOf(path, index), amount * weight);
      }
    }
  }

  private rowOf(target: i32): i32 {
    return this.only >= 0 ? 0 : target;
  }
}

/** See {@link explainRow}. */
export function explainTrees(node: Node, state: TreeState, row: i32, source: i32): Explanation | null {
  const forest = state.forest;
  if (state.aggregate != Aggregate.SUM && state.aggregate != Aggregate.AVERAGE) {
    node.refuse(RefusalCode.UNSUPPORTED, 'it cannot be explained: only sums and averages of trees are');
    return null;
  }
  if (forest.depth > EXPLAINED_DEPTH_MAX) {
    const depth = EXPLAINED_DEPTH_MAX.toString() + ' branches, got ' + forest.depth.toString();
    node.refuse(RefusalCode.TOO_LARGE, 'it cannot be explained: expected trees of at most ' + depth);
    return null;
  }
  const cover = treeCover(node, forest, source);
  if (cover === null) return null;
  const input = node.input(0);
  const explanation = new Explanation(state.votedClass >= 0 ? 1 : forest.targets, columnCount(input));
  const walk = new Walk(forest, cover, explanation);
  walk.only = state.votedClass;
  if (state.aggregate == Aggregate.AVERAGE) walk.scale = 1 / <f64>forest.roots.length;
  for (let feature = 0; feature < explanation.features; feature++) {
    const at = row * explanation.features + feature;
    walk.values[feature] =
      input.type == DataType.DOUBLE ? load<f64>(input.data + ((<usize>at) << 3)) : <f64>floatAt(input, at);
  }
  const levels = <usize>(forest.depth + 2);
  const paths = heap.alloc(((levels * (levels + 1)) / 2 + levels) * ELEMENT_SIZE);
  for (let tree = 0; tree < forest.roots.length; tree++)
    walk.visit(forest.roots[tree], paths, 0, 1, 1, NO_FEATURE);
  heap.free(paths);
  for (let target = 0; target < state.baseValues.length; target++) {
    explanation.baseValues[target] = explanation.baseValues[target] + state.baseValues[target];
    explanation.scores[target] = explanation.scores[target] + state.baseValues[target];
  }
  return explanation;
}
