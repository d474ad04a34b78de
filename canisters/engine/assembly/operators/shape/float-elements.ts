import { DataType, elementSize } from '../../core/data-type';
import { Tensor } from '../../core/tensor';
import { wholeNumberAt } from './number-at';

/** Whether the engine computes in the type itself; the others are widened to 64-bit floats. */
export function isFloatType(type: i32): bool {
  return type == DataType.FLOAT || type == DataType.DOUBLE;
}

/** An element of any number type as a 64-bit float. */
export function floatAt(tensor: Tensor, index: i32): f64 {
  if (tensor.type == DataType.FLOAT) return <f64>load<f32>(tensor.data + ((<usize>index) << 2));
  if (tensor.type == DataType.DOUBLE) return load<f64>(tensor.data + ((<usize>index) << 3));
  const whole = wholeNumberAt(tensor, index);
  return tensor.type == DataType.UINT64 ? <f64>(<u64>whole) : <f64>whole;
}

/** Writes every element as a 64-bit float. */
export function widen(tensor: Tensor, to: usize): void {
  for (let at = 0; at < tensor.size; at++) store<f64>(to + ((<usize>at) << 3), floatAt(tensor, at));
}

/** Writes a number as an element of any number type: whole numbers towards zero, kept within the type; no number is 0. */
export function storeFromFloat64(type: i32, to: usize, value: f64): void {
  if (type == DataType.FLOAT) return store<f32>(to, <f32>value);
  if (type == DataType.DOUBLE) return store<f64>(to, value);
  const size = elementSize(type);
  const isSigned =
    type == DataType.INT8 || type == DataType.INT16 || type == DataType.INT32 || type == DataType.INT64;
  const bits = size * 8 - (isSigned ? 1 : 0);
  const limit = Math.pow(2, <f64>bits);
  let whole: u64 = 0;
  if (value >= limit) whole = bits == 64 ? u64.MAX_VALUE : ((<u64>1) << bits) - 1;
  else if (value > 0) whole = <u64>value;
  else if (isSigned && value < 0) whole = value <= -limit ? <u64>-((<i64>1) << bits) : <u64>(<i64>value);
  if (size == 8) store<u64>(to, whole);
  else if (size == 4) store<u32>(to, <u32>whole);
  else if (size == 2) store<u16>(to, <u16>whole);
  else store<u8>(to, <u8>whole);
}
