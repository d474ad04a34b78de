import { DataType } from '../../core/data-type';

/** Takes a run of elements into accumulators; `step` 1: each into its own, 0: all into one, in order. */
export type ReduceKernel = (accumulator: usize, from: usize, count: i32, step: i32) => void;

/** Elements that a row loop takes at once. */
const UNROLLED: usize = 4;

/*
 * An operation is a class without fields: `of` takes one element into an accumulator, `lanes` a vector of them into as many. The
 * loops are made for each operation by the compiler; they call the methods on no object, for none is read.
 */

function vectors<T, Op>(): u32 {
  const kernel: ReduceKernel = (accumulator: usize, from: usize, count: i32, step: i32): void => {
    const end = from + <usize>count * sizeof<T>();
    if (step == 0) {
      row<T, Op>(accumulator, from, end);
      return;
    }
    for (; from + 16 <= end; from += 16, accumulator += 16)
      v128.store(accumulator, changetype<Op>(0).lanes<T>(v128.load(accumulator), v128.load(from)));
    column<T, Op>(accumulator, from, end);
  };
  return kernel.index;
}

function elements<T, Op>(): u32 {
  const kernel: ReduceKernel = (accumulator: usize, from: usize, count: i32, step: i32): void => {
    const end = from + <usize>count * sizeof<T>();
    if (step == 0) row<T, Op>(accumulator, from, end);
    else column<T, Op>(accumulator, from, end);
  };
  return kernel.index;
}

function row<T, Op>(accumulator: usize, from: usize, end: usize): void {
  let value = load<T>(accumulator);
  for (; from + UNROLLED * sizeof<T>() <= end; from += UNROLLED * sizeof<T>()) {
    value = changetype<Op>(0).of<T>(value, load<T>(from));
    value = changetype<Op>(0).of<T>(value, load<T>(from, sizeof<T>()));
    value = changetype<Op>(0).of<T>(value, load<T>(from, sizeof<T>() * 2));
    value = changetype<Op>(0).of<T>(value, load<T>(from, sizeof<T>() * 3));
  }
  for (; from < end; from += sizeof<T>()) value = changetype<Op>(0).of<T>(value, load<T>(from));
  store<T>(accumulator, value);
}

function column<T, Op>(accumulator: usize, from: usize, end: usize): void {
  for (; from < end; from += sizeof<T>(), accumulator += sizeof<T>())
    store<T>(accumulator, changetype<Op>(0).of<T>(load<T>(accumulator), load<T>(from)));
}

// The order does not matter to the largest and the smallest, so that a row is taken by vectors, too.
function extremes<Op>(): u32 {
  const kernel: ReduceKernel = (accumulator: usize, from: usize, count: i32, step: i32): void => {
    const end = from + ((<usize>count) << 2);
    if (step != 0) {
      for (; from + 16 <= end; from += 16, accumulator += 16)
        v128.store(accumulator, changetype<Op>(0).lanes<f32>(v128.load(accumulator), v128.load(from)));
      column<f32, Op>(accumulator, from, end);
      return;
    }
    let best = v128.load32_splat(accumulator);
    for (; from + 16 <= end; from += 16) best = changetype<Op>(0).lanes<f32>(best, v128.load(from));
    for (; from < end; from += 4) best = changetype<Op>(0).lanes<f32>(best, v128.load32_splat(from));
    best = changetype<Op>(0).lanes<f32>(best, v128.shuffle<i64>(best, best, 1, 0));
    best = changetype<Op>(0).lanes<f32>(best, v128.shuffle<f32>(best, best, 1, 0, 3, 2));
    v128.store_lane<f32>(accumulator, best, 0);
  };
  return kernel.index;
}

/** Kernel for floats and whole numbers of 32 and 64 bits; 0 for other types. */
export function wideReduction<Op>(type: i32): u32 {
  switch (type) {
    case DataType.FLOAT: return vectors<f32, Op>(); // prettier-ignore
    case DataType.DOUBLE: return elements<f64, Op>(); // prettier-ignore
    case DataType.INT32:
    case DataType.UINT32: return elements<i32, Op>(); // prettier-ignore
    case DataType.INT64:
    case DataType.UINT64: return elements<i64, Op>(); // prettier-ignore
    default: return 0; // prettier-ignore
  }
}

/** Kernel for every type of number, for operations that compare them; 0 for other types. */
export function comparingReduction<Op>(type: i32): u32 {
  switch (type) {
    case DataType.FLOAT: return extremes<Op>(); // prettier-ignore
    case DataType.DOUBLE: return elements<f64, Op>(); // prettier-ignore
    case DataType.INT8: return elements<i8, Op>(); // prettier-ignore
    case DataType.INT16: return elements<i16, Op>(); // prettier-ignore
    case DataType.INT32: return elements<i32, Op>(); // prettier-ignore
    case DataType.INT64: return elements<i64, Op>(); // prettier-ignore
    case DataType.BOOL:
    case DataType.UINT8: return elements<u8, Op>(); // prettier-ignore
    case DataType.UINT16: return elements<u16, Op>(); // prettier-ignore
    case DataType.UINT32: return elements<u32, Op>(); // prettier-ignore
    case DataType.UINT64: return elements<u64, Op>(); // prettier-ignore
    default: return 0; // prettier-ignore
  }
}
