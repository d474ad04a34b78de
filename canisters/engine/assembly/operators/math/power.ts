import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { BinaryState, prepareBinary, walkBinary } from './binary';
import { BinaryKernel } from './binary-kernel';
import { convertElements, isConvertible, toWhole } from './cast-kernel';

// Exponents are doubles or whole numbers of 64 bits; others become one of these before.
function floatPower<T, E>(): u32 {
  const kernel: BinaryKernel = (a: usize, b: usize, to: usize, count: i32, aStep: i32, bStep: i32): void => {
    const end = to + <usize>count * sizeof<T>();
    const aBytes = <usize>aStep * sizeof<T>();
    const bBytes = (<usize>bStep) << 3;
    if (bStep == 0 && commonPower<T>(a, aBytes, to, end, <f64>load<E>(b))) return;
    while (to < end) {
      store<T>(to, <T>power(<f64>load<T>(a), <f64>load<E>(b)));
      a += aBytes;
      b += bBytes;
      to += sizeof<T>();
    }
  };
  return kernel.index;
}

// As IEEE 754 has it: 1 to any power is 1, and so is -1 to an infinite one. The library's gives no number there.
function power(base: f64, exponent: f64): f64 {
  if (base == 1 || (base == -1 && abs(exponent) == Infinity)) return 1;
  return Math.pow(base, exponent);
}

// Squares, cubes and square roots need no logarithm.
function commonPower<T>(a: usize, step: usize, to: usize, end: usize, exponent: f64): bool {
  if (exponent == 2) {
    for (; to < end; to += sizeof<T>(), a += step) store<T>(to, load<T>(a) * load<T>(a));
    return true;
  }
  if (exponent == 3 && sizeof<T>() == 4) {
    for (; to < end; to += sizeof<T>(), a += step) {
      const x = <f64>load<T>(a);
      store<T>(to, <T>(x * x * x));
    }
    return true;
  }
  if (exponent == 0.5) {
    for (; to < end; to += sizeof<T>(), a += step) {
      const x = load<T>(a);
      store<T>(to, x == <T>-Infinity ? <T>Infinity : sqrt<T>(x) + <T>0);
    }
    return true;
  }
  return false;
}

function wholePower<T>(): u32 {
  const kernel: BinaryKernel = (a: usize, b: usize, to: usize, count: i32, aStep: i32, bStep: i32): void => {
    const end = to + <usize>count * sizeof<T>();
    while (to < end) {
      store<T>(to, raise<T>(load<T>(a), load<i64>(b)));
      a += <usize>aStep * sizeof<T>();
      b += (<usize>bStep) << 3;
      to += sizeof<T>();
    }
  };
  return kernel.index;
}

// By repeated squares; the product wraps around. A negative exponent gives a fraction, which is cut toward zero.
function raise<T>(base: T, exponent: i64): T {
  if (exponent < 0) {
    if (base == <T>0) refuse(RefusalCode.INVALID_INPUT, 'Pow: 0 has no power ' + exponent.toString());
    if (base == <T>1) return base;
    return base == <T>-1 ? (exponent & 1 ? base : <T>1) : <T>0;
  }
  let result = <T>1;
  while (exponent > 0) {
    if (exponent & 1) result *= base;
    base *= base;
    exponent >>= 1;
  }
  return result;
}

function cutPower<T>(): u32 {
  const kernel: BinaryKernel = (a: usize, b: usize, to: usize, count: i32, aStep: i32, bStep: i32): void => {
    const end = to + <usize>count * sizeof<T>();
    while (to < end) {
      store<T>(to, toWhole<T>(power(<f64>load<T>(a), load<f64>(b))));
      a += <usize>aStep * sizeof<T>();
      b += (<usize>bStep) << 3;
      to += sizeof<T>();
    }
  };
  return kernel.index;
}

/** Powers; the result has the type of the base. Source: ONNX, Pow (1 to 15). */
export function addPower(): void {
  addOperator('', 'Pow', new Operator(1, 2, 2, prepare, run));
}

/** The type in which exponents of a type are read: double, or int64 for whole numbers; 0 for what is no number. */
function exponentType(type: i32): i32 {
  if (type == DataType.FLOAT || type == DataType.DOUBLE) return DataType.DOUBLE;
  return type == DataType.BOOL || !isConvertible(type, DataType.INT64) ? 0 : DataType.INT64;
}

function powerKernel(type: i32, exponent: i32): u32 {
  const isWhole = exponent == DataType.INT64;
  if (type == DataType.FLOAT) return isWhole ? floatPower<f32, i64>() : floatPower<f32, f64>();
  if (type == DataType.DOUBLE) return isWhole ? floatPower<f64, i64>() : floatPower<f64, f64>();
  if (type == DataType.INT32) return isWhole ? wholePower<i32>() : cutPower<i32>();
  if (type == DataType.INT64) return isWhole ? wholePower<i64>() : cutPower<i64>();
  return 0;
}

// Whether the exponent is one for all, and is known to need no logarithm.
function isCommon(exponent: Tensor): bool {
  if (exponent.size != 1 || !exponent.isValueKnown) return false;
  if (exponent.type != DataType.FLOAT) return true;
  const value = load<f32>(exponent.data);
  return value == 2 || value == 3 || value == 0.5;
}

function prepare(node: Node): i32 {
  const base = node.input(0);
  const exponent = node.input(1);
  const read = exponentType(exponent.type);
  if (read == 0) return node.refuseType(exponent);
  const kernel = powerKernel(base.type, read);
  if (kernel == 0) return node.refuseType(base);
  const outcome = prepareBinary(node, kernel, isCommon(exponent) ? 26 : 400, base.type);
  if (outcome != Prepared.READY) return outcome;
  node.scratchSize = read == exponent.type ? 0 : (<usize>exponent.size) << 3;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = changetype<BinaryState>(node.state!);
  const base = node.input(0);
  const exponent = node.input(1);
  let exponents = exponent.data;
  if (node.scratchSize > 0) {
    exponents = node.scratch;
    convertElements(exponent.type, exponent.data, exponentType(exponent.type), exponents, exponent.size);
  }
  const size = elementSize(base.type);
  walkBinary(state.walk, state.kernel, base.data, size, exponents, 8, node.output(0).data, size);
}
