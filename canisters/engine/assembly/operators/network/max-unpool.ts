import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { fillElements } from '../../kernels/fill-elements';
import { SPATIAL, SpatialWindow } from './spatial-window';

/**
 * Puts elements back where MaxPool found them, 0 elsewhere. Indexes count in the shape that follows from window, strides and padding;
 * an `output_shape` that is larger keeps the coordinates. Source: ONNX, MaxUnpool (9, 11, 22).
 */
export function addMaxUnpool(): void {
  addOperator('', 'MaxUnpool', new Operator(9, 2, 3, prepare, run));
}

class UnpoolState extends State {
  window: SpatialWindow = new SpatialWindow();
  /** Sizes that the indexes count in: images, channels and the spatial axes. */
  counted: StaticArray<i32> = new StaticArray<i32>(2 + SPATIAL);
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  const indexes = node.input(1);
  if (x.type != DataType.FLOAT && x.type != DataType.DOUBLE) return node.refuseType(x);
  if (indexes.type != DataType.INT64) return node.refuseType(indexes);
  if (!indexes.hasShapeOf(x) || !node.attributes.has('kernel_shape')) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected kernel_shape, and an index for each element');
  }
  if (node.state === null) node.state = new UnpoolState();
  const state = node.state as UnpoolState;
  const window = state.window;
  if (!window.read(node, x, null) || !window.readPads(node, true)) return Prepared.REFUSED;
  state.counted[0] = x.dim(0);
  state.counted[1] = x.dim(1);
  const output = node.output(0);
  output.beginShape(x.type, x.rank);
  output.setDim(0, x.dim(0));
  output.setDim(1, x.dim(1));
  let counted: i64 = <i64>x.dim(0) * <i64>x.dim(1);
  for (let axis = 0; axis < SPATIAL; axis++) {
    const moved = <i64>(window.input[axis] - 1) * <i64>window.strides[axis];
    const size = moved - <i64>window.begins[axis] - <i64>window.ends[axis] + <i64>window.kernel[axis];
    if (size < 0 || size > <i64>i32.MAX_VALUE) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'an axis would have ' + size.toString());
    }
    counted *= size;
    if (counted > <i64>i32.MAX_VALUE) return node.refuse(RefusalCode.TOO_LARGE, 'the output is too large');
    state.counted[2 + axis] = <i32>size;
    window.output[axis] = <i32>size;
  }
  if (node.hasInput(2)) {
    const outcome = readShape(node, window);
    if (outcome != Prepared.READY) return outcome;
  }
  window.setDims(output);
  node.cost = <f64>x.size * 90 + 300;
  return node.ready(output);
}

function readShape(node: Node, window: SpatialWindow): i32 {
  const shape = node.input(2);
  if (shape.type != DataType.INT64) return node.refuseType(shape);
  if (!shape.isValueKnown) return Prepared.WAITS;
  const x = node.input(0);
  if (shape.size != x.rank) return node.refuse(RefusalCode.INVALID_INPUT, 'output_shape has another rank');
  const first = SPATIAL - window.rank;
  for (let axis = 0; axis < x.rank; axis++) {
    const size = shape.intAt(axis);
    const least = axis < 2 ? x.dim(axis) : window.output[first + axis - 2];
    if (size < <i64>least || size > <i64>i32.MAX_VALUE || (axis < 2 && size != <i64>least)) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'output_shape has ' + size.toString());
    }
    if (axis >= 2) window.output[first + axis - 2] = <i32>size;
  }
  return Prepared.READY;
}

function run(node: Node): void {
  const state = node.state as UnpoolState;
  const x = node.input(0);
  const output = node.output(0);
  const size = elementSize(x.type);
  fillElements(output.data, 0, size, output.size);
  let limit: i64 = 1;
  for (let axis = 0; axis < 2 + SPATIAL; axis++) limit *= state.counted[axis];
  for (let index = 0; index < x.size; index++) {
    const place = node.input(1).intAt(index);
    if (place < 0 || place >= limit) {
      const expected = 'expected indexes below ' + limit.toString();
      refuse(RefusalCode.INVALID_INPUT, node.op + ': ' + expected + ', got ' + place.toString());
      return;
    }
    const to = output.data + <usize>target(state, <i32>place) * <usize>size;
    const from = x.data + <usize>index * <usize>size;
    if (size == 8) store<u64>(to, load<u64>(from));
    else store<u32>(to, load<u32>(from));
  }
}

// The index in the output of an element by its index in the shape that is counted in.
function target(state: UnpoolState, place: i32): i32 {
  const counted = state.counted;
  const output = state.window.output;
  const x = place % counted[4];
  const line = place / counted[4];
  const y = line % counted[3];
  const page = line / counted[3];
  const z = page % counted[2];
  const channel = page / counted[2];
  return ((channel * output[0] + z) * output[1] + y) * output[2] + x;
}
