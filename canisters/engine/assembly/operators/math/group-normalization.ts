import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { squaresOfRow, sumRow } from '../../kernels/row-sums';
import { scaleRun } from '../../kernels/scale-run';

/** Opset from which a scale belongs to a channel; before, to a group. */
const CHANNEL_SCALES_SINCE: i32 = 21;

class GroupState extends State {
  /** Groups of all examples, and of one. */
  rows: i32 = 0;
  groups: i32 = 0;
  /** Channels of a group, and elements of a channel. */
  channels: i32 = 0;
  inner: i32 = 0;
  isScaledByGroup: bool = false;
}

/** Groups of channels, or single ones, normalised by themselves. Source: ONNX, GroupNormalization (18, 21), InstanceNormalization (1 to 22). */
export function addGroupNormalization(): void {
  addOperator('', 'GroupNormalization', new Operator(18, 3, 3, prepareGroups, run));
  addOperator('', 'InstanceNormalization', new Operator(1, 3, 3, prepareInstances, run));
}

function prepareGroups(node: Node): i32 {
  const input = node.input(0);
  const groups = <i32>node.int('num_groups', 0);
  const channels = input.rank > 1 ? input.dim(1) : 0;
  if (groups <= 0 || channels % groups != 0) {
    const counts = channels.toString() + ' channels and ' + groups.toString() + ' groups';
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected groups of as many channels each, got ' + counts);
  }
  return prepare(node, groups, node.opset < CHANNEL_SCALES_SINCE);
}

function prepareInstances(node: Node): i32 {
  const input = node.input(0);
  return prepare(node, input.rank > 1 ? input.dim(1) : 0, false);
}

function prepare(node: Node, groups: i32, isScaledByGroup: bool): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  if (input.rank < 2)
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected examples and channels, got ' + input.shapeText());
  const expected = isScaledByGroup ? groups : input.dim(1);
  for (let index = 1; index < 3; index++) {
    const given = node.input(index);
    if (given.type != input.type) return node.refuseType(given);
    if (given.size != expected)
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected ' + expected.toString() + ' numbers, got the shape ' + given.shapeText(),
      );
  }
  node.output(0).shapeLike(input, input.type);
  const state = node.state === null ? new GroupState() : changetype<GroupState>(node.state);
  node.state = state;
  state.groups = groups;
  state.rows = input.dim(0) * groups;
  state.channels = groups == 0 ? 0 : input.dim(1) / groups;
  state.inner = input.sizeOf(2, input.rank);
  state.isScaledByGroup = isScaledByGroup;
  node.cost =
    <f64>input.size * (input.type == DataType.FLOAT ? 24 : 45) +
    <f64>(state.rows * state.channels) * 100 +
    200;
  return Prepared.READY;
}

function run(node: Node): void {
  if (node.output(0).size == 0) return;
  if (node.input(0).type == DataType.FLOAT) normalise<f32>(node);
  else normalise<f64>(node);
}

function normalise<T>(node: Node): void {
  const state = changetype<GroupState>(node.state!);
  const epsilon = <T>node.float('epsilon', 1e-5);
  const count = state.channels * state.inner;
  const size = <usize>state.inner * sizeof<T>();
  let from = node.input(0).data;
  let to = node.output(0).data;
  for (let row = 0; row < state.rows; row++) {
    const mean = sumOf<T>(from, count) / <T>count;
    const factor = <T>1 / sqrt<T>(squaresOf<T>(from, count, mean) / <T>count + epsilon);
    const group = row % state.groups;
    for (let channel = 0; channel < state.channels; channel++) {
      const place = <usize>(state.isScaledByGroup ? group : group * state.channels + channel) * sizeof<T>();
      const scale = load<T>(node.input(1).data + place);
      scaleRun<T>(from, to, size, mean, factor * scale, load<T>(node.input(2).data + place));
      from += size;
      to += size;
    }
  }
}

function sumOf<T>(from: usize, count: i32): T {
  if (sizeof<T>() == 4) return <T>sumRow(from, count);
  let sum = <T>0;
  for (const end = from + <usize>count * sizeof<T>(); from < end; from += sizeof<T>()) sum += load<T>(from);
  return sum;
}

function squaresOf<T>(from: usize, count: i32, mean: T): T {
  if (sizeof<T>() == 4) return <T>squaresOfRow(from, count, <f32>mean);
  let sum = <T>0;
  for (const end = from + <usize>count * sizeof<T>(); from < end; from += sizeof<T>()) {
    const difference = load<T>(from) - mean;
    sum += difference * difference;
  }
  return sum;
}
