import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { PoolLines } from './pool-lines';
import { PoolTaps } from './pool-taps';
import { SpatialWindow } from './spatial-window';

/** The largest element of each window, and where it lies. Source: ONNX, MaxPool (1, 8, 10, 11, 12, 22). */
export function addMaxPool(): void {
  addOperator('', 'MaxPool', new Operator(1, 1, 1, prepare, run));
}

class MaxPoolState extends State {
  window: SpatialWindow = new SpatialWindow();
  taps: PoolTaps = new PoolTaps();
  isColumnMajor: bool = false;
  lines: PoolLines = new PoolLines();
  isInLines: bool = false;
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  if (!isPooled(x.type)) return node.refuseType(x);
  if (node.state === null) node.state = new MaxPoolState();
  const state = node.state as MaxPoolState;
  state.isColumnMajor = node.int('storage_order', 0) != 0;
  const outcome = preparePool(node, state.window);
  if (outcome != Prepared.READY) return outcome;
  const isFloat = x.type == DataType.FLOAT && !node.hasOutput(1);
  state.isInLines = isFloat && state.lines.prepare(state.window);
  if (state.isInLines) {
    node.scratchSize = state.lines.scratchSize;
    node.cost = state.lines.cost(state.window, x.dim(0) * x.dim(1));
  }
  if (!node.hasOutput(1)) return Prepared.READY;
  node.output(1).shapeLike(node.output(0), DataType.INT64);
  return Prepared.READY;
}

function isPooled(type: i32): bool {
  switch (type) {
    case DataType.FLOAT:
    case DataType.DOUBLE:
    case DataType.INT8:
    case DataType.UINT8:
      return true;
    default:
      return false;
  }
}

/** Reads the window of a pooling operator and sets the shape of output 0. {@link Prepared.READY} or a refusal. */
export function preparePool(node: Node, window: SpatialWindow): i32 {
  const x = node.input(0);
  if (!node.attributes.has('kernel_shape'))
    return node.refuse(RefusalCode.MALFORMED, 'it lacks kernel_shape');
  if (!window.read(node, x, null) || !window.place(node, node.int('ceil_mode', 0) != 0, true)) {
    return Prepared.REFUSED;
  }
  const output = node.output(0);
  output.beginShape(x.type, x.rank);
  output.setDim(0, x.dim(0));
  output.setDim(1, x.dim(1));
  window.setDims(output);
  const outcome = node.ready(output);
  node.cost = <f64>output.size * (<f64>window.kernelSize * 40 + 450) + 200;
  return outcome;
}

function run(node: Node): void {
  const state = node.state as MaxPoolState;
  if (state.isInLines) {
    const x = node.input(0);
    const channels = x.dim(0) * x.dim(1);
    return state.lines.runLargest(node.output(0).data, x.data, node.scratch, state.window, channels);
  }
  switch (node.input(0).type) {
    case DataType.FLOAT:
      return pool<f32>(node, -Infinity);
    case DataType.DOUBLE:
      return pool<f64>(node, -Infinity);
    case DataType.INT8:
      return pool<i8>(node, i8.MIN_VALUE);
    default:
      return pool<u8>(node, 0);
  }
}

function pool<T>(node: Node, lowest: T): void {
  const state = node.state as MaxPoolState;
  const window = state.window;
  const taps = state.taps;
  const places = window.outputSize;
  if (places == 0) return;
  const block = window.inputSize;
  const channels = node.output(0).size / places;
  const hasIndexes = node.hasOutput(1);
  let to = node.output(0).data;
  let indexes = hasIndexes ? node.output(1).data : 0;
  let from = node.input(0).data;
  for (let channel = 0; channel < channels; channel++) {
    taps.begin(window);
    do {
      const best = largest<T>(from, window, taps);
      store<T>(to, best < 0 ? lowest : load<T>(from + <usize>best * sizeof<T>()));
      to += sizeof<T>();
      if (!hasIndexes) continue;
      const inChannel = state.isColumnMajor ? columnMajor(window, best) : <i64>best;
      store<i64>(indexes, <i64>channel * <i64>block + inChannel);
      indexes += 8;
    } while (taps.next(window));
    from += <usize>block * sizeof<T>();
  }
}

/** Index of the first of the largest elements, or of the first that is not a number; -1 when the window sees nothing. */
function largest<T>(from: usize, window: SpatialWindow, taps: PoolTaps): i32 {
  if (taps.inside == 0) return -1;
  const height = unchecked(window.input[1]);
  const width = unchecked(window.input[2]);
  const columns = unchecked(taps.end[2]);
  const step = unchecked(window.dilations[2]);
  const distance = <usize>step * sizeof<T>();
  let best =
    (unchecked(taps.first[0]) * height + unchecked(taps.first[1])) * width + unchecked(taps.first[2]);
  let value = load<T>(from + <usize>best * sizeof<T>());
  for (let z = unchecked(taps.first[0]); z < unchecked(taps.end[0]); z += unchecked(window.dilations[0])) {
    for (let y = unchecked(taps.first[1]); y < unchecked(taps.end[1]); y += unchecked(window.dilations[1])) {
      let index = (z * height + y) * width + unchecked(taps.first[2]);
      let at = from + <usize>index * sizeof<T>();
      for (let x = unchecked(taps.first[2]); x < columns; x += step) {
        const one = load<T>(at);
        if (one > value || (isFloat<T>() && one != one && value == value)) {
          value = one;
          best = index;
        }
        index += step;
        at += distance;
      }
    }
  }
  return best;
}

function columnMajor(window: SpatialWindow, index: i32): i64 {
  const width = window.input[2];
  const height = window.input[1];
  const depth = window.input[0];
  const x = index % width;
  const y = (index / width) % height;
  const z = index / width / height;
  // Axes that are missing have size 1, so that the first axis is the fastest for every rank.
  return <i64>z + <i64>depth * (<i64>y + <i64>height * <i64>x);
}
