import { DataType, elementSize } from '../../core/data-type';
import { copyBytes } from '../../kernels/copy-bytes';
import { toBrainPrecision, toHalfPrecision } from '../../kernels/narrow-float';
import { UnaryKernel } from './unary-kernel';

function converting<F, T>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const end = to + <usize>count * sizeof<T>();
    while (to < end) {
      if (isFloat<F>() && isInteger<T>()) store<T>(to, toWhole<T>(<f64>load<F>(from)));
      else store<T>(to, <T>load<F>(from));
      from += sizeof<F>();
      to += sizeof<T>();
    }
  };
  return kernel.index;
}

/** Cuts a number toward zero; what lies outside of the type becomes its nearest number, NaN becomes 0. */
export function toWhole<T>(x: f64): T {
  // The machine's own conversion saturates, for the types that it has.
  if (sizeof<T>() >= 4) return <T>x;
  if (x != x) return <T>0;
  const bits = <i32>(sizeof<T>() << 3) - (isSigned<T>() ? 1 : 0);
  // 2 to the power of the number of bits.
  const high = reinterpret<f64>((<u64>(1023 + bits)) << 52);
  if (x >= high) return isSigned<T>() ? <T>(((<u64>1) << (<u64>bits)) - 1) : <T>-1;
  if (isSigned<T>() ? x <= -high : x <= 0) return isSigned<T>() ? <T>((<u64>1) << (<u64>bits)) : <T>0;
  return <T>x;
}

function toBool<F>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const end = to + <usize>count;
    while (to < end) {
      store<u8>(to, load<F>(from) != <F>0);
      from += sizeof<F>();
      to += 1;
    }
  };
  return kernel.index;
}

const toHalf: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
  for (const end = to + ((<usize>count) << 2); to < end; to += 4, from += 8)
    store<f32>(to, toHalfPrecision(load<f64>(from)));
};

const toBrain: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
  for (const end = to + ((<usize>count) << 2); to < end; to += 4, from += 8)
    store<f32>(to, toBrainPrecision(load<f64>(from)));
};

function fromWide<F>(to: i32): u32 {
  switch (to) {
    case DataType.FLOAT: return converting<F, f32>(); // prettier-ignore
    case DataType.INT8: return converting<F, i8>(); // prettier-ignore
    case DataType.INT16: return converting<F, i16>(); // prettier-ignore
    case DataType.INT32: return converting<F, i32>(); // prettier-ignore
    case DataType.INT64: return converting<F, i64>(); // prettier-ignore
    case DataType.UINT8: return converting<F, u8>(); // prettier-ignore
    case DataType.UINT16: return converting<F, u16>(); // prettier-ignore
    case DataType.UINT32: return converting<F, u32>(); // prettier-ignore
    case DataType.UINT64: return converting<F, u64>(); // prettier-ignore
    case DataType.BOOL: return toBool<F>(); // prettier-ignore
    default: return 0; // prettier-ignore
  }
}

function toWide<T>(from: i32): u32 {
  switch (from) {
    case DataType.FLOAT: return converting<f32, T>(); // prettier-ignore
    case DataType.INT8: return converting<i8, T>(); // prettier-ignore
    case DataType.INT16: return converting<i16, T>(); // prettier-ignore
    case DataType.INT32: return converting<i32, T>(); // prettier-ignore
    case DataType.INT64: return converting<i64, T>(); // prettier-ignore
    case DataType.BOOL:
    case DataType.UINT8: return converting<u8, T>(); // prettier-ignore
    case DataType.UINT16: return converting<u16, T>(); // prettier-ignore
    case DataType.UINT32: return converting<u32, T>(); // prettier-ignore
    case DataType.UINT64: return converting<u64, T>(); // prettier-ignore
    default: return 0; // prettier-ignore
  }
}

// What is common, and what two steps would round twice.
function directly(from: i32, to: i32): u32 {
  if (to == DataType.FLOAT) {
    if (from == DataType.INT64) return converting<i64, f32>();
    if (from == DataType.UINT64) return converting<u64, f32>();
    if (from == DataType.INT32) return converting<i32, f32>();
    if (from == DataType.UINT8 || from == DataType.BOOL) return converting<u8, f32>();
  }
  if (from == DataType.FLOAT) {
    if (to == DataType.INT32) return converting<f32, i32>();
    if (to == DataType.UINT8) return converting<f32, u8>();
    if (to == DataType.BOOL) return toBool<f32>();
  }
  if (to == DataType.DOUBLE) return toWide<f64>(from);
  if (to == DataType.INT64 || to == DataType.UINT64) {
    if (from != DataType.DOUBLE && from != DataType.FLOAT) return toWide<i64>(from);
    if (from == DataType.FLOAT) return to == DataType.INT64 ? converting<f32, i64>() : converting<f32, u64>();
  }
  if (from == DataType.DOUBLE) {
    if (to == DataType.FLOAT16) return toHalf.index;
    return to == DataType.BFLOAT16 ? toBrain.index : fromWide<f64>(to);
  }
  return from == DataType.INT64 && to != DataType.FLOAT16 && to != DataType.BFLOAT16 ? fromWide<i64>(to) : 0;
}

// Whole numbers keep all their bits on the way to others; everything else passes through a double.
function middleOf(from: i32, to: i32): i32 {
  const isFromFloat = from == DataType.FLOAT || from == DataType.DOUBLE;
  const isToFloat = to == DataType.FLOAT || to == DataType.FLOAT16 || to == DataType.BFLOAT16;
  return isFromFloat || isToFloat ? DataType.DOUBLE : DataType.INT64;
}

/** Elements that are converted at once by two steps. */
const BLOCK: i32 = 256;

const block: usize = memory.data(BLOCK * 8, 16);

/** Whether {@link convertElements} knows the types: numbers and bools, to half precision and bfloat16, too. */
export function isConvertible(from: i32, to: i32): bool {
  if (from == DataType.STRING || to == DataType.STRING) return false;
  if (from == to) return elementSize(from) != 0;
  if (directly(from, to) != 0) return true;
  const middle = middleOf(from, to);
  return directly(from, middle) != 0 && directly(middle, to) != 0;
}

/**
 * Turns numbers or bools of one type into another. Half precision and bfloat16 are floats that hold numbers of that precision.
 * Whole numbers lose their high bits; floats saturate.
 */
export function convertElements(fromType: i32, from: usize, toType: i32, to: usize, count: i32): void {
  if (fromType == toType) {
    copyBytes(to, from, <usize>(count * elementSize(toType)));
    return;
  }
  const direct = directly(fromType, toType);
  if (direct != 0) {
    call_indirect<void>(direct, from, to, count, <f64>0, <f64>0);
    return;
  }
  const middle = middleOf(fromType, toType);
  const first = directly(fromType, middle);
  const second = directly(middle, toType);
  const toSize = elementSize(
    toType == DataType.FLOAT16 || toType == DataType.BFLOAT16 ? DataType.FLOAT : toType,
  );
  while (count > 0) {
    const part = min(count, BLOCK);
    call_indirect<void>(first, from, block, part, <f64>0, <f64>0);
    call_indirect<void>(second, block, to, part, <f64>0, <f64>0);
    from += <usize>(part * elementSize(fromType));
    to += <usize>(part * toSize);
    count -= part;
  }
}
