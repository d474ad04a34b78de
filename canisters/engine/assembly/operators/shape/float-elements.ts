import { DataType } from '../../core/data-type';
import { Tensor } from '../../core/tensor';

/** Whether the engine computes in the type itself; the others are widened to 64-bit floats. */
export function isFloatType(type: i32): bool {
  return type == DataType.FLOAT || type == DataType.DOUBLE;
}

/** Writes every element of a tensor of any number type as a 64-bit float. */
export function widen(tensor: Tensor, to: usize): void {
  switch (tensor.type) {
    case DataType.FLOAT:
      return widenAll<f32>(tensor, to);
    case DataType.DOUBLE:
      return widenAll<f64>(tensor, to);
    case DataType.INT8:
      return widenAll<i8>(tensor, to);
    case DataType.INT16:
      return widenAll<i16>(tensor, to);
    case DataType.UINT16:
      return widenAll<u16>(tensor, to);
    case DataType.INT32:
      return widenAll<i32>(tensor, to);
    case DataType.UINT32:
      return widenAll<u32>(tensor, to);
    case DataType.INT64:
      return widenAll<i64>(tensor, to);
    case DataType.UINT64:
      return widenAll<u64>(tensor, to);
    default:
      return widenAll<u8>(tensor, to);
  }
}

function widenAll<T>(tensor: Tensor, to: usize): void {
  const end = to + ((<usize>tensor.size) << 3);
  let from = tensor.data;
  while (to < end) {
    store<f64>(to, <f64>load<T>(from));
    from += sizeof<T>();
    to += 8;
  }
}

/**
 * Writes every element of a tensor of any number type from 64-bit floats: whole numbers towards zero, kept within the type; what is
 * no number is 0.
 */
export function narrow(tensor: Tensor, from: usize): void {
  switch (tensor.type) {
    case DataType.FLOAT:
      return narrowFloats<f32>(tensor, from);
    case DataType.DOUBLE:
      return narrowFloats<f64>(tensor, from);
    case DataType.INT8:
      return narrowAll<i8>(tensor, from, -128, 127);
    case DataType.INT16:
      return narrowAll<i16>(tensor, from, -32768, 32767);
    case DataType.UINT16:
      return narrowAll<u16>(tensor, from, 0, 65535);
    case DataType.INT32:
      return narrowAll<i32>(tensor, from, -2147483648, 2147483647);
    case DataType.UINT32:
      return narrowAll<u32>(tensor, from, 0, 4294967295);
    case DataType.INT64:
      return narrowAll<i64>(tensor, from, -9223372036854775808, INT64_MAX);
    case DataType.UINT64:
      return narrowAll<u64>(tensor, from, 0, UINT64_MAX);
    default:
      return narrowAll<u8>(tensor, from, 0, 255);
  }
}

// The largest 64-bit floats that the types hold.
const INT64_MAX: f64 = 9223372036854774784;
const UINT64_MAX: f64 = 18446744073709549568;
/** Weights are not exact: what they miss a whole number by is not cut off. */
const WHOLE_MARGIN: f64 = 1e-6;

function narrowFloats<T>(tensor: Tensor, from: usize): void {
  for (let at = 0; at < tensor.size; at++) {
    store<T>(tensor.data + <usize>at * sizeof<T>(), <T>load<f64>(from + ((<usize>at) << 3)));
  }
}

function narrowAll<T>(tensor: Tensor, from: usize, least: f64, most: f64): void {
  const end = from + ((<usize>tensor.size) << 3);
  let to = tensor.data;
  while (from < end) {
    let value = load<f64>(from);
    const whole = nearest<f64>(value);
    if (Math.abs(value - whole) < WHOLE_MARGIN) value = whole;
    if (!(value >= least)) value = value < least ? least : 0;
    if (value > most) value = most;
    store<T>(to, <T>value);
    from += 8;
    to += sizeof<T>();
  }
}
