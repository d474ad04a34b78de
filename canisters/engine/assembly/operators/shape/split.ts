import { elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { frontAxis } from './axis';
import { copyCost } from './copy-cost';
import { integersOf, needIntegers } from './known-integers';

class SplitState extends State {
  axis: i32 = 0;
  parts: Array<i32> = new Array<i32>();
}

/** Split of opset 1: the sizes are an attribute or an input. */
export function prepareSplitFirst(node: Node): i32 {
  return node.hasInput(1) ? prepareSplit(node) : prepareSplitByAttribute(node);
}

/** Split up to opset 12: the sizes are an attribute. */
export function prepareSplitByAttribute(node: Node): i32 {
  return split(node, node.ints('split'));
}

/** Split from opset 13: the sizes are an input; from 18 `num_outputs` may stand for them. */
export function prepareSplit(node: Node): i32 {
  if (!node.hasInput(1)) return split(node, null);
  const outcome = needIntegers(node, 1);
  return outcome == Prepared.READY ? split(node, integersOf(node, 1)) : outcome;
}

function split(node: Node, given: Array<i64> | null): i32 {
  const data = node.input(0);
  const axis = frontAxis(node, node.int('axis', 0), data.rank);
  if (axis < 0) return Prepared.REFUSED;
  const whole = <i64>data.dim(axis);
  const count = given === null ? node.outputs.length : given.length;
  const asked = node.opset >= 18 ? node.int('num_outputs', <i64>count) : <i64>count;
  if (count != node.outputs.length || asked != count || count == 0) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected ' + node.outputs.length.toString() + ' parts, got ' + max<i64>(asked, count).toString(),
    );
  }
  // Parts of equal size; the last is smaller when the whole cannot be divided, which is foreseen from opset 18 on.
  const even = (whole + count - 1) / count;
  if (given === null && whole % count != 0 && (node.opset < 18 || even * (count - 1) > whole)) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      whole.toString() + ' cannot be divided by ' + count.toString(),
    );
  }
  const state = new SplitState();
  state.axis = axis;
  let left = whole;
  for (let index = 0; index < count; index++) {
    const part = given === null ? min(even, left) : given[index];
    if (part < 0 || part > left) return refuseParts(node, given!, whole);
    left -= part;
    state.parts.push(<i32>part);
    if (!node.hasOutput(index)) continue;
    const output = node.output(index);
    output.shapeLike(data, data.type);
    output.setDim(axis, <i32>part);
    output.endShape();
  }
  if (left != 0) return refuseParts(node, given!, whole);
  node.state = state;
  node.alias = count == 1 ? 0 : -1;
  node.cost = copyCost(data, data.sizeOf(0, axis) * count);
  return Prepared.READY;
}

function refuseParts(node: Node, parts: Array<i64>, whole: i64): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected parts of ' + whole.toString() + ' together, got [' + parts.join(',') + ']',
  );
}

export function runSplit(node: Node): void {
  if (node.alias >= 0) return;
  const data = node.input(0);
  const state = <SplitState>node.state!;
  const outer = data.sizeOf(0, state.axis);
  const unit = <usize>data.sizeOf(state.axis + 1, data.rank) * <usize>elementSize(data.type);
  const row = <usize>data.dim(state.axis) * unit;
  let from = data.data;
  for (let index = 0; index < state.parts.length; index++) {
    const block = <usize>unchecked(state.parts[index]) * unit;
    if (node.hasOutput(index)) {
      let source = from;
      let to = node.output(index).data;
      for (let at = 0; at < outer; at++) {
        copyBytes(to, source, block);
        to += block;
        source += row;
      }
    }
    from += block;
  }
}
