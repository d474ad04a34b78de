import { DataType } from '../../core/data-type';

/** Computes a run from two inputs; a step is the number of elements from one to the next: 1, or 0 for one that stands still. */
export type BinaryKernel = (
  one: usize,
  other: usize,
  to: usize,
  count: i32,
  oneStep: i32,
  otherStep: i32,
) => void;

/*
 * An operation is a class without fields: `lanes` computes a vector, `of` one element, with the same bits. The loops are made for
 * each operation by the compiler; they call the methods on no object, for none is read.
 */

function vectors<T, Op>(): u32 {
  const kernel: BinaryKernel = (a: usize, b: usize, to: usize, count: i32, aStep: i32, bStep: i32): void => {
    const end = to + <usize>count * sizeof<T>();
    const whole = to + ((<usize>count * sizeof<T>()) & ~15);
    if (aStep == 0) {
      const x = v128.splat<T>(load<T>(a));
      for (; to + 64 <= end; to += 64, b += 64) {
        v128.store(to, changetype<Op>(0).lanes<T>(x, v128.load(b)));
        v128.store(to, changetype<Op>(0).lanes<T>(x, v128.load(b, 16)), 16);
        v128.store(to, changetype<Op>(0).lanes<T>(x, v128.load(b, 32)), 32);
        v128.store(to, changetype<Op>(0).lanes<T>(x, v128.load(b, 48)), 48);
      }
      for (; to < whole; to += 16, b += 16) v128.store(to, changetype<Op>(0).lanes<T>(x, v128.load(b)));
    } else if (bStep == 0) {
      const y = v128.splat<T>(load<T>(b));
      for (; to + 64 <= end; to += 64, a += 64) {
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a), y));
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a, 16), y), 16);
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a, 32), y), 32);
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a, 48), y), 48);
      }
      for (; to < whole; to += 16, a += 16) v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a), y));
    } else {
      for (; to + 64 <= end; to += 64, a += 64, b += 64) {
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a), v128.load(b)));
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a, 16), v128.load(b, 16)), 16);
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a, 32), v128.load(b, 32)), 32);
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a, 48), v128.load(b, 48)), 48);
      }
      for (; to < whole; to += 16, a += 16, b += 16)
        v128.store(to, changetype<Op>(0).lanes<T>(v128.load(a), v128.load(b)));
    }
    const aBytes = <usize>aStep * sizeof<T>();
    const bBytes = <usize>bStep * sizeof<T>();
    for (; to < end; to += sizeof<T>(), a += aBytes, b += bBytes)
      store<T>(to, changetype<Op>(0).of<T>(load<T>(a), load<T>(b)));
  };
  return kernel.index;
}

/** A kernel whose output has a type of its own. */
export function elements<T, R, Op>(): u32 {
  const kernel: BinaryKernel = (a: usize, b: usize, to: usize, count: i32, aStep: i32, bStep: i32): void => {
    const end = to + <usize>count * sizeof<R>();
    const aBytes = <usize>aStep * sizeof<T>();
    const bBytes = <usize>bStep * sizeof<T>();
    while (to < end) {
      store<R>(to, changetype<Op>(0).of<T>(load<T>(a), load<T>(b)));
      a += aBytes;
      b += bBytes;
      to += sizeof<R>();
    }
  };
  return kernel.index;
}

/** Kernel for float by vectors and double by elements; 0 for other types. */
export function floatPairs<Op>(type: i32): u32 {
  if (type == DataType.FLOAT) return vectors<f32, Op>();
  if (type == DataType.DOUBLE) return elements<f64, f64, Op>();
  return 0;
}

/** Kernel for whole numbers of 64 bits; 0 for other types. Narrower ones are computed in these. */
export function integerPairs<Op>(type: i32): u32 {
  if (type == DataType.INT64) return elements<i64, i64, Op>();
  if (type == DataType.UINT64) return elements<u64, u64, Op>();
  return 0;
}

/** Kernel for whole numbers whose signs do not matter to the operation; 0 for other types. */
export function bitPairs<Op>(type: i32): u32 {
  return type == DataType.INT64 || type == DataType.UINT64 ? elements<u64, u64, Op>() : 0;
}

/** Kernel that answers a question about two numbers by a bool; 0 for other types. */
export function questionPairs<Op>(type: i32): u32 {
  switch (type) {
    case DataType.FLOAT: return elements<f32, u8, Op>(); // prettier-ignore
    case DataType.DOUBLE: return elements<f64, u8, Op>(); // prettier-ignore
    case DataType.INT64: return elements<i64, u8, Op>(); // prettier-ignore
    case DataType.UINT64: return elements<u64, u8, Op>(); // prettier-ignore
    case DataType.BOOL: return elements<u8, u8, Op>(); // prettier-ignore
    default: return 0; // prettier-ignore
  }
}
