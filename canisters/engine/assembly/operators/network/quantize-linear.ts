import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { dequantizeRun, quantizeRun, quantizedAt } from '../../kernels/quantize';

/**
 * Numbers into whole numbers of few bits by a scale and a zero point, and back: one pair for the whole tensor, for each place of an
 * axis, or for each block along it. Source: ONNX, QuantizeLinear and DequantizeLinear (10, 13, 19, 21, 23, 24, 25).
 */
export function addQuantizeLinear(): void {
  addOperator('', 'QuantizeLinear', new Operator(10, 2, 3, prepareQuantize, run));
  addOperator('', 'DequantizeLinear', new Operator(10, 2, 3, prepareDequantize, run));
}

class QuantizeState extends State {
  isQuantize: bool = false;
  /** The tensor as [outer, size, inner]: scales go along `size`, in blocks when `block` is above 1. */
  outer: i32 = 1;
  size: i32 = 1;
  inner: i32 = 1;
  block: i32 = 0;
}

function prepareQuantize(node: Node): i32 {
  const x = node.input(0);
  if (x.type != DataType.FLOAT && x.type != DataType.INT32) return node.refuseType(x);
  let type: i32 = <i32>node.int('output_dtype', 0);
  if (node.hasInput(2)) {
    if (type != 0 && type != node.input(2).type) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected output_dtype to be the type of the zero point');
    }
    type = node.input(2).type;
  } else if (type == 0) {
    type = DataType.UINT8;
  }
  if (!isQuantized(type)) {
    const text = 'quantising into type ' + type.toString() + ' is not supported';
    return node.refuse(RefusalCode.UNSUPPORTED, text);
  }
  return prepare(node, type, true);
}

function prepareDequantize(node: Node): i32 {
  const x = node.input(0);
  if (!isQuantized(x.type) && x.type != DataType.INT32) return node.refuseType(x);
  const type = <i32>node.int('output_dtype', DataType.FLOAT);
  const isFloat =
    type == 0 || type == DataType.FLOAT || type == DataType.FLOAT16 || type == DataType.BFLOAT16;
  if (!isFloat) return node.refuse(RefusalCode.UNSUPPORTED, 'output_dtype ' + type.toString());
  if (node.hasInput(2) && node.input(2).type != x.type) return node.refuseType(node.input(2));
  return prepare(node, DataType.FLOAT, false);
}

function isQuantized(type: i32): bool {
  switch (type) {
    case DataType.UINT8:
    case DataType.INT8:
    case DataType.UINT16:
    case DataType.INT16:
      return true;
    default:
      return false;
  }
}

function prepare(node: Node, type: i32, isQuantize: bool): i32 {
  const x = node.input(0);
  const scale = node.input(1);
  if (scale.type != DataType.FLOAT) return node.refuseType(scale);
  if (node.hasInput(2) && node.input(2).size != scale.size) return refuseScale(node);
  if (node.state === null) node.state = new QuantizeState();
  const state = node.state as QuantizeState;
  state.isQuantize = isQuantize;
  state.outer = 1;
  state.size = 1;
  state.inner = x.size;
  state.block = 0;
  // One value for the whole tensor; a scale of one block of rank above 1 is that, too.
  if (scale.rank > 0 && !(scale.size == 1 && scale.rank == 1)) {
    let axis = node.int('axis', 1);
    if (axis < 0) axis += x.rank;
    if (axis < 0 || axis >= <i64>x.rank) return refuseScale(node);
    if (!setAxis(node, state, <i32>axis)) return Prepared.REFUSED;
  }
  node.output(0).shapeLike(x, type);
  const runs = state.inner > 1 ? <f64>(state.outer * state.size) : <f64>x.size;
  node.cost = <f64>x.size * 20 + runs * 40 + 200;
  return Prepared.READY;
}

function setAxis(node: Node, state: QuantizeState, axis: i32): bool {
  const x = node.input(0);
  const scale = node.input(1);
  const block = node.int('block_size', 0);
  state.outer = x.sizeOf(0, axis);
  state.size = x.dim(axis);
  state.inner = x.sizeOf(axis + 1, x.rank);
  if (block == 0 && scale.rank == 1) {
    if (scale.size == state.size) return true;
    refuseScale(node);
    return false;
  }
  let isFit = scale.rank == x.rank && block > 0 && block <= <i64>max(state.size, 1);
  for (let at = 0; at < x.rank && isFit; at++) {
    const expected = at == axis ? (<i64>x.dim(at) + block - 1) / block : <i64>x.dim(at);
    if (<i64>scale.dim(at) != expected) isFit = false;
  }
  state.block = <i32>block;
  if (!isFit) refuseScale(node);
  return isFit;
}

function refuseScale(node: Node): i32 {
  const zero = node.hasInput(2) ? ', zero point ' + node.input(2).shapeText() : '';
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'the scale ' + node.input(1).shapeText() + zero + ' does not fit ' + node.input(0).shapeText(),
  );
}

function run(node: Node): void {
  const state = node.state as QuantizeState;
  if (state.block > 0) return runBlocks(node, state);
  let first = 0;
  for (let outer = 0; outer < state.outer; outer++) {
    for (let place = 0; place < state.size; place++) {
      runElements(node, state, first, state.inner, place);
      first += state.inner;
    }
  }
}

function runBlocks(node: Node, state: QuantizeState): void {
  const blocks = (state.size + state.block - 1) / state.block;
  let first = 0;
  for (let outer = 0; outer < state.outer; outer++) {
    for (let place = 0; place < state.size; place++) {
      const scales = (outer * blocks + place / state.block) * state.inner;
      for (let inner = 0; inner < state.inner; inner++) runElements(node, state, first++, 1, scales + inner);
    }
  }
}

function runElements(node: Node, state: QuantizeState, first: i32, count: i32, at: i32): void {
  const x = node.input(0);
  const scale = load<f32>(node.input(1).data + ((<usize>at) << 2));
  const small = state.isQuantize ? node.output(0).type : x.type;
  const zero = node.hasInput(2) ? quantizedAt(node.input(2).data, at, small) : 0;
  if (state.isQuantize) quantizeRun(node.output(0).data, x.data, first, count, scale, zero, x.type, small);
  else dequantizeRun(node.output(0).data, x.data, first, count, scale, zero, small);
}
