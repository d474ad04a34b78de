import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { fourier, fourierScratch, prepareFourier } from '../../kernels/fourier';
import { refuseAxis } from './softmax';

/** Opset from which the axis is an input. */
const AXIS_INPUT_SINCE: i32 = 20;

class FourierState extends State {
  outer: i32 = 0;
  inner: i32 = 0;
  /** Elements along the axis: of the input, of the transform, of the output. */
  given: i32 = 0;
  length: i32 = 0;
  bins: i32 = 0;
  /** Numbers of an element: 1 real, 2 complex. */
  parts: i32 = 0;
  isInverse: bool = false;
  isOneSided: bool = false;
}

/** Discrete Fourier transform along an axis, in double precision. Source: ONNX, DFT (17, 20). */
export function addFourierTransform(): void {
  addOperator('', 'DFT', new Operator(17, 1, 3, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  const rank = input.rank;
  for (let index = 1; index < 3; index++) {
    if (!node.hasInput(index)) continue;
    const given = node.input(index);
    if (given.type != DataType.INT64 && given.type != DataType.INT32) return node.refuseType(given);
    if (given.size != 1)
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected one number, got ' + given.shapeText());
    if (!given.isValueKnown) return Prepared.WAITS;
  }
  let axis =
    node.opset < AXIS_INPUT_SINCE ? node.int('axis', 1) : node.hasInput(2) ? node.input(2).intAt(0) : -2;
  if (axis < 0) axis += rank;
  if (rank < 2 || axis < 0 || axis >= rank - 1) return refuseAxis(node, <i32>axis, rank);
  const state = node.state === null ? new FourierState() : changetype<FourierState>(node.state);
  node.state = state;
  state.parts = input.dim(rank - 1);
  state.isInverse = node.int('inverse', 0) != 0;
  state.isOneSided = node.int('onesided', 0) != 0;
  const needsComplex = state.isInverse && state.isOneSided;
  if ((state.parts != 1 || needsComplex) && state.parts != 2)
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected complex or real numbers, got ' + input.shapeText(),
    );
  if (state.parts == 2 && state.isOneSided && !state.isInverse)
    return node.refuse(RefusalCode.INVALID_INPUT, 'one side of a complex signal does not tell the other');
  state.given = input.dim(<i32>axis);
  const otherwise: i64 = needsComplex ? 2 * (<i64>state.given - 1) : <i64>state.given;
  const length = node.hasInput(1) ? node.input(1).intAt(0) : otherwise;
  if (length < 1 || length > 0x100_0000)
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected a length from 1 to 16777216, got ' + length.toString(),
    );
  state.length = <i32>length;
  state.bins = state.isOneSided && !state.isInverse ? state.length / 2 + 1 : state.length;
  state.outer = input.sizeOf(0, <i32>axis);
  state.inner = input.sizeOf(<i32>axis + 1, rank - 1);
  const output = node.output(0);
  output.beginShape(input.type, rank);
  for (let at = 0; at < rank; at++) output.setDim(at, input.dim(at));
  output.setDim(<i32>axis, state.bins);
  output.setDim(rank - 1, needsComplex ? 1 : 2);
  node.scratchSize = fourierScratch(state.length) + ((<usize>state.length) << 4);
  node.cost = fourierCost(state.length) * <f64>(state.outer * state.inner) + 300;
  return node.ready(output);
}

/** Instructions of one transform. */
export function fourierCost(length: i32): f64 {
  const isPower = (length & (length - 1)) == 0;
  return <f64>length * (isPower ? 45 * <f64>(32 - clz(length)) : 65 * <f64>length) + <f64>length * 200;
}

function run(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) transform<f32>(node);
  else transform<f64>(node);
}

function transform<T>(node: Node): void {
  const state = changetype<FourierState>(node.state!);
  if (node.output(0).size == 0) return;
  const length = state.length;
  const data = node.scratch;
  const turns = data + ((<usize>length) << 4);
  prepareFourier(turns, length, state.isInverse);
  for (let outer = 0; outer < state.outer; outer++) {
    for (let inner = 0; inner < state.inner; inner++) {
      read<T>(node, state, data, outer, inner);
      fourier(data, length, turns);
      write<T>(node, state, data, outer, inner);
    }
  }
}

// What the signal lacks is 0. Of a one-sided spectrum the other side is the mirrored conjugate.
function read<T>(node: Node, state: FourierState, data: usize, outer: i32, inner: i32): void {
  const isMirrored = state.isInverse && state.isOneSided;
  const sided = isMirrored ? state.length / 2 + 1 : state.length;
  for (let at = 0; at < sided; at++) {
    let real: f64 = 0;
    let imaginary: f64 = 0;
    if (at < state.given) {
      const element = (outer * state.given + at) * state.inner + inner;
      const from = node.input(0).data + <usize>(element * state.parts) * sizeof<T>();
      real = <f64>load<T>(from);
      if (state.parts == 2) imaginary = <f64>load<T>(from, sizeof<T>());
    }
    store<f64>(data + ((<usize>at) << 4), real);
    store<f64>(data + ((<usize>at) << 4), imaginary, 8);
    if (!isMirrored || at == 0) continue;
    const mirror = data + ((<usize>(state.length - at)) << 4);
    store<f64>(mirror, real);
    store<f64>(mirror, at * 2 == state.length ? imaginary : -imaginary, 8);
  }
}

function write<T>(node: Node, state: FourierState, data: usize, outer: i32, inner: i32): void {
  const parts = state.isInverse && state.isOneSided ? 1 : 2;
  const divisor: f64 = state.isInverse ? <f64>state.length : 1;
  for (let at = 0; at < state.bins; at++) {
    const element = (outer * state.bins + at) * state.inner + inner;
    const to = node.output(0).data + <usize>(element * parts) * sizeof<T>();
    const from = data + ((<usize>at) << 4);
    store<T>(to, <T>(load<f64>(from) / divisor));
    if (parts == 2) store<T>(to, <T>(load<f64>(from, 8) / divisor), sizeof<T>());
  }
}
