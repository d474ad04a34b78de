import { DataType } from '../../core/data-type';
import { Tensor } from '../../core/tensor';
import { CompactTrees } from './compact-trees';
import { Aggregate, Forest } from './forest';
import { columnCount } from './rows';
import { TreeState, isDouble } from './tree-state';

/** Bytes of the scores of a row: 8 a target for the score, 1 for whether a leaf voted for it. */
export function scoresSize(forest: Forest): usize {
  return (<usize>forest.targets * 9 + 15) & ~15;
}

/**
 * Writes the scores of a row before base values and transform. They are sums of floats, rounded after every addition, unless
 * features or weights are doubles; trees are taken in the model's order. `floats` are the features of all rows as floats.
 */
export function scoreRow(state: TreeState, input: Tensor, floats: usize, row: i32, scores: usize): void {
  const forest = state.forest;
  const targets = forest.targets;
  const voted = scores + ((<usize>targets) << 3);
  memory.fill(scores, 0, <usize>targets * 9);
  const columns = columnCount(input);
  const isRounded = !isDouble(state, input);
  const compact = state.compact;
  if (compact !== null && input.type != DataType.DOUBLE) {
    const features = floats + ((<usize>row * <usize>columns) << 2);
    const heedsNan = compact.heedsNan && hasNan(features, forest.features);
    const isSum = state.aggregate == Aggregate.SUM || state.aggregate == Aggregate.AVERAGE;
    if (compact.holdsWeights && isSum && isRounded) {
      store<f64>(scores, <f64>sumWeights(compact, features, heedsNan));
      store<u8>(voted, 1);
      return;
    }
    const roots = compact.roots;
    for (let tree = 0; tree < roots.length; tree++) {
      const leaf = compactLeaf(compact, unchecked(roots[tree]), features, heedsNan);
      if (compact.holdsWeights) {
        addVote(scores, voted, 0, <f64>load<f32>(leaf), state.aggregate, isRounded);
      } else {
        addVotes(forest, load<i32>(leaf), scores, voted, state.aggregate, isRounded);
      }
    }
  } else {
    const isWide = input.type == DataType.DOUBLE;
    const features = (isWide ? input.data : floats) + ((<usize>row * <usize>columns) << (isWide ? 3 : 2));
    for (let tree = 0; tree < forest.roots.length; tree++) {
      const leaf = wideLeaf(forest, forest.roots[tree], features, isWide);
      addVotes(forest, leaf, scores, voted, state.aggregate, isRounded);
    }
  }
}

function hasNan(features: usize, count: i32): bool {
  const end = features + ((<usize>count) << 2);
  for (; features < end; features += 4) {
    const value = load<f32>(features);
    if (value != value) return true;
  }
  return false;
}

/** The sum of the weights of the leaves that a row reaches, when every leaf holds its weight. */
function sumWeights(trees: CompactTrees, row: usize, heedsNan: bool): f32 {
  const nodes = changetype<usize>(trees.nodes);
  let root = changetype<usize>(trees.roots);
  const end = root + ((<usize>trees.roots.length) << 2);
  let sum: f32 = 0;
  if (heedsNan) {
    for (; root < end; root += 4) sum += load<f32>(compactLeaf(trees, load<u32>(root), row, true));
    return sum;
  }
  for (; root < end; root += 4) {
    let node = nodes + <usize>load<u32>(root);
    let step = <u32>load<u16>(node, 6);
    if (step != 0) {
      do {
        node += <usize>((<u32>(load<f32>(row + <usize>load<u16>(node, 4)) <= load<f32>(node)) + step) << 3);
        step = <u32>load<u16>(node, 6);
      } while (step != 0);
    }
    sum += load<f32>(node);
  }
  return sum;
}

/** Address of the leaf that a row reaches in the tree whose root is at the byte `root`. */
function compactLeaf(trees: CompactTrees, root: u32, row: usize, heedsNan: bool): usize {
  const nodes = changetype<usize>(trees.nodes);
  const nanAhead = changetype<usize>(trees.nanAhead);
  let node = nodes + <usize>root;
  let step = <u32>load<u16>(node, 6);
  while (step != 0) {
    const value = load<f32>(row + <usize>load<u16>(node, 4));
    const ahead =
      heedsNan && value != value
        ? <u32>load<u8>(nanAhead + ((node - nodes) >> 3))
        : <u32>(value <= load<f32>(node));
    node += <usize>((step + ahead) << 3);
    step = <u32>load<u16>(node, 6);
  }
  return node;
}

function wideLeaf(forest: Forest, root: i32, features: usize, isWide: bool): i32 {
  let index = root;
  let child = unchecked(forest.child[index]);
  while (child != 0) {
    const feature = <usize>unchecked(forest.feature[index]);
    const value = isWide ? load<f64>(features + (feature << 3)) : <f64>load<f32>(features + (feature << 2));
    index = child + <i32>forest.passes(index, value);
    child = unchecked(forest.child[index]);
  }
  return index;
}

function addVotes(
  forest: Forest,
  leaf: i32,
  scores: usize,
  voted: usize,
  aggregate: i32,
  isRounded: bool,
): void {
  let vote = changetype<usize>(forest.voteStart) + ((<usize>leaf) << 2);
  const end = <usize>load<i32>(vote, 4);
  const targets = changetype<usize>(forest.voteTarget);
  const weights = changetype<usize>(forest.voteWeight);
  const isSum = aggregate == Aggregate.SUM || aggregate == Aggregate.AVERAGE;
  for (vote = <usize>load<i32>(vote); vote < end; vote++) {
    const target = <usize>load<i32>(targets + (vote << 2));
    const weight = load<f64>(weights + (vote << 3));
    if (!isSum) {
      addVote(scores, voted, target, weight, aggregate, isRounded);
      continue;
    }
    const at = scores + (target << 3);
    const sum = load<f64>(at) + weight;
    // A sum of two floats in double precision, rounded, is the sum of floats.
    store<f64>(at, isRounded ? <f64>(<f32>sum) : sum);
    store<u8>(voted + target, 1);
  }
}

function addVote(
  scores: usize,
  voted: usize,
  target: usize,
  weight: f64,
  aggregate: i32,
  isRounded: bool,
): void {
  const at = scores + (target << 3);
  const score = load<f64>(at);
  const isFirst = load<u8>(voted + target) == 0;
  store<u8>(voted + target, 1);
  if (aggregate == Aggregate.MIN) {
    if (isFirst || weight < score) store<f64>(at, weight);
  } else if (aggregate == Aggregate.MAX) {
    if (isFirst || weight > score) store<f64>(at, weight);
  } else {
    // A sum of two floats in double precision, rounded, is the sum of floats.
    store<f64>(at, isRounded ? <f64>(<f32>(score + weight)) : score + weight);
  }
}
