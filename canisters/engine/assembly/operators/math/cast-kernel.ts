import { DataType } from '../../core/data-type';
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

function toHalf<F>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const end = to + ((<usize>count) << 2);
    while (to < end) {
      store<f32>(to, toHalfPrecision(<f64>load<F>(from)));
      from += sizeof<F>();
      to += 4;
    }
  };
  return kernel.index;
}

function toBrain<F>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, alpha: f64, beta: f64): void => {
    const end = to + ((<usize>count) << 2);
    while (to < end) {
      store<f32>(to, toBrainPrecision(<f64>load<F>(from)));
      from += sizeof<F>();
      to += 4;
    }
  };
  return kernel.index;
}

function fromType<F>(to: i32): u32 {
  switch (to) {
    case DataType.FLOAT: return converting<F, f32>(); // prettier-ignore
    case DataType.DOUBLE: return converting<F, f64>(); // prettier-ignore
    case DataType.INT8: return converting<F, i8>(); // prettier-ignore
    case DataType.INT16: return converting<F, i16>(); // prettier-ignore
    case DataType.INT32: return converting<F, i32>(); // prettier-ignore
    case DataType.INT64: return converting<F, i64>(); // prettier-ignore
    case DataType.UINT8: return converting<F, u8>(); // prettier-ignore
    case DataType.UINT16: return converting<F, u16>(); // prettier-ignore
    case DataType.UINT32: return converting<F, u32>(); // prettier-ignore
    case DataType.UINT64: return converting<F, u64>(); // prettier-ignore
    case DataType.BOOL: return toBool<F>(); // prettier-ignore
    case DataType.FLOAT16: return toHalf<F>(); // prettier-ignore
    case DataType.BFLOAT16: return toBrain<F>(); // prettier-ignore
    default: return 0; // prettier-ignore
  }
}

/**
 * The kernel that turns numbers or bools of one type into another, or 0. Half precision and bfloat16 are floats that hold numbers
 * of that precision. Whole numbers lose their high bits; floats saturate.
 */
export function castKernel(from: i32, to: i32): u32 {
  switch (from) {
    case DataType.FLOAT: return fromType<f32>(to); // prettier-ignore
    case DataType.DOUBLE: return fromType<f64>(to); // prettier-ignore
    case DataType.INT8: return fromType<i8>(to); // prettier-ignore
    case DataType.INT16: return fromType<i16>(to); // prettier-ignore
    case DataType.INT32: return fromType<i32>(to); // prettier-ignore
    case DataType.INT64: return fromType<i64>(to); // prettier-ignore
    case DataType.BOOL:
    case DataType.UINT8: return fromType<u8>(to); // prettier-ignore
    case DataType.UINT16: return fromType<u16>(to); // prettier-ignore
    case DataType.UINT32: return fromType<u32>(to); // prettier-ignore
    case DataType.UINT64: return fromType<u64>(to); // prettier-ignore
    default: return 0; // prettier-ignore
  }
}
