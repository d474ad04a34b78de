import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { logSoftmaxRows, softmaxRows } from '../../kernels/softmax';
import { exp1, log1 } from '../../kernels/vector-math';

/** Opset from which one axis is meant; before, all axes from the given one on are one. */
const ONE_AXIS_SINCE: i32 = 13;

/** A tensor as rows along one axis: `outer` blocks of `count` elements that lie `inner` apart. */
export class AxisState extends State {
  outer: i32 = 0;
  count: i32 = 0;
  inner: i32 = 0;
}

/** Softmax, LogSoftmax and Hardmax (1, 11, 13). Source: ONNX. */
export function addSoftmax(): void {
  addOperator('', 'Softmax', new Operator(1, 1, 1, prepare, runSoftmax));
  addOperator('', 'LogSoftmax', new Operator(1, 1, 1, prepare, runLogSoftmax));
  addOperator('', 'Hardmax', new Operator(1, 1, 1, prepare, runHardmax));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  node.output(0).shapeLike(input, input.type);
  const isOneAxis = node.opset >= ONE_AXIS_SINCE;
  let axis = <i32>node.int('axis', isOneAxis ? -1 : 1);
  if (axis < 0) axis += input.rank;
  const end = isOneAxis ? max(input.rank, 1) : input.rank + 1;
  if (axis < 0 || axis >= end) return refuseAxis(node, <i32>node.int('axis', -1), input.rank);
  const state = node.state === null ? new AxisState() : changetype<AxisState>(node.state);
  node.state = state;
  const isScalar = input.rank == 0;
  state.outer = isScalar ? 1 : input.sizeOf(0, axis);
  state.count = isScalar ? 1 : isOneAxis ? input.dim(axis) : input.sizeOf(axis, input.rank);
  state.inner = isScalar || !isOneAxis ? 1 : input.sizeOf(axis + 1, input.rank);
  node.cost = <f64>input.size * (input.type == DataType.DOUBLE ? 205 : state.inner == 1 ? 46 : 180) + 100;
  return Prepared.READY;
}

/** Refuses an axis that the tensor does not have. */
export function refuseAxis(node: Node, axis: i32, rank: i32): i32 {
  const bounds = (-rank).toString() + ' to ' + (rank - 1).toString();
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected an axis from ' + bounds + ', got ' + axis.toString(),
  );
}

function runSoftmax(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  if (node.output(0).size == 0) return;
  const isFloat = node.input(0).type == DataType.FLOAT;
  if (isFloat && state.inner == 1)
    softmaxRows(node.input(0).data, node.output(0).data, state.outer, state.count);
  else if (isFloat) softmaxAlong<f32>(node.input(0).data, node.output(0).data, state, false);
  else softmaxAlong<f64>(node.input(0).data, node.output(0).data, state, false);
}

function runLogSoftmax(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  if (node.output(0).size == 0) return;
  const isFloat = node.input(0).type == DataType.FLOAT;
  if (isFloat && state.inner == 1)
    logSoftmaxRows(node.input(0).data, node.output(0).data, state.outer, state.count);
  else if (isFloat) softmaxAlong<f32>(node.input(0).data, node.output(0).data, state, true);
  else softmaxAlong<f64>(node.input(0).data, node.output(0).data, state, true);
}

function power<T>(x: T): T {
  return sizeof<T>() == 4 ? <T>exp1(<f32>x) : <T>Math.exp(<f64>x);
}

function logarithm<T>(x: T): T {
  return sizeof<T>() == 4 ? <T>log1(<f32>x) : <T>Math.log(<f64>x);
}

/** Softmax along an axis, or its logarithm; the sum is taken in order. The tensor has elements. */
export function softmaxAlong<T>(input: usize, output: usize, state: AxisState, isLogarithm: bool): void {
  const step = <usize>state.inner * sizeof<T>();
  const block = <usize>state.count * step;
  for (let outer = 0; outer < state.outer; outer++) {
    for (let inner = 0; inner < state.inner; inner++) {
      const offset = <usize>outer * block + <usize>inner * sizeof<T>();
      const from = input + offset;
      const to = output + offset;
      let largest = load<T>(from);
      for (let at: usize = 0; at < block; at += step) largest = max<T>(largest, load<T>(from + at));
      let sum = <T>0;
      for (let at: usize = 0; at < block; at += step) {
        const value = power<T>(load<T>(from + at) - largest);
        store<T>(to + at, value);
        sum += value;
      }
      if (isLogarithm) {
        const last = logarithm<T>(sum);
        for (let at: usize = 0; at < block; at += step)
          store<T>(to + at, load<T>(from + at) - largest - last);
      } else {
        for (let at: usize = 0; at < block; at += step) store<T>(to + at, load<T>(to + at) / sum);
      }
    }
  }
}

function runHardmax(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  if (node.input(0).type == DataType.FLOAT) hardmaxAlong<f32>(node, state);
  else hardmaxAlong<f64>(node, state);
}

// 1 at the first of the largest elements, 0 elsewhere.
function hardmaxAlong<T>(node: Node, state: AxisState): void {
  if (node.output(0).size == 0) return;
  const step = <usize>state.inner * sizeof<T>();
  const block = <usize>state.count * step;
  for (let outer = 0; outer < state.outer; outer++) {
    for (let inner = 0; inner < state.inner; inner++) {
      const offset = <usize>outer * block + <usize>inner * sizeof<T>();
      const from = node.input(0).data + offset;
      const to = node.output(0).data + offset;
      let best: usize = 0;
      for (let at: usize = 0; at < block; at += step) {
        if (load<T>(from + at) > load<T>(from + best)) best = at;
        store<T>(to + at, <T>0);
      }
      store<T>(to + best, <T>1);
    }
  }
}
