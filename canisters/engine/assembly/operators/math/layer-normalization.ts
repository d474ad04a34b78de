import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { normaliseRows } from '../../kernels/row-normal';
import { refuseAxis } from './softmax';

/** Rows that are normalised, each by itself, then stretched and moved by elements of their own place. */
export class RowNormalState extends State {
  rows: i32 = 0;
  count: i32 = 0;
  epsilon: f64 = 0;
}

/** LayerNormalization (17) and RMSNormalization (23). Source: ONNX. */
export function addLayerNormalization(): void {
  addOperator('', 'LayerNormalization', new Operator(17, 2, 3, prepareLayer, runLayer));
  addOperator('', 'RMSNormalization', new Operator(23, 2, 2, prepare, runRoot));
}

function prepareLayer(node: Node): i32 {
  const outcome = prepare(node);
  if (outcome != Prepared.READY) return outcome;
  const input = node.input(0);
  const stash = <i32>node.int('stash_type', DataType.FLOAT);
  if (stash != DataType.FLOAT && stash != DataType.BFLOAT16 && stash != input.type)
    return node.refuse(RefusalCode.UNSUPPORTED, 'expected stash_type 1, got ' + stash.toString());
  let axis = <i32>node.int('axis', -1);
  if (axis < 0) axis += input.rank;
  for (let index = 1; index < 3; index++) {
    if (!node.hasOutput(index)) continue;
    const output = node.output(index);
    output.shapeLike(input, stash == DataType.DOUBLE ? stash : DataType.FLOAT);
    for (let at = axis; at < input.rank; at++) output.setDim(at, 1);
    output.endShape();
  }
  return Prepared.READY;
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  let axis = <i32>node.int('axis', -1);
  if (axis < 0) axis += input.rank;
  if (axis < 0 || axis >= input.rank) return refuseAxis(node, <i32>node.int('axis', -1), input.rank);
  node.output(0).shapeLike(input, input.type);
  const state = node.state === null ? new RowNormalState() : changetype<RowNormalState>(node.state);
  node.state = state;
  state.rows = input.sizeOf(0, axis);
  state.count = input.sizeOf(axis, input.rank);
  state.epsilon = node.float('epsilon', 1e-5);
  for (let index = 1; index < node.inputs.length; index++) {
    if (!node.hasInput(index)) continue;
    const given = node.input(index);
    if (given.type != input.type) return node.refuseType(given);
    if (!isSpreadOver(given, input, axis))
      return node.refuse(
        RefusalCode.UNSUPPORTED,
        'expected a scale and a bias for the axes from ' + axis.toString() + ' on, got ' + given.shapeText(),
      );
  }
  node.cost = <f64>input.size * (input.type == DataType.FLOAT ? 20 : 60) + <f64>state.rows * 120 + 200;
  return Prepared.READY;
}

// Whether a tensor has the sizes of the normalised axes, but for leading ones.
function isSpreadOver(given: Tensor, input: Tensor, axis: i32): bool {
  const first = input.rank - given.rank;
  if (given.size != input.sizeOf(axis, input.rank)) return false;
  for (let at = 0; at < given.rank; at++) {
    const size = given.dim(at);
    if (first + at < axis ? size != 1 : size != input.dim(first + at)) return false;
  }
  return true;
}

function addressOf(node: Node, index: i32): usize {
  return node.hasInput(index) ? node.input(index).data : 0;
}

function runLayer(node: Node): void {
  const state = changetype<RowNormalState>(node.state!);
  const input = node.input(0);
  const scale = addressOf(node, 1);
  const bias = addressOf(node, 2);
  const mean = node.hasOutput(1) ? node.output(1).data : 0;
  const deviation = node.hasOutput(2) ? node.output(2).data : 0;
  const to = node.output(0).data;
  if (input.type == DataType.FLOAT) {
    normaliseRows(
      input.data,
      to,
      state.rows,
      state.count,
      <f32>state.epsilon,
      scale,
      bias,
      mean,
      deviation,
      true,
    );
    return;
  }
  const isDoubleStash = node.hasOutput(1) && node.output(1).type == DataType.DOUBLE;
  for (let row = 0; row < state.rows; row++) {
    const average = normaliseDoubles(input.data, to, row, state, scale, bias, true);
    if (mean != 0) storeStash(mean, row, average, isDoubleStash);
    if (deviation != 0) storeStash(deviation, row, lastDeviation, isDoubleStash);
  }
}

function storeStash(to: usize, row: i32, value: f64, isDouble: bool): void {
  if (isDouble) store<f64>(to + ((<usize>row) << 3), value);
  else store<f32>(to + ((<usize>row) << 2), <f32>value);
}

function runRoot(node: Node): void {
  const state = changetype<RowNormalState>(node.state!);
  const input = node.input(0);
  const scale = addressOf(node, 1);
  const to = node.output(0).data;
  if (input.type == DataType.FLOAT) {
    normaliseRows(input.data, to, state.rows, state.count, <f32>state.epsilon, scale, 0, 0, 0, false);
  } else {
    for (let row = 0; row < state.rows; row++) normaliseDoubles(input.data, to, row, state, scale, 0, false);
  }
}

let lastDeviation: f64 = 0;

function normaliseDoubles(
  from: usize,
  to: usize,
  row: i32,
  state: RowNormalState,
  scale: usize,
  bias: usize,
  isCentred: bool,
): f64 {
  const size = (<usize>state.count) << 3;
  from += <usize>row * size;
  to += <usize>row * size;
  let mean: f64 = 0;
  if (isCentred) {
    for (let at: usize = 0; at < size; at += 8) mean += load<f64>(from + at);
    mean /= <f64>state.count;
  }
  let squares: f64 = 0;
  for (let at: usize = 0; at < size; at += 8) {
    const difference = load<f64>(from + at) - mean;
    squares += difference * difference;
  }
  lastDeviation = 1 / Math.sqrt(squares / <f64>state.count + state.epsilon);
  for (let at: usize = 0; at < size; at += 8) {
    let value = (load<f64>(from + at) - mean) * lastDeviation;
    if (scale != 0) value *= load<f64>(scale + at);
    if (bias != 0) value += load<f64>(bias + at);
    store<f64>(to + at, value);
  }
  return mean;
}
