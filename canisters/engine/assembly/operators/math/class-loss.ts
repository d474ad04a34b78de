import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { AxisState, softmaxAlong } from './softmax';

/** Losses of class scores against labels. Source: ONNX, NegativeLogLikelihoodLoss and SoftmaxCrossEntropyLoss (12 to 22). */
export function addClassLosses(): void {
  addOperator('', 'NegativeLogLikelihoodLoss', new Operator(12, 2, 3, prepare, runNegative));
  addOperator('', 'SoftmaxCrossEntropyLoss', new Operator(12, 2, 3, prepare, runCrossEntropy));
}

function prepare(node: Node): i32 {
  const scores = node.input(0);
  const labels = node.input(1);
  if (scores.type != DataType.FLOAT && scores.type != DataType.DOUBLE) return node.refuseType(scores);
  if (labels.type != DataType.INT32 && labels.type != DataType.INT64) return node.refuseType(labels);
  const reduction = node.text('reduction', 'mean');
  if (reduction != 'none' && reduction != 'sum' && reduction != 'mean')
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected reduction none, sum or mean, got "' + reduction + '"',
    );
  let isFitting = scores.rank >= 2 && labels.rank == scores.rank - 1;
  for (let axis = 0; isFitting && axis < labels.rank; axis++)
    isFitting = labels.dim(axis) == scores.dim(axis == 0 ? 0 : axis + 1);
  if (!isFitting) {
    const shapes = scores.shapeText() + ' and ' + labels.shapeText();
    return node.refuse(RefusalCode.INVALID_INPUT, 'the shapes of scores and labels do not fit: ' + shapes);
  }
  if (node.hasInput(2) && (node.input(2).type != scores.type || node.input(2).size != scores.dim(1)))
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected a weight for each class, of the type of the scores',
    );
  const state = node.state === null ? new AxisState() : changetype<AxisState>(node.state);
  node.state = state;
  state.outer = scores.dim(0);
  state.count = scores.dim(1);
  state.inner = scores.sizeOf(2, scores.rank);
  if (reduction == 'none') {
    node.output(0).shapeLike(labels, scores.type);
  } else {
    node.output(0).beginShape(scores.type, 0);
    node.output(0).endShape();
  }
  if (node.hasOutput(1)) node.output(1).shapeLike(scores, scores.type);
  const isSoft = node.op == 'SoftmaxCrossEntropyLoss';
  node.scratchSize = isSoft && !node.hasOutput(1) ? scores.byteSize : 0;
  node.cost = <f64>labels.size * 40 + (isSoft ? <f64>scores.size * 130 : 0) + 200;
  return Prepared.READY;
}

function runNegative(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) lose<f32>(node, node.input(0).data);
  else lose<f64>(node, node.input(0).data);
}

function runCrossEntropy(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  const logarithms = node.hasOutput(1) ? node.output(1).data : node.scratch;
  const from = node.input(0).data;
  if (node.input(0).type == DataType.FLOAT) {
    if (node.input(0).size > 0) softmaxAlong<f32>(from, logarithms, state, true);
    lose<f32>(node, logarithms);
  } else {
    if (node.input(0).size > 0) softmaxAlong<f64>(from, logarithms, state, true);
    lose<f64>(node, logarithms);
  }
}

// An ignored label counts nothing, neither in the sum nor in the mean.
function lose<T>(node: Node, scores: usize): void {
  const state = changetype<AxisState>(node.state!);
  const labels = node.input(1);
  const weights = node.hasInput(2) ? node.input(2).data : 0;
  const hasIgnored = node.attributes.has('ignore_index');
  const ignored = node.int('ignore_index', 0);
  const isKept = node.text('reduction', 'mean') == 'none';
  let sum = <T>0;
  let total = <T>0;
  for (let index = 0; index < labels.size; index++) {
    const label = labels.intAt(index);
    let loss = <T>0;
    if (!hasIgnored || label != ignored) {
      if (label < 0 || label >= state.count) {
        const classes = state.count.toString();
        refuse(
          RefusalCode.INVALID_INPUT,
          node.op + ': expected a label below ' + classes + ', got ' + label.toString(),
        );
        return;
      }
      const place = (index / state.inner) * state.count + <i32>label;
      const score = load<T>(scores + <usize>(place * state.inner + (index % state.inner)) * sizeof<T>());
      const weight = weights != 0 ? load<T>(weights + <usize>label * sizeof<T>()) : <T>1;
      loss = -score * weight;
      total += weight;
    }
    if (isKept) store<T>(node.output(0).data + <usize>index * sizeof<T>(), loss);
    sum += loss;
  }
  if (!isKept) store<T>(node.output(0).data, node.text('reduction', 'mean') == 'mean' ? sum / total : sum);
}
