import { Node, Prepared, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { DataType, elementSize } from '../../core/data-type';
import { elementBits } from '../../kernels/fill-elements';
import { MappedCopy } from '../../kernels/mapped-copy';
import { frontAxes } from './axis';
import { integersOf, needIntegers } from './known-integers';
import { prepareRegion, runRegion } from './place-region';
import { stepOf } from './transpose';

class PadState extends State {
  copy: MappedCopy = new MappedCopy();
}

/** Pad up to opset 10: widths and value are attributes; the widths are called "paddings" in opset 1. */
export function preparePadByAttribute(node: Node): i32 {
  const pads = node.ints(node.opset < 2 ? 'paddings' : 'pads');
  if (pads === null) return node.refuse(RefusalCode.MALFORMED, 'the widths are missing');
  const type = node.input(0).type;
  if (type != DataType.FLOAT && type != DataType.DOUBLE) return node.refuseType(node.input(0));
  return pad(node, pads, null);
}

/** Pad from opset 11: widths, value and (from 18) axes are inputs. */
export function preparePad(node: Node): i32 {
  const outcome = needIntegers(node, 1);
  if (outcome != Prepared.READY) return outcome;
  if (node.hasInput(2)) {
    const value = node.input(2);
    if (value.type != node.input(0).type) return node.refuseType(value);
    if (value.size != 1) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected one value, got the shape ' + value.shapeText());
    }
  }
  if (!node.hasInput(3)) return pad(node, integersOf(node, 1), null);
  const axesOutcome = needIntegers(node, 3);
  if (axesOutcome != Prepared.READY) return axesOutcome;
  const axes = frontAxes(node, integersOf(node, 3), node.input(0).rank);
  return axes === null ? Prepared.REFUSED : pad(node, integersOf(node, 1), axes);
}

function pad(node: Node, pads: Array<i64>, axes: Array<i32> | null): i32 {
  const data = node.input(0);
  const output = node.output(0);
  const count = axes === null ? data.rank : axes.length;
  if (pads.length != 2 * count) return refusePads(node, pads);
  const before = new StaticArray<i32>(data.rank);
  const after = new StaticArray<i32>(data.rank);
  for (let index = 0; index < pads.length; index++) {
    if (pads[index] < -WIDTH_MAX || pads[index] > WIDTH_MAX) return refusePads(node, pads);
    const place = index < count ? index : index - count;
    const axis = axes === null ? place : axes[place];
    if (index < count) before[axis] = <i32>pads[index];
    else after[axis] = <i32>pads[index];
  }
  output.shapeLike(data, data.type);
  for (let axis = 0; axis < data.rank; axis++) {
    const dim = <i64>data.dim(axis) + before[axis] + after[axis];
    if (dim < 0 || dim > WIDTH_MAX) return refusePads(node, pads);
    output.setDim(axis, <i32>dim);
  }
  const outcome = node.ready(output);
  if (outcome != Prepared.READY) return outcome;
  const mode = node.text('mode', 'constant');
  if (mode == 'constant') {
    prepareRegion(node, before);
    return outcome;
  }
  if (mode != 'edge' && mode != 'reflect' && mode != 'wrap') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the mode "' + mode + '" is not supported');
  }
  return prepareMapped(node, mode, before, after);
}

const WIDTH_MAX: i64 = 0x1fff_ffff;

/** The most places of an axis that repeats elements. */
const PLACES_MAX: i32 = 4194304;

// What is cut off by a negative width is not there for the other modes.
function prepareMapped(node: Node, mode: string, before: StaticArray<i32>, after: StaticArray<i32>): i32 {
  const data = node.input(0);
  const output = node.output(0);
  const state = new PadState();
  let runAxis = data.rank;
  while (runAxis > 0 && before[runAxis - 1] == 0 && after[runAxis - 1] == 0) runAxis--;
  state.copy.begin(data.sizeOf(runAxis, data.rank));
  for (let axis = 0; axis < runAxis; axis++) {
    if (output.dim(axis) > PLACES_MAX) {
      return node.refuse(
        RefusalCode.TOO_LARGE,
        'the axis ' + axis.toString() + ' has too many elements for the mode',
      );
    }
    const table = new StaticArray<i32>(output.dim(axis));
    const first = max(0, -before[axis]);
    const length = data.dim(axis) - first - max(0, -after[axis]);
    if (length <= 0 && table.length > 0) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'nothing is there to repeat along axis ' + axis.toString(),
      );
    }
    const step = stepOf(data, axis);
    for (let at = 0; at < table.length; at++) {
      table[at] = (first + source(mode, at - max(0, before[axis]), length)) * step;
    }
    state.copy.addAxis(table);
  }
  state.copy.end();
  node.state = state;
  node.alias = runAxis == 0 ? 0 : -1;
  node.cost = 100 + (runAxis == data.rank ? 13 * <f64>output.size : <f64>output.byteSize);
  return Prepared.READY;
}

/** The element that stands for a place, which may lie outside of the `length` elements. */
function source(mode: string, place: i32, length: i32): i32 {
  if (mode == 'edge') return max(0, min(length - 1, place));
  if (mode == 'wrap') {
    const rest = place % length;
    return rest < 0 ? rest + length : rest;
  }
  if (length == 1) return 0;
  const period = 2 * (length - 1);
  let rest = place % period;
  if (rest < 0) rest += period;
  return rest < length ? rest : period - rest;
}

function refusePads(node: Node, pads: Array<i64>): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'the widths [' + pads.join(',') + '] do not fit the shape ' + node.input(0).shapeText(),
  );
}

export function runPad(node: Node): void {
  if (node.alias >= 0) return;
  const data = node.input(0);
  const size = elementSize(data.type);
  if (node.state instanceof PadState) {
    (<PadState>node.state!).copy.run(node.output(0).data, data.data, size, 0);
    return;
  }
  runRegion(node, paddingBits(node, size));
}

function paddingBits(node: Node, size: i32): u64 {
  if (node.hasInput(2)) return elementBits(node.input(2).data, size);
  if (node.opset >= 11) return 0;
  const value = node.float('value', 0);
  return size == 8 ? reinterpret<u64>(<f64>value) : <u64>reinterpret<u32>(value);
}
