import { DataType } from '../core/data-type';

/** A whole number of the types that numbers are quantised into, and of 32 bits. */
export function quantizedAt(data: usize, index: i32, type: i32): i32 {
  const at = <usize>index;
  switch (type) {
    case DataType.UINT8:
      return <i32>load<u8>(data + at);
    case DataType.INT8:
      return <i32>load<i8>(data + at);
    case DataType.UINT16:
      return <i32>load<u16>(data + (at << 1));
    case DataType.INT16:
      return <i32>load<i16>(data + (at << 1));
    default:
      return load<i32>(data + (at << 2));
  }
}

/**
 * Quantises `count` elements from the index `first` on: divided by the scale, rounded to the nearest (halves to the even one), moved by
 * the zero point, cut to the range of the type. What is not a number becomes the lowest.
 */
export function quantizeRun(
  to: usize,
  from: usize,
  first: i32,
  count: i32,
  scale: f32,
  zero: i32,
  fromType: i32,
  type: i32,
): void {
  const isWhole = fromType == DataType.INT32;
  switch (type) {
    case DataType.UINT8:
      return quantize<u8>(to, from, first, count, scale, zero, isWhole, 0, 255);
    case DataType.INT8:
      return quantize<i8>(to, from, first, count, scale, zero, isWhole, -128, 127);
    case DataType.UINT16:
      return quantize<u16>(to, from, first, count, scale, zero, isWhole, 0, 65535);
    default:
      return quantize<i16>(to, from, first, count, scale, zero, isWhole, -32768, 32767);
  }
}

function quantize<T>(
  to: usize,
  from: usize,
  first: i32,
  count: i32,
  scale: f32,
  zero: i32,
  isWhole: bool,
  low: f32,
  high: f32,
): void {
  from += (<usize>first) << 2;
  to += <usize>first * sizeof<T>();
  const end = from + ((<usize>count) << 2);
  while (from < end) {
    const x = isWhole ? <f32>load<i32>(from) : load<f32>(from);
    const value = nearest(x / scale) + <f32>zero;
    const raised = value > low ? value : low;
    store<T>(to, <T>(<i32>(raised < high ? raised : high)));
    from += 4;
    to += sizeof<T>();
  }
}

/** The numbers that `count` elements from the index `first` on stand for: less the zero point, times the scale. */
export function dequantizeRun(
  to: usize,
  from: usize,
  first: i32,
  count: i32,
  scale: f32,
  zero: i32,
  type: i32,
): void {
  switch (type) {
    case DataType.UINT8:
      return dequantize<u8>(to, from, first, count, scale, zero);
    case DataType.INT8:
      return dequantize<i8>(to, from, first, count, scale, zero);
    case DataType.UINT16:
      return dequantize<u16>(to, from, first, count, scale, zero);
    case DataType.INT16:
      return dequantize<i16>(to, from, first, count, scale, zero);
    default:
      return dequantize<i32>(to, from, first, count, scale, zero);
  }
}

function dequantize<T>(to: usize, from: usize, first: i32, count: i32, scale: f32, zero: i32): void {
  from += <usize>first * sizeof<T>();
  to += (<usize>first) << 2;
  const end = to + ((<usize>count) << 2);
  while (to < end) {
    store<f32>(to, <f32>(<i64>load<T>(from) - <i64>zero) * scale);
    from += sizeof<T>();
    to += 4;
  }
}
