import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { frontAxes } from './axis';
import { integersOf, needIntegers } from './known-integers';
import { beginCopy, endCopy, stepOf } from './transpose';

/** Slice up to opset 9: starts, ends and axes are attributes; steps are 1. */
export function prepareSliceByAttribute(node: Node): i32 {
  const starts = node.ints('starts');
  const ends = node.ints('ends');
  if (starts === null || ends === null) {
    return node.refuse(RefusalCode.MALFORMED, 'the attributes "starts" and "ends" are missing');
  }
  return slice(node, starts, ends, node.ints('axes'), null);
}

/** Slice from opset 10: starts, ends, axes and steps are inputs. */
export function prepareSlice(node: Node): i32 {
  for (let index = 1; index < node.inputs.length; index++) {
    if (!node.hasInput(index)) continue;
    const outcome = needIntegers(node, index);
    if (outcome != Prepared.READY) return outcome;
  }
  const axes = node.hasInput(3) ? integersOf(node, 3) : null;
  const steps = node.hasInput(4) ? integersOf(node, 4) : null;
  return slice(node, integersOf(node, 1), integersOf(node, 2), axes, steps);
}

function slice(
  node: Node,
  starts: Array<i64>,
  ends: Array<i64>,
  givenAxes: Array<i64> | null,
  steps: Array<i64> | null,
): i32 {
  const data = node.input(0);
  const output = node.output(0);
  const count = starts.length;
  let axes: Array<i32> | null = null;
  if (givenAxes !== null) {
    axes = frontAxes(node, givenAxes, data.rank);
    if (axes === null) return Prepared.REFUSED;
  }
  const axesCount = axes === null ? min(count, data.rank) : axes.length;
  if (ends.length != count || axesCount != count || (steps !== null && steps.length != count)) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'starts, ends, axes and steps differ in length');
  }
  output.shapeLike(data, data.type);
  const state = beginCopy(node);
  const strides = new StaticArray<i32>(data.rank);
  for (let axis = 0; axis < data.rank; axis++) strides[axis] = stepOf(data, axis);
  for (let index = 0; index < count; index++) {
    const axis = axes === null ? index : axes[index];
    const dim = <i64>data.dim(axis);
    // A step beyond the dimension takes one element, as any larger one does.
    const step = steps === null ? 1 : max<i64>(-dim - 1, min<i64>(dim + 1, steps[index]));
    if (step == 0) return node.refuse(RefusalCode.INVALID_INPUT, 'a step of 0 goes nowhere');
    // Backwards a slice that would begin before the first element begins at it.
    const start = max<i64>(0, within(starts[index], dim, step));
    const end = within(ends[index], dim, step);
    const length = step > 0 ? (end - start + step - 1) / step : min(dim, (start - end - step - 1) / -step);
    output.setDim(axis, <i32>max<i64>(0, length));
    if (length > 0) state.start += <i32>start * strides[axis];
    strides[axis] = strides[axis] * <i32>step;
  }
  const outcome = node.ready(output);
  for (let axis = 0; axis < data.rank; axis++) {
    state.copy.addAxis(output.dim(axis), stepOf(output, axis), strides[axis]);
  }
  endCopy(node, state);
  return outcome;
}

// A border counted from the front; backwards, the place before the first element is -1.
function within(border: i64, dim: i64, step: i64): i64 {
  const front = border < 0 ? border + dim : border;
  return step > 0 ? max<i64>(0, min<i64>(dim, front)) : max<i64>(-1, min<i64>(dim - 1, front));
}
