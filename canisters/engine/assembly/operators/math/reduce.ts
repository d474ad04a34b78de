import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { elementBits, fillElements } from '../../kernels/fill-elements';
import { sumFourRows, sumRow } from '../../kernels/row-sums';
import { quotientOf } from './arithmetic';
import { highestWhole, lowestWhole } from './clip';
import { ReduceState, prepareReduction } from './reduce-axes';
import {
  Largest,
  Logarithm,
  Product,
  Root,
  Smallest,
  Sum,
  SumOfSizes,
  SumOfSquares,
} from './reduce-operations';
import { comparingReduction, wideReduction } from './reduce-kernel';
import { floatKernel } from './unary-kernel';
import { unaryWide } from './widen';
import { UnaryState, applyUnary } from './unary';

/** What an accumulator begins with. */
namespace Start {
  export const ZERO: i32 = 0;
  export const ONE: i32 = 1;
  export const LOWEST: i32 = 2;
  export const HIGHEST: i32 = 3;
}

/** What is done to an accumulator at the end. */
namespace Finish {
  export const NOTHING: i32 = 0;
  export const DIVIDE: i32 = 1;
  export const ROOT: i32 = 2;
  export const LOGARITHM: i32 = 3;
}

class Reduction {
  constructor(
    public choose: (type: i32) => u32,
    public start: i32,
    public finish: i32,
  ) {}
}

const reductions = new Map<string, Reduction>();

function addReduction(op: string, choose: (type: i32) => u32, start: i32, finish: i32): void {
  reductions.set(op, new Reduction(choose, start, finish));
  addOperator('', op, new Operator(1, 1, 2, prepare, run));
}

function sizes(type: i32): u32 {
  const isUnsigned = type == DataType.UINT32 || type == DataType.UINT64;
  return isUnsigned ? wideReduction<Sum>(type) : wideReduction<SumOfSizes>(type);
}

/** Sums, means, products, extremes and norms along axes (1 to 20). Source: ONNX, the operators whose names begin by Reduce. */
export function addReductions(): void {
  const sum = (type: i32): u32 => wideReduction<Sum>(type);
  const squares = (type: i32): u32 => wideReduction<SumOfSquares>(type);
  addReduction('ReduceSum', sum, Start.ZERO, Finish.NOTHING);
  addReduction('ReduceMean', sum, Start.ZERO, Finish.DIVIDE);
  addReduction('ReduceLogSum', sum, Start.ZERO, Finish.LOGARITHM);
  addReduction('ReduceSumSquare', squares, Start.ZERO, Finish.NOTHING);
  addReduction('ReduceL1', sizes, Start.ZERO, Finish.NOTHING);
  addReduction('ReduceL2', squares, Start.ZERO, Finish.ROOT);
  addReduction('ReduceProd', (type: i32): u32 => wideReduction<Product>(type), Start.ONE, Finish.NOTHING);
  addReduction(
    'ReduceMax',
    (type: i32): u32 => comparingReduction<Largest>(type),
    Start.LOWEST,
    Finish.NOTHING,
  );
  addReduction(
    'ReduceMin',
    (type: i32): u32 => comparingReduction<Smallest>(type),
    Start.HIGHEST,
    Finish.NOTHING,
  );
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  const reduction = reductions.get(node.op);
  if (reduction.choose(input.type) == 0) return node.refuseType(input);
  const outcome = prepareReduction(node, input.type);
  if (outcome != Prepared.READY) return outcome;
  const state = changetype<ReduceState>(node.state!);
  const isFloat = input.type == DataType.FLOAT || input.type == DataType.DOUBLE;
  if (state.count == 0 && reduction.finish == Finish.DIVIDE && !isFloat)
    return node.refuse(RefusalCode.INVALID_INPUT, 'no whole number is the mean of no elements');
  const isExtreme = reduction.start >= Start.LOWEST;
  const perElement: f64 =
    input.type == DataType.FLOAT ? (isExtreme ? 5 : state.isOfRows ? 8 : 11) : isExtreme ? 30 : 14;
  node.cost = <f64>input.size * perElement + <f64>state.walk.runs * 150 + <f64>node.output(0).size * 10 + 200;
  return Prepared.READY;
}

function run(node: Node): void {
  const input = node.input(0);
  const output = node.output(0);
  const reduction = reductions.get(node.op);
  const state = changetype<ReduceState>(node.state!);
  if (!sumRows(node, state, reduction)) {
    const size = elementSize(output.type);
    fillElements(output.data, startOf(output.type, reduction.start), size, output.size);
    reduceInto(output.data, input.data, state, reduction.choose(input.type), size);
  }
  if (reduction.finish != Finish.NOTHING) finish(node, reduction.finish, state.count);
}

/** Takes every element of the walk into its accumulator. */
export function reduceInto(to: usize, from: usize, state: ReduceState, kernel: u32, size: i32): void {
  const walk = state.walk;
  const step = walk.step(0);
  walk.start();
  for (let left = walk.runs; left > 0; left--) {
    call_indirect<void>(kernel, to + <usize>(walk.offset(0) * size), from, walk.run, step);
    from += <usize>(walk.run * size);
    walk.next();
  }
}

// Sums of whole rows of floats, four rows at a time: the same bits in less time.
function sumRows(node: Node, state: ReduceState, reduction: Reduction): bool {
  const isSum = node.op == 'ReduceSum' || node.op == 'ReduceMean';
  if (!isSum || !state.isOfRows || node.input(0).type != DataType.FLOAT || state.count < 2) return false;
  const count = state.count;
  const stride = (<usize>count) << 2;
  let from = node.input(0).data;
  let to = node.output(0).data;
  let rows = node.output(0).size;
  for (; rows >= 4; rows -= 4) {
    v128.store(to, sumFourRows(from, stride, count));
    from += stride << 2;
    to += 16;
  }
  for (; rows > 0; rows--) {
    store<f32>(to, sumRow(from, count));
    from += stride;
    to += 4;
  }
  return true;
}

const number: usize = memory.data(8, 8);

function startOf(type: i32, start: i32): u64 {
  store<u64>(number, 0);
  switch (type) {
    case DataType.FLOAT: store<f32>(number, floatStart<f32>(start)); break; // prettier-ignore
    case DataType.DOUBLE: store<f64>(number, floatStart<f64>(start)); break; // prettier-ignore
    case DataType.BOOL: store<u8>(number, <u8>(start == Start.HIGHEST)); break; // prettier-ignore
    case DataType.INT8: store<i8>(number, wholeStart<i8>(start)); break; // prettier-ignore
    case DataType.INT16: store<i16>(number, wholeStart<i16>(start)); break; // prettier-ignore
    case DataType.INT32: store<i32>(number, wholeStart<i32>(start)); break; // prettier-ignore
    case DataType.INT64: store<i64>(number, wholeStart<i64>(start)); break; // prettier-ignore
    default: store<u64>(number, wholeStart<u64>(start)); // prettier-ignore
  }
  return elementBits(number, elementSize(type));
}

function floatStart<T>(start: i32): T {
  if (start == Start.LOWEST) return <T>-Infinity;
  return start == Start.HIGHEST ? <T>Infinity : <T>start;
}

function wholeStart<T>(start: i32): T {
  if (start == Start.LOWEST) return lowestWhole<T>();
  return start == Start.HIGHEST ? highestWhole<T>() : <T>start;
}

// A mean of whole numbers is cut toward zero.
function divideWhole(output: Tensor, count: i32): void {
  for (let index: usize = 0; index < <usize>output.size; index++) {
    const wide = output.data + (index << 3);
    const narrow = output.data + (index << 2);
    if (output.type == DataType.INT64) store<i64>(wide, load<i64>(wide) / <i64>count);
    else if (output.type == DataType.UINT64) store<u64>(wide, load<u64>(wide) / <u64>count);
    else if (output.type == DataType.INT32) store<i32>(narrow, load<i32>(narrow) / count);
    else store<u32>(narrow, load<u32>(narrow) / <u32>count);
  }
}

const ending: UnaryState = new UnaryState();

function finish(node: Node, how: i32, count: i32): void {
  const output = node.output(0);
  if (how == Finish.DIVIDE) {
    if (output.type == DataType.FLOAT) store<f32>(number, <f32>count);
    else if (output.type == DataType.DOUBLE) store<f64>(number, <f64>count);
    else {
      divideWhole(output, count);
      return;
    }
    call_indirect<void>(quotientOf(output.type), output.data, number, output.data, output.size, 1, 0);
    return;
  }
  const isFloat = output.type == DataType.FLOAT;
  const type = isFloat ? DataType.FLOAT : DataType.DOUBLE;
  const kernel: u32 = how == Finish.ROOT ? floatKernel<Root>(type) : floatKernel<Logarithm>(type);
  if (!isFloat && output.type != DataType.DOUBLE) {
    unaryWide(kernel, DataType.DOUBLE, output.type, output.data, output.data, output.size, 0, 0);
    return;
  }
  ending.kernel = kernel;
  applyUnary(ending, isFloat, output.data, output.data, output.size);
}
