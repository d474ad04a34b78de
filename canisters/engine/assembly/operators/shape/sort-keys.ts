import { DataType } from '../../core/data-type';

/**
 * Writes a key of 64 bits for each of `count` elements, `distance` bytes apart: keys are in the order of the elements, or in the
 * opposite order. Zeros of both signs have the same key; NaN is above every number.
 */
export function writeSortKeys(
  to: usize,
  from: usize,
  distance: usize,
  count: i32,
  type: i32,
  isReversed: bool,
): void {
  const flip: i64 = isReversed ? -1 : 0;
  switch (type) {
    case DataType.FLOAT:
      return writeFloats<f32>(to, from, distance, count, flip);
    case DataType.DOUBLE:
      return writeFloats<f64>(to, from, distance, count, flip);
    case DataType.INT64:
      return writeIntegers<i64>(to, from, distance, count, flip);
    case DataType.INT32:
      return writeIntegers<i32>(to, from, distance, count, flip);
    case DataType.INT16:
      return writeIntegers<i16>(to, from, distance, count, flip);
    case DataType.INT8:
      return writeIntegers<i8>(to, from, distance, count, flip);
    case DataType.UINT64:
      // Without a sign the upper half comes first among those with one, until the top bit is turned.
      return writeIntegers<i64>(to, from, distance, count, flip ^ i64.MIN_VALUE);
    case DataType.UINT32:
      return writeIntegers<u32>(to, from, distance, count, flip);
    case DataType.UINT16:
      return writeIntegers<u16>(to, from, distance, count, flip);
    default:
      return writeIntegers<u8>(to, from, distance, count, flip);
  }
}

function writeIntegers<T>(to: usize, from: usize, distance: usize, count: i32, flip: i64): void {
  const end = to + ((<usize>count) << 3);
  while (to < end) {
    store<i64>(to, (<i64>load<T>(from)) ^ flip);
    from += distance;
    to += 8;
  }
}

// The bits of positive floats are in their order, those of negative ones in the opposite order.
function writeFloats<T>(to: usize, from: usize, distance: usize, count: i32, flip: i64): void {
  const end = to + ((<usize>count) << 3);
  while (to < end) {
    const value = <f64>load<T>(from);
    let key = reinterpret<i64>(value + 0);
    if (key < 0) key = i64.MIN_VALUE - key;
    if (value != value) key = i64.MAX_VALUE;
    store<i64>(to, key ^ flip);
    from += distance;
    to += 8;
  }
}
