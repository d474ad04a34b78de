import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { floatArray } from './attribute-numbers';
import { ClassLabels, classLabels } from './class-labels';
import { dotOf } from './ordered-sums';
import { PostTransform, postTransformOf, transformScores } from './post-transform';
import { asFloats, columnCount, floatsSize, needRows, rowCount } from './rows';
import { putShapes } from './tree-classifier';

/** The coefficients of a linear operator, `[targets, features]`. */
export class LinearState extends State {
  coefficients: StaticArray<f32> = new StaticArray<f32>(0);
  /** One for each target, or none. */
  intercepts: StaticArray<f32> = new StaticArray<f32>(0);
  targets: i32 = 1;
  features: i32 = 0;
  transform: i32 = PostTransform.NONE;
  labels: ClassLabels | null = null;
}

/** x · coefficients + intercepts. Source: ONNX, ai.onnx.ml, LinearRegressor (1), LinearClassifier (1). */
export function addLinear(): void {
  addOperator('ai.onnx.ml', 'LinearRegressor', new Operator(1, 1, 1, prepareRegressor, runRegressor));
  addOperator('ai.onnx.ml', 'LinearClassifier', new Operator(1, 1, 1, prepareClassifier, runClassifier));
}

function prepareRegressor(node: Node): i32 {
  const input = node.input(0);
  if (!needRows(node, input)) return Prepared.REFUSED;
  const state = readLinear(node, node.int('targets', 1));
  if (state === null) return Prepared.REFUSED;
  node.state = state;
  const output = node.output(0);
  output.beginShape(DataType.FLOAT, 2);
  output.setDim(0, rowCount(input));
  output.setDim(1, state.targets);
  return node.ready(output);
}

function prepareClassifier(node: Node): i32 {
  const input = node.input(0);
  if (!needRows(node, input)) return Prepared.REFUSED;
  const labels = classLabels(node, 'classlabels_strings', 'classlabels_ints');
  if (labels === null) return Prepared.REFUSED;
  const columns = max(columnCount(input), 1);
  const state = readLinear(node, floatArray(node, 'coefficients').length / columns);
  if (state === null) return Prepared.REFUSED;
  state.labels = labels;
  // Two classes may have one score between them.
  const isPair = state.targets == 1 && labels.count == 2;
  if (!isPair && labels.count != state.targets) {
    const counts = state.targets.toString() + ' scores for ' + labels.count.toString() + ' labels';
    return node.refuse(RefusalCode.MALFORMED, 'expected a score for each label, got ' + counts);
  }
  node.state = state;
  return putShapes(node, labels, rowCount(input), labels.count);
}

// The operator's text transforms a single score, too; onnxruntime leaves all but PROBIT out: no answer is right for both.
function readLinear(node: Node, targets: i64): LinearState | null {
  const input = node.input(0);
  const state = new LinearState();
  state.coefficients = floatArray(node, 'coefficients');
  state.intercepts = floatArray(node, 'intercepts');
  state.features = columnCount(input);
  const counts =
    state.coefficients.length.toString() + ' coefficients and ' + state.intercepts.length.toString();
  const isWhole = targets >= 1 && targets * <i64>state.features == <i64>state.coefficients.length;
  if (!isWhole || (state.intercepts.length != 0 && <i64>state.intercepts.length != targets)) {
    const asked = targets.toString() + ' targets of ' + state.features.toString() + ' features';
    node.refuse(RefusalCode.INVALID_INPUT, 'expected ' + asked + ', got ' + counts + ' intercepts');
    return null;
  }
  state.targets = <i32>targets;
  state.transform = postTransformOf(node.text('post_transform', 'NONE'));
  const isPlain = state.transform == PostTransform.NONE;
  if (state.transform == PostTransform.UNKNOWN || (targets == 1 && !isPlain)) {
    const name = node.text('post_transform', 'NONE');
    node.refuse(RefusalCode.UNSUPPORTED, 'the post_transform ' + name + ' is not supported with one score');
    return null;
  }
  const rows = rowCount(input);
  node.scratchSize = floatsSize(input) + ((<usize>targets) << 2);
  node.cost = <f64>rows * <f64>targets * (12 * <f64>state.features + (isPlain ? 110 : 360));
  return state;
}

/** Scores of a row before the transform; products are added in the order of the features, the intercept last. */
function scoreLinear(state: LinearState, row: usize, scores: usize): void {
  const features = state.features;
  let coefficient = changetype<usize>(state.coefficients);
  for (let target = 0; target < state.targets; target++) {
    let sum = dotOf(row, coefficient, features);
    coefficient += (<usize>features) << 2;
    if (state.intercepts.length > 0) sum += unchecked(state.intercepts[target]);
    store<f32>(scores + ((<usize>target) << 2), sum);
  }
}

function runRegressor(node: Node): void {
  const state = <LinearState>node.state!;
  const input = node.input(0);
  const floats = asFloats(input, node.scratch);
  const rows = rowCount(input);
  for (let row = 0; row < rows; row++) {
    const scores = node.output(0).data + ((<usize>(row * state.targets)) << 2);
    scoreLinear(state, floats + ((<usize>(row * state.features)) << 2), scores);
    transformScores(scores, state.targets, state.transform);
  }
}

function runClassifier(node: Node): void {
  const state = <LinearState>node.state!;
  const labels = state.labels!;
  const input = node.input(0);
  const floats = asFloats(input, node.scratch);
  const scores = node.scratch + floatsSize(input);
  const rows = rowCount(input);
  for (let row = 0; row < rows; row++) {
    scoreLinear(state, floats + ((<usize>(row * state.features)) << 2), scores);
    let chosen = 0;
    if (state.targets == 1) chosen = load<f32>(scores) > 0 ? 1 : 0;
    for (let target = 1; target < state.targets; target++) {
      if (load<f32>(scores + ((<usize>target) << 2)) > load<f32>(scores + ((<usize>chosen) << 2)))
        chosen = target;
    }
    if (node.hasOutput(0)) labels.put(node.output(0).data + ((<usize>row) << 3), chosen);
    if (!node.hasOutput(1)) continue;
    const to = node.output(1).data + ((<usize>(row * labels.count)) << 2);
    if (state.targets == 1) {
      store<f32>(to, 1 - load<f32>(scores));
      store<f32>(to, load<f32>(scores), 4);
    } else {
      transformScores(scores, state.targets, state.transform);
      for (let target: usize = 0; target < <usize>state.targets; target++) {
        store<f32>(to + (target << 2), load<f32>(scores + (target << 2)));
      }
    }
  }
}
