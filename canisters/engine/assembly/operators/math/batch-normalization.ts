import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { scaleEach, scaleRun } from '../../kernels/scale-run';
import { AxisState } from './softmax';

/** Opset from which training is asked for by an attribute, not by the number of outputs. */
const TRAINING_MODE_SINCE: i32 = 14;

/** Normalises each channel by given numbers, or, in training, by its own. Source: ONNX, BatchNormalization (1 to 15). */
export function addBatchNormalization(): void {
  addOperator('', 'BatchNormalization', new Operator(1, 5, 5, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  const channels = input.rank > 1 ? input.dim(1) : 1;
  if (node.opset < 9 && node.int('spatial', 1) != 1)
    return node.refuse(RefusalCode.UNSUPPORTED, 'numbers for each place (spatial 0) are not supported');
  for (let index = 1; index < 5; index++) {
    const given = node.input(index);
    if (given.type != DataType.FLOAT && given.type != DataType.DOUBLE) return node.refuseType(given);
    if (given.size != channels)
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected a number for each of ' + channels.toString() + ' channels, got ' + given.shapeText(),
      );
  }
  const isTraining = node.opset >= TRAINING_MODE_SINCE && node.int('training_mode', 0) != 0;
  if (!isTraining && (node.hasOutput(1) || node.hasOutput(2)))
    return node.refuse(RefusalCode.UNSUPPORTED, 'training before opset 14 is not supported');
  node.output(0).shapeLike(input, input.type);
  for (let index = 1; index < 3; index++)
    if (node.hasOutput(index))
      node.output(index).shapeLike(node.input(2 + index), node.input(2 + index).type);
  const state = node.state === null ? new AxisState() : changetype<AxisState>(node.state);
  node.state = state;
  state.outer = input.rank > 0 ? input.dim(0) : 1;
  state.count = channels;
  state.inner = input.rank > 1 ? input.sizeOf(2, input.rank) : 1;
  node.scratchSize = <usize>channels * 24;
  const perElement: f64 = state.inner == 1 ? 18 : input.type == DataType.FLOAT ? 6 : 14;
  node.cost =
    <f64>input.size * (isTraining ? perElement + 25 : perElement) +
    <f64>(state.inner == 1 ? channels : state.outer * channels) * 130;
  return Prepared.READY;
}

/** A number of a tensor of floats or doubles. */
function numberAt(node: Node, index: i32, at: i32): f64 {
  const tensor = node.input(index);
  if (tensor.type == DataType.DOUBLE) return load<f64>(tensor.data + ((<usize>at) << 3));
  return <f64>load<f32>(tensor.data + ((<usize>at) << 2));
}

function run(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) normalise<f32>(node);
  else normalise<f64>(node);
}

// x · factor + rest, with factor = scale / sqrt(variance + epsilon) and rest = bias - mean · factor, would lose digits where the
// mean is large: the mean is taken off first.
function normalise<T>(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  const isTraining = node.opset >= TRAINING_MODE_SINCE && node.int('training_mode', 0) != 0;
  const means = node.scratch;
  const factors = means + <usize>state.count * sizeof<T>();
  const biases = factors + <usize>state.count * sizeof<T>();
  const epsilon = <T>node.float('epsilon', 1e-5);
  for (let channel = 0; channel < state.count; channel++) {
    const offset = <usize>channel * sizeof<T>();
    if (isTraining) measure<T>(node, state, channel, means + offset, factors + offset);
    else {
      store<T>(means + offset, <T>numberAt(node, 3, channel));
      store<T>(factors + offset, <T>numberAt(node, 4, channel));
    }
    const factor = <T>numberAt(node, 1, channel) / sqrt<T>(load<T>(factors + offset) + epsilon);
    store<T>(factors + offset, factor);
    store<T>(biases + offset, <T>numberAt(node, 2, channel));
  }
  let from = node.input(0).data;
  let to = node.output(0).data;
  const size = <usize>state.inner * sizeof<T>();
  for (let outer = 0; outer < state.outer; outer++) {
    if (state.inner == 1) {
      const row = <usize>state.count * sizeof<T>();
      scaleEach<T>(from, to, row, means, factors, biases);
      from += row;
      to += row;
      continue;
    }
    for (let channel = 0; channel < state.count; channel++) {
      const offset = <usize>channel * sizeof<T>();
      const bias = load<T>(biases + offset);
      scaleRun<T>(from, to, size, load<T>(means + offset), load<T>(factors + offset), bias);
      from += size;
      to += size;
    }
  }
}

// Mean and variance of the channel itself; the running numbers move toward them.
function measure<T>(
  node: Node,
  state: AxisState,
  channel: i32,
  meanPlace: usize,
  variancePlace: usize,
): void {
  const momentum = <T>node.float('momentum', 0.9);
  const total = <T>state.outer * <T>state.inner;
  const size = <usize>state.inner * sizeof<T>();
  const first = node.input(0).data + <usize>channel * size;
  const stride = <usize>state.count * size;
  let sum = <T>0;
  for (let outer = 0; outer < state.outer; outer++) {
    const block = first + <usize>outer * stride;
    for (let at: usize = 0; at < size; at += sizeof<T>()) sum += load<T>(block + at);
  }
  const mean = sum / total;
  let squares = <T>0;
  for (let outer = 0; outer < state.outer; outer++) {
    const block = first + <usize>outer * stride;
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const difference = load<T>(block + at) - mean;
      squares += difference * difference;
    }
  }
  const variance = squares / total;
  store<T>(meanPlace, mean);
  store<T>(variancePlace, variance);
  storeRunning(node, 1, channel, numberAt(node, 3, channel) * momentum + mean * (<T>1 - momentum));
  storeRunning(node, 2, channel, numberAt(node, 4, channel) * momentum + variance * (<T>1 - momentum));
}

function storeRunning(node: Node, index: i32, channel: i32, value: f64): void {
  if (!node.hasOutput(index)) return;
  const output = node.output(index);
  if (output.type == DataType.DOUBLE) store<f64>(output.data + ((<usize>channel) << 3), value);
  else store<f32>(output.data + ((<usize>channel) << 2), <f32>value);
}
