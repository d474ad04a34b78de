import { Broadcast, spreadShape } from '../../core/broadcast';
import { DataType, dataTypeName, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { computedType, walkWide } from './widen';

/** The kernel of an operation for a type of its inputs, or 0 when the operator does not take the type. */
export type ChooseBinary = (type: i32) => u32;

/** Opset from which two inputs are spread as NumPy does it; before, attributes say how. */
const SPREADING_SINCE: i32 = 7;

class Binary {
  constructor(
    public choose: ChooseBinary,
    public cost: f64,
    public outputType: i32,
  ) {}
}

/** What a node of two inputs remembers: its kernel and how its inputs are spread. */
export class BinaryState extends State {
  kernel: u32 = 0;
  walk: Broadcast = new Broadcast();
}

const binaries = new Map<string, Binary>();

/** Notes an operator of two inputs; `outputType` is 0 for that of the inputs, `cost` the instructions for an element. */
export function addBinary(op: string, since: i32, choose: ChooseBinary, cost: f64, outputType: i32): void {
  binaries.set(op, new Binary(choose, cost, outputType));
  addOperator('', op, new Operator(since, 2, 2, prepareNamed, runBinary));
}

function prepareNamed(node: Node): i32 {
  const binary = binaries.get(node.op);
  const type = node.input(0).type;
  if (type != node.input(1).type) return refuseMixture(node);
  const kernel = binary.choose(computedType(type));
  if (kernel == 0) return node.refuseType(node.input(0));
  const isVector = type == DataType.FLOAT && binary.outputType == 0;
  const cost = isVector || type == DataType.STRING ? binary.cost : computedType(type) == type ? 27 : 95;
  return prepareBinary(node, kernel, cost, binary.outputType != 0 ? binary.outputType : type);
}

/** Refuses inputs of two types where one is expected. */
export function refuseMixture(node: Node): i32 {
  const one = dataTypeName(node.input(0).type);
  const other = dataTypeName(node.input(1).type);
  return node.refuse(RefusalCode.INVALID_INPUT, 'expected inputs of one type, got ' + one + ' and ' + other);
}

/** Prepares a node whose two inputs are spread to one shape, by the rules of the node's opset. */
export function prepareBinary(node: Node, kernel: u32, cost: f64, outputType: i32): i32 {
  if (node.opset >= SPREADING_SINCE) return prepareSpread(node, kernel, cost, outputType, -1);
  const first = placeOfOther(node, node.input(0), node.input(1));
  if (first < 0) return refuseShapes(node, node.input(0), node.input(1));
  return prepareSpread(node, kernel, cost, outputType, first);
}

/** As {@link prepareBinary}; the second input lies under the first from the axis `first` on, or, at -1, both are spread. */
export function prepareSpread(node: Node, kernel: u32, cost: f64, outputType: i32, first: i32): i32 {
  const one = node.input(0);
  const other = node.input(1);
  const output = node.output(0);
  if (first >= 0) {
    output.shapeLike(one, outputType);
  } else {
    if (!spreadShape(output, outputType, one, other)) return refuseShapes(node, one, other);
    if (node.ready(output) != Prepared.READY) return Prepared.REFUSED;
  }
  const state = node.state === null ? new BinaryState() : changetype<BinaryState>(node.state);
  node.state = state;
  state.kernel = kernel;
  state.walk.begin();
  state.walk.spread(0, one, output.rank - one.rank);
  if (first < 0) state.walk.spread(1, other, output.rank - other.rank);
  else if (other.size != 1) state.walk.spread(1, other, first);
  state.walk.end(output);
  if (elementSize(outputType) == elementSize(one.type)) {
    node.mayOverwrite = (output.hasShapeOf(one) ? 1 : 0) | (output.hasShapeOf(other) ? 2 : 0);
  }
  node.cost = <f64>output.size * cost + <f64>state.walk.runs * 220 + 100;
  return Prepared.READY;
}

// Before opset 7 the second input lies under the first from the attribute `axis` on, or at its end; its sizes must be the same.
function placeOfOther(node: Node, one: Tensor, other: Tensor): i32 {
  if (one.hasShapeOf(other)) return 0;
  if (node.int('broadcast', 0) == 0) return -1;
  if (other.size == 1) return 0;
  let first = <i32>node.int('axis', one.rank - other.rank);
  if (first < 0) first += one.rank;
  if (first < 0 || first + other.rank > one.rank) return -1;
  for (let axis = 0; axis < other.rank; axis++) {
    const size = other.dim(axis);
    if (size != 1 && size != one.dim(first + axis)) return -1;
  }
  return first;
}

/** Refuses two shapes that do not spread to one. */
export function refuseShapes(node: Node, one: Tensor, other: Tensor): i32 {
  const shapes = one.shapeText() + ' and ' + other.shapeText();
  return node.refuse(RefusalCode.INVALID_INPUT, 'the shapes ' + shapes + ' do not fit each other');
}

/** Runs a node that {@link prepareBinary} prepared. */
export function runBinary(node: Node): void {
  const state = changetype<BinaryState>(node.state!);
  const one = node.input(0);
  const other = node.input(1);
  const output = node.output(0);
  if (computedType(one.type) != one.type) {
    const isQuestion = output.type == DataType.BOOL;
    walkWide(state.walk, state.kernel, one.type, one.data, other.data, output.data, isQuestion);
    return;
  }
  walkBinary(
    state.walk,
    state.kernel,
    one.data,
    elementSize(one.type),
    other.data,
    elementSize(other.type),
    output.data,
    elementSize(output.type),
  );
}

/** Calls a kernel of two inputs for each run of the walk; the output is whole. */
export function walkBinary(
  walk: Broadcast,
  kernel: u32,
  one: usize,
  oneSize: i32,
  other: usize,
  otherSize: i32,
  to: usize,
  toSize: i32,
): void {
  const run = walk.run;
  const oneStep = walk.step(0);
  const otherStep = walk.step(1);
  walk.start();
  for (let left = walk.runs; left > 0; left--) {
    const a = one + <usize>(walk.offset(0) * oneSize);
    const b = other + <usize>(walk.offset(1) * otherSize);
    call_indirect<void>(kernel, a, b, to, run, oneStep, otherStep);
    to += <usize>(run * toSize);
    walk.next();
  }
}

/** Whether a type is one of the eight types of integers. */
export function isIntegerType(type: i32): bool {
  return (
    (type >= DataType.UINT8 && type <= DataType.INT64) || type == DataType.UINT32 || type == DataType.UINT64
  );
}
