import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Aggregate } from './forest';
import { listClassicTrees } from './list-classic-trees';
import { listTrees } from './list-trees';
import { PostTransform, postTransformOf, transformScores } from './post-transform';
import { asFloats, floatsSize, rowCount } from './rows';
import { scoreRow, scoresSize } from './score-trees';
import { TreeState, isDouble, needFeatures, plantState, readBaseValues, scoringCost } from './tree-state';

/** The most targets of a tree ensemble. */
export const TARGETS_MAX: i64 = 1 << 16;

/** Sums of the leaves that a row reaches. Source: ONNX, ai.onnx.ml: TreeEnsembleRegressor (1, 3), TreeEnsemble (5). */
export function addTreeEnsemble(): void {
  addOperator('ai.onnx.ml', 'TreeEnsembleRegressor', new Operator(1, 1, 1, prepareRegressor, run));
  addOperator('ai.onnx.ml', 'TreeEnsemble', new Operator(5, 1, 1, prepareEnsemble, run));
}

function prepareRegressor(node: Node): i32 {
  if (node.state === null && !readRegressor(node)) return Prepared.REFUSED;
  return prepareRows(node, DataType.FLOAT);
}

function readRegressor(node: Node): bool {
  const targets = targetsOf(node);
  if (targets == 0) return false;
  const aggregate = aggregateOf(node.text('aggregate_function', 'SUM'));
  const transform = postTransformOf(node.text('post_transform', 'NONE'));
  if (!needKinds(node, aggregate, transform, targets)) return false;
  const baseValues = readBaseValues(node, targets);
  if (baseValues === null) return false;
  const state = plantState(node, listClassicTrees(node, 'target', targets));
  if (state === null) return false;
  state.baseValues = baseValues;
  state.aggregate = aggregate;
  state.transform = transform;
  node.state = state;
  return true;
}

function prepareEnsemble(node: Node): i32 {
  if (node.state === null && !readEnsemble(node)) return Prepared.REFUSED;
  const type = node.input(0).type;
  if (type != DataType.FLOAT && type != DataType.DOUBLE) return node.refuseType(node.input(0));
  return prepareRows(node, type);
}

function readEnsemble(node: Node): bool {
  const targets = targetsOf(node);
  if (targets == 0) return false;
  const aggregate = node.int('aggregate_function', Aggregate.SUM);
  const transform = node.int('post_transform', PostTransform.NONE);
  const isKnown =
    aggregate >= 0 && aggregate <= Aggregate.MAX && transform >= 0 && transform <= PostTransform.PROBIT;
  // The operator's text numbers them so; onnxruntime takes 1 for LOGISTIC and 2 for SOFTMAX: no answer is right for both.
  if (transform == PostTransform.SOFTMAX || transform == PostTransform.LOGISTIC) {
    node.refuse(RefusalCode.UNSUPPORTED, 'the post_transforms SOFTMAX and LOGISTIC are not supported');
    return false;
  }
  if (!needKinds(node, isKnown ? <i32>aggregate : -1, isKnown ? <i32>transform : -1, targets)) return false;
  const state = plantState(node, listTrees(node, targets));
  if (state === null) return false;
  state.aggregate = <i32>aggregate;
  state.transform = <i32>transform;
  node.state = state;
  return true;
}

function targetsOf(node: Node): i32 {
  const targets = node.int('n_targets', 1);
  if (targets >= 1 && targets <= TARGETS_MAX) return <i32>targets;
  node.refuse(RefusalCode.MALFORMED, 'n_targets: expected 1 to 65536, got ' + targets.toString());
  return 0;
}

function aggregateOf(name: string): i32 {
  if (name == 'SUM') return Aggregate.SUM;
  if (name == 'AVERAGE') return Aggregate.AVERAGE;
  if (name == 'MIN') return Aggregate.MIN;
  return name == 'MAX' ? Aggregate.MAX : Aggregate.UNKNOWN;
}

// The operator's text transforms a single score, too; onnxruntime leaves all but PROBIT out: no answer is right for both.
function needKinds(node: Node, aggregate: i32, transform: i32, targets: i32): bool {
  if (aggregate == Aggregate.UNKNOWN || transform == PostTransform.UNKNOWN) {
    node.refuse(RefusalCode.UNSUPPORTED, 'its aggregate_function or post_transform is not supported');
    return false;
  }
  if (targets > 1 || transform == PostTransform.NONE || transform == PostTransform.PROBIT) return true;
  node.refuse(RefusalCode.UNSUPPORTED, 'a post_transform other than PROBIT is not supported with one target');
  return false;
}

function prepareRows(node: Node, type: i32): i32 {
  const state = <TreeState>node.state!;
  const input = node.input(0);
  if (!needFeatures(node, input, state.forest.features)) return Prepared.REFUSED;
  const rows = rowCount(input);
  const output = node.output(0);
  output.beginShape(type, 2);
  output.setDim(0, rows);
  output.setDim(1, state.forest.targets);
  const copied = input.type == DataType.DOUBLE ? <usize>0 : floatsSize(input);
  node.scratchSize = copied + scoresSize(state.forest) + ((<usize>state.forest.targets) << 2) + 16;
  node.cost = scoringCost(state, input, rows);
  return node.ready(output);
}

function run(node: Node): void {
  const state = <TreeState>node.state!;
  const forest = state.forest;
  const input = node.input(0);
  const output = node.output(0);
  const targets = forest.targets;
  const scores = node.scratch;
  const row = scores + scoresSize(forest);
  const copies = row + ((<usize>targets) << 2);
  const floats = input.type == DataType.DOUBLE ? <usize>0 : asFloats(input, (copies + 15) & ~15);
  const isRounded = !isDouble(state, input);
  const divisor: f64 = state.aggregate == Aggregate.AVERAGE ? <f64>forest.roots.length : 1;
  const hasBase = state.baseValues.length > 0;
  const isPlain = state.transform == PostTransform.NONE;
  const rows = rowCount(input);
  for (let index = 0; index < rows; index++) {
    scoreRow(state, input, floats, index, scores);
    for (let target = 0; target < targets; target++) {
      let score = load<f64>(scores + ((<usize>target) << 3)) / divisor;
      if (isRounded) score = <f64>(<f32>score);
      if (hasBase) score += unchecked(state.baseValues[target]);
      const at = <usize>(index * targets + target);
      if (output.type == DataType.FLOAT) store<f32>(output.data + (at << 2), <f32>score);
      else if (isPlain) store<f64>(output.data + (at << 3), score);
      store<f32>(row + ((<usize>target) << 2), <f32>score);
    }
    if (!isPlain) putTransformed(node, row, index, state.transform);
  }
}

// Transforms are computed with floats, whatever the type of the output is.
function putTransformed(node: Node, row: usize, index: i32, transform: i32): void {
  const output = node.output(0);
  const targets = output.dim(1);
  transformScores(row, targets, transform);
  for (let target = 0; target < targets; target++) {
    const value = load<f32>(row + ((<usize>target) << 2));
    const at = <usize>(index * targets + target);
    if (output.type == DataType.FLOAT) store<f32>(output.data + (at << 2), value);
    else store<f64>(output.data + (at << 3), <f64>value);
  }
}
