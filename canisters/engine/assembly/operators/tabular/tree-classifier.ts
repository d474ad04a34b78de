import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { ClassLabels, classLabels } from './class-labels';
import { Forest } from './forest';
import { listClassicTrees } from './list-classic-trees';
import { PostTransform, logistic, postTransformOf, transformScores } from './post-transform';
import { asFloats, floatsSize, rowCount } from './rows';
import { scoreRow, scoresSize } from './score-trees';
import { TreeList } from './tree-list';
import { TreeState, isDouble, needFeatures, plantState, readBaseValues, scoringCost } from './tree-state';

/**
 * The class with the most votes and the scores of all. Two classes whose weights are all for one of them are scored as onnxruntime
 * does, because converters rely on it: one weight decides between both. Source: ONNX, ai.onnx.ml, TreeEnsembleClassifier (1, 3).
 */
export function addTreeClassifier(): void {
  addOperator('ai.onnx.ml', 'TreeEnsembleClassifier', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  if (node.state === null && !read(node)) return Prepared.REFUSED;
  const state = <TreeState>node.state!;
  const input = node.input(0);
  if (!needFeatures(node, input, state.forest.features)) return Prepared.REFUSED;
  const rows = rowCount(input);
  const copied = input.type == DataType.DOUBLE ? <usize>0 : floatsSize(input);
  node.scratchSize = copied + scoresSize(state.forest) + ((<usize>state.forest.targets) << 2) + 16;
  node.cost = scoringCost(state, input, rows);
  return putShapes(node, state.labels!, rows, state.forest.targets);
}

/** Sets the shapes of labels `[rows]` and scores `[rows, scores]`; ends a preparation. */
export function putShapes(node: Node, labels: ClassLabels, rows: i32, scores: i32): i32 {
  if (node.hasOutput(0)) {
    node.output(0).beginShape(labels.type, 1);
    node.output(0).setDim(0, rows);
    if (node.ready(node.output(0)) == Prepared.REFUSED) return Prepared.REFUSED;
  }
  if (!node.hasOutput(1)) return Prepared.READY;
  node.output(1).beginShape(DataType.FLOAT, 2);
  node.output(1).setDim(0, rows);
  node.output(1).setDim(1, scores);
  return node.ready(node.output(1));
}

function read(node: Node): bool {
  const labels = classLabels(node, 'classlabels_strings', 'classlabels_int64s');
  if (labels === null) return false;
  const transform = postTransformOf(node.text('post_transform', 'NONE'));
  if (labels.count < 2 || labels.count > 1 << 16 || transform == PostTransform.UNKNOWN) {
    const reason =
      labels.count.toString() + ' classes with the post_transform ' + node.text('post_transform', 'NONE');
    node.refuse(RefusalCode.UNSUPPORTED, reason + ' are not supported');
    return false;
  }
  const list = listClassicTrees(node, 'class', labels.count);
  if (list === null) return false;
  const voted = labels.count == 2 ? votedClass(list) : -1;
  if (voted >= 0 && transform == PostTransform.PROBIT) {
    node.refuse(RefusalCode.UNSUPPORTED, 'PROBIT is not supported with two classes and weights for one');
    return false;
  }
  const baseValues = readBaseValues(node, voted < 0 ? labels.count : 1 - voted);
  if (baseValues === null) return false;
  const state = plantState(node, list);
  if (state === null) return false;
  state.labels = labels;
  state.transform = transform;
  state.baseValues = baseValues;
  state.votedClass = voted;
  for (let vote = 0; vote < list.voteWeight.length; vote++) {
    if (list.voteWeight[vote] < 0) state.hasNegativeWeights = true;
  }
  node.state = state;
  return true;
}

// The class that every weight is for, or -1 when there are weights for several.
function votedClass(list: TreeList): i32 {
  let voted = 0;
  for (let vote = 0; vote < list.voteTarget.length; vote++) {
    if (vote > 0 && list.voteTarget[vote] != voted) return -1;
    voted = list.voteTarget[vote];
  }
  return voted;
}

function run(node: Node): void {
  const state = <TreeState>node.state!;
  const forest = state.forest;
  const input = node.input(0);
  const scores = node.scratch;
  const row = scores + scoresSize(forest);
  const copies = (row + ((<usize>forest.targets) << 2) + 15) & ~15;
  const floats = input.type == DataType.DOUBLE ? <usize>0 : asFloats(input, copies);
  const isRounded = !isDouble(state, input);
  const rows = rowCount(input);
  for (let index = 0; index < rows; index++) {
    scoreRow(state, input, floats, index, scores);
    const chosen =
      state.votedClass >= 0 ? decide(state, scores, row, isRounded) : choose(state, scores, row, isRounded);
    if (node.hasOutput(0)) state.labels!.put(node.output(0).data + ((<usize>index) << 3), chosen);
    if (!node.hasOutput(1)) continue;
    const to = node.output(1).data + ((<usize>(index * forest.targets)) << 2);
    for (let target: usize = 0; target < <usize>forest.targets; target++) {
      store<f32>(to + (target << 2), load<f32>(row + (target << 2)));
    }
  }
}

/** The class with the greatest score of those that have votes or base values; the first of equals. */
function choose(state: TreeState, scores: usize, row: usize, isRounded: bool): i32 {
  const forest: Forest = state.forest;
  const hasBase = state.baseValues.length > 0;
  const voted = scores + ((<usize>forest.targets) << 3);
  let chosen = -1;
  let greatest: f64 = 0;
  for (let target = 0; target < forest.targets; target++) {
    let score = load<f64>(scores + ((<usize>target) << 3));
    if (hasBase) score += unchecked(state.baseValues[target]);
    if (isRounded) score = <f64>(<f32>score);
    store<f32>(row + ((<usize>target) << 2), <f32>score);
    if (!hasBase && load<u8>(voted + <usize>target) == 0) continue;
    if (chosen >= 0 && !(score > greatest)) continue;
    chosen = target;
    greatest = score;
  }
  transformScores(row, forest.targets, state.transform);
  return max(chosen, 0);
}

/** One weight decides between two classes: probabilities when no weight is negative, else a score of either sign. */
function decide(state: TreeState, scores: usize, row: usize, isRounded: bool): i32 {
  let score = load<f64>(scores + ((<usize>state.votedClass) << 3));
  if (state.baseValues.length > 0) score += state.baseValues[0];
  if (isRounded) score = <f64>(<f32>score);
  const value = <f32>score;
  if (state.votedClass == 1) {
    store<f32>(row, 0);
    store<f32>(row, value, 4);
    transformScores(row, 2, state.transform);
  } else if (state.transform == PostTransform.LOGISTIC) {
    store<f32>(row, logistic(-value));
    store<f32>(row, logistic(value), 4);
  } else {
    store<f32>(row, state.hasNegativeWeights ? -value : 1 - value);
    store<f32>(row, value, 4);
  }
  return score > (state.hasNegativeWeights ? 0 : 0.5) ? 1 : 0;
}
