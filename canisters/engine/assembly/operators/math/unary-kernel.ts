import { DataType } from '../../core/data-type';

/** Computes `count` elements from one input; `alpha` and `beta` are the operator's attributes. Four-lane kernels take whole fours. */
export type UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64) => void;

/*
 * An operation is a class without fields: `lanes` computes four floats, `of` one element of another type. The loops are made for
 * each operation by the compiler; they call the methods on no object, for none is read.
 */

function fourLanes<Op>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const a = f32x4.splat(<f32>alpha);
    const b = f32x4.splat(<f32>beta);
    const end = to + ((<usize>count) << 2);
    while (to < end) {
      v128.store(to, changetype<Op>(0).lanes(v128.load(from), a, b));
      from += 16;
      to += 16;
    }
  };
  return kernel.index;
}

function sixteenLanes<Op>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const a = f32x4.splat(<f32>alpha);
    const b = f32x4.splat(<f32>beta);
    const end = to + ((<usize>count) << 2);
    while (to + 64 <= end) {
      v128.store(to, changetype<Op>(0).lanes(v128.load(from), a, b));
      v128.store(to, changetype<Op>(0).lanes(v128.load(from, 16), a, b), 16);
      v128.store(to, changetype<Op>(0).lanes(v128.load(from, 32), a, b), 32);
      v128.store(to, changetype<Op>(0).lanes(v128.load(from, 48), a, b), 48);
      from += 64;
      to += 64;
    }
    while (to < end) {
      v128.store(to, changetype<Op>(0).lanes(v128.load(from), a, b));
      from += 16;
      to += 16;
    }
  };
  return kernel.index;
}

function oneByOne<T, R, Op>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const a = <T>alpha;
    const b = <T>beta;
    const end = to + <usize>count * sizeof<R>();
    while (to < end) {
      store<R>(to, changetype<Op>(0).of<T>(load<T>(from), a, b));
      from += sizeof<T>();
      to += sizeof<R>();
    }
  };
  return kernel.index;
}

// A float has no function of its own in the standard library's full precision: it takes the way through double precision.
function throughDouble<Op>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const end = to + ((<usize>count) << 2);
    while (to < end) {
      store<f32>(to, <f32>changetype<Op>(0).of<f64>(<f64>load<f32>(from), alpha, beta));
      from += 4;
      to += 4;
    }
  };
  return kernel.index;
}

/** Kernel for float by lanes and double by elements; 0 for other types. */
export function floatKernel<Op>(type: i32): u32 {
  if (type == DataType.FLOAT) return fourLanes<Op>();
  if (type == DataType.DOUBLE) return oneByOne<f64, f64, Op>();
  return 0;
}

/** As {@link floatKernel}, for operations of few instructions. */
export function lightFloatKernel<Op>(type: i32): u32 {
  if (type == DataType.FLOAT) return sixteenLanes<Op>();
  if (type == DataType.DOUBLE) return oneByOne<f64, f64, Op>();
  return 0;
}

/** Kernel for float and double by the functions of double precision. */
export function doubleKernel<Op>(type: i32): u32 {
  if (type == DataType.FLOAT) return throughDouble<Op>();
  if (type == DataType.DOUBLE) return oneByOne<f64, f64, Op>();
  return 0;
}

/** Kernel for float, double and signed whole numbers of 64 bits; narrower ones are computed in these. */
export function signedKernel<Op>(type: i32): u32 {
  return type == DataType.INT64 ? oneByOne<i64, i64, Op>() : lightFloatKernel<Op>(type);
}

/** As {@link signedKernel}, and for unsigned ones. */
export function numberKernel<Op>(type: i32): u32 {
  return type == DataType.UINT64 ? oneByOne<u64, u64, Op>() : signedKernel<Op>(type);
}

/** Kernel for whole numbers of 64 bits, whatever their sign; 0 for other types. */
export function wholeKernel<Op>(type: i32): u32 {
  return type == DataType.INT64 || type == DataType.UINT64 ? oneByOne<u64, u64, Op>() : 0;
}

/** Kernel for bytes; of bools, too. */
export function byteKernel<Op>(): u32 {
  return oneByOne<u8, u8, Op>();
}

/** Kernel that answers a question about floats or doubles by bools. */
export function floatQuestionKernel<Op>(type: i32): u32 {
  if (type == DataType.FLOAT) return oneByOne<f32, u8, Op>();
  if (type == DataType.DOUBLE) return oneByOne<f64, u8, Op>();
  return 0;
}
