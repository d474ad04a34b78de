import { elementSize } from '../../core/data-type';
import { countIteration } from '../../core/iterations';
import { allocateValue } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { hasRoom } from '../../core/sequence';
import { Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { BodyTurns, checkPorts, giveOutput, share, turnsOf } from './body-turns';
import { checkEntries, entryOf, inputAxis } from './scan-axes';
import { prepareBatched, runBatched } from './scan-batched';
import { StackedValues } from './stacked-values';

/** A graph runs over slices of tensors and hands values from turn to turn. Source: ONNX, Scan (8, 9, 11, 16, 19, 21, 23, 24, 25). */
export function addScan(): void {
  const batched = new Operator(8, 0, MANY, prepareBatched, runBatched);
  batched.allowsGaps = true;
  batched.placesOutputs = true;
  addOperator('', 'Scan', batched);
  const operator = new Operator(9, 1, MANY, prepare, run);
  operator.placesOutputs = true;
  addOperator('', 'Scan', operator);
}

function prepare(node: Node): i32 {
  const turns = turnsOf(node, 'body');
  if (turns === null) return Prepared.REFUSED;
  const given = node.inputs.length;
  const scanned = <i32>min<i64>(node.int('num_scan_inputs', 0), i32.MAX_VALUE);
  if (scanned < 1 || scanned > given) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected 1 to ' + given.toString() + ' scan inputs, got ' + scanned.toString(),
    );
  }
  const outputs = turns.body.graph.outputs.length;
  const stacked = outputs - (given - scanned);
  if (!checkPorts(node, turns, given, max(outputs, given - scanned))) return Prepared.REFUSED;
  if (node.outputs.length > outputs) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected at most ' + outputs.toString() + ' outputs, got more',
    );
  }
  if (!checkEntries(node, 'scan_input_axes', scanned)) return Prepared.REFUSED;
  if (!checkEntries(node, 'scan_input_directions', scanned)) return Prepared.REFUSED;
  if (!checkEntries(node, 'scan_output_axes', stacked)) return Prepared.REFUSED;
  if (!checkEntries(node, 'scan_output_directions', stacked)) return Prepared.REFUSED;
  return node.isLate ? checkLengths(node, given - scanned) : Prepared.WAITS;
}

function checkLengths(node: Node, carried: i32): i32 {
  let length = -1;
  for (let index = carried; index < node.inputs.length; index++) {
    const input = node.input(index);
    const axis = inputAxis(node, input, index - carried);
    if (axis < 0) return Prepared.REFUSED;
    if (length >= 0 && input.dim(axis) != length) {
      const expected = 'expected scan inputs of the same length ' + length.toString() + ', got ';
      return node.refuse(RefusalCode.INVALID_INPUT, expected + input.dim(axis).toString());
    }
    length = input.dim(axis);
  }
  return Prepared.READY;
}

function run(node: Node): void {
  const turns = turnsOf(node, 'body')!;
  const carried = node.inputs.length - <i32>node.int('num_scan_inputs', 0);
  const stacks = new Array<StackedValues>();
  for (let index = carried; index < node.outputs.length; index++) stacks.push(new StackedValues());
  turns.begin();
  if (runTurns(node, turns, carried, stacks)) finish(node, turns, carried, stacks);
  turns.end(node);
}

function runTurns(node: Node, turns: BodyTurns, carried: i32, stacks: Array<StackedValues>): bool {
  for (let index = 0; index < carried; index++) share(node.input(index), turns.input(index));
  const first = node.input(carried);
  const length = first.dim(inputAxis(node, first, 0));
  for (let index = carried; index < node.inputs.length; index++) {
    if (!shapeSlice(node, node.input(index), index - carried, turns.input(index))) return false;
  }
  for (let turn = 0; turn < length; turn++) {
    for (let index = carried; index < node.inputs.length; index++) {
      const scanned = index - carried;
      const isReversed = entryOf(node, 'scan_input_directions', scanned) == 1;
      const at = isReversed ? length - 1 - turn : turn;
      copySlice(node.input(index), inputAxis(node, node.input(index), scanned), at, turns.input(index).data);
    }
    if (!countIteration() || !turns.run()) return false;
    for (let index = 0; index < stacks.length; index++) {
      if (!stacks[index].add(node, turns.output(carried + index))) return false;
    }
    if (!turns.carry(0, 0, carried)) return false;
  }
  return true;
}

// The slice has the shape of the input without the axis, and a place that each turn fills.
function shapeSlice(node: Node, input: Tensor, index: i32, slice: Tensor): bool {
  const axis = inputAxis(node, input, index);
  slice.beginShape(input.type, input.rank - 1);
  for (let to = 0; to < slice.rank; to++) slice.setDim(to, input.dim(to < axis ? to : to + 1));
  slice.endShape();
  if (!hasRoom(<u64>slice.byteSize)) return false;
  slice.data = allocateValue(slice.byteSize);
  return true;
}

function copySlice(input: Tensor, axis: i32, at: i32, to: usize): void {
  const inner = <usize>input.sizeOf(axis + 1, input.rank) * <usize>elementSize(input.type);
  const outer = input.sizeOf(0, axis);
  const step = <usize>input.dim(axis) * inner;
  let from = input.data + <usize>at * inner;
  for (let row = 0; row < outer; row++) {
    copyBytes(to, from, inner);
    to += inner;
    from += step;
  }
}

function finish(node: Node, turns: BodyTurns, carried: i32, stacks: Array<StackedValues>): bool {
  for (let index = 0; index < min(carried, node.outputs.length); index++) {
    if (!giveOutput(node, index, turns.input(index))) return false;
  }
  for (let index = 0; index < stacks.length; index++) {
    const axis = entryOf(node, 'scan_output_axes', index);
    const isReversed = entryOf(node, 'scan_output_directions', index) == 1;
    const output = node.output(carried + index);
    if (!stacks[index].finish(node, output, turns.body.graph, carried + index, axis, isReversed))
      return false;
  }
  return true;
}
