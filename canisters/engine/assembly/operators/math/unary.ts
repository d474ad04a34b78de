import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { isIntegerType } from './binary';
import { computedType, unaryWide } from './widen';

/** The kernel of an operation for a type, or 0 when the operator does not take the type. */
export type ChooseUnary = (type: i32) => u32;

/** One operator of one input whose elements do not depend on each other. */
export class Unary {
  choose: ChooseUnary;
  /** Instructions for an element that is a float. */
  cost: f64;
  /** Instructions for an element of another type: computed one by one, and powers by the standard library. */
  otherCost: f64;
  alphaName: string = '';
  alpha: f32 = 0;
  betaName: string = '';
  beta: f32 = 0;
  /** Type of the output; 0 for that of the input. */
  outputType: i32 = 0;
  /** Whole numbers are computed as doubles. */
  isByDouble: bool = false;

  constructor(choose: ChooseUnary, cost: f64) {
    this.choose = choose;
    this.cost = cost;
    this.otherCost = cost < 24 ? 27 : cost > 90 ? cost : cost * 5;
  }

  /** Reads the attribute as the kernel's `alpha`. */
  withAlpha(name: string, otherwise: f32): Unary {
    this.alphaName = name;
    this.alpha = otherwise;
    return this;
  }

  /** Reads the attribute as the kernel's `beta`. */
  withBeta(name: string, otherwise: f32): Unary {
    this.betaName = name;
    this.beta = otherwise;
    return this;
  }

  /** The output has this type, whatever the input's. */
  withOutput(type: i32): Unary {
    this.outputType = type;
    return this;
  }
}

/** What a node of one input remembers: its kernel and its attributes. */
export class UnaryState extends State {
  kernel: u32 = 0;
  /** The type that the kernel takes, when it is not the input's; else 0. */
  wide: i32 = 0;
  alpha: f64 = 0;
  beta: f64 = 0;
}

const unaries = new Map<string, Unary>();

/** Notes an operator of one input, from a version of the operator set on. */
export function addUnary(op: string, since: i32, unary: Unary): void {
  unaries.set(op, unary);
  addOperator('', op, new Operator(since, 1, 1, prepare, runUnary));
}

function prepare(node: Node): i32 {
  const unary = unaries.get(node.op);
  const type = node.input(0).type;
  const isWhole = isIntegerType(type);
  const wide = isWhole ? (unary.isByDouble ? DataType.DOUBLE : computedType(type)) : type;
  const outcome = prepareUnary(
    node,
    unary.choose(wide),
    node.input(0).type == DataType.FLOAT ? unary.cost : unary.otherCost,
    unary.alphaName.length > 0 ? node.float(unary.alphaName, unary.alpha) : unary.alpha,
    unary.betaName.length > 0 ? node.float(unary.betaName, unary.beta) : unary.beta,
    unary.outputType,
  );
  if (outcome != Prepared.READY || wide == type) return outcome;
  changetype<UnaryState>(node.state!).wide = wide;
  node.cost += <f64>node.input(0).size * 50;
  return outcome;
}

/** Prepares a node whose output has the shape of its first input; `kernel` 0 refuses the type. */
export function prepareUnary(
  node: Node,
  kernel: u32,
  cost: f64,
  alpha: f64,
  beta: f64,
  outputType: i32,
): i32 {
  const input = node.input(0);
  if (kernel == 0) return node.refuseType(input);
  const output = node.output(0);
  output.shapeLike(input, outputType != 0 ? outputType : input.type);
  const state = node.state === null ? new UnaryState() : changetype<UnaryState>(node.state);
  state.kernel = kernel;
  state.wide = 0;
  state.alpha = alpha;
  state.beta = beta;
  node.state = state;
  node.mayOverwrite = elementSize(output.type) == elementSize(input.type) ? 1 : 0;
  node.cost = <f64>input.size * cost + 60;
  return Prepared.READY;
}

/** Runs a node that {@link prepareUnary} prepared. */
export function runUnary(node: Node): void {
  const state = changetype<UnaryState>(node.state!);
  const input = node.input(0);
  if (state.wide != 0) {
    const to = node.output(0).data;
    unaryWide(state.kernel, state.wide, input.type, input.data, to, input.size, state.alpha, state.beta);
    return;
  }
  const isInFours = input.type == DataType.FLOAT && node.output(0).type == DataType.FLOAT;
  applyUnary(state, isInFours, input.data, node.output(0).data, input.size);
}

const rest: usize = memory.data(16, 16);

/** Computes any number of elements. A kernel of floats works in fours: those that are left are computed as a four, too. */
export function applyUnary(state: UnaryState, isInFours: bool, from: usize, to: usize, count: i32): void {
  const left = isInFours ? count & 3 : 0;
  const whole = count - left;
  if (whole > 0) call_indirect<void>(state.kernel, from, to, whole, state.alpha, state.beta);
  if (left == 0) return;
  from += (<usize>whole) << 2;
  to += (<usize>whole) << 2;
  v128.store(rest, i64x2.splat(0));
  for (let index: usize = 0; index < <usize>left; index++)
    store<f32>(rest + (index << 2), load<f32>(from + (index << 2)));
  call_indirect<void>(state.kernel, rest, rest, 4, state.alpha, state.beta);
  for (let index: usize = 0; index < <usize>left; index++)
    store<f32>(to + (index << 2), load<f32>(rest + (index << 2)));
}
