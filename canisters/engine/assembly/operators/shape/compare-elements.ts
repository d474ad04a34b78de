import { DataType } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';

/**
 * The order of two elements: below 0, 0 or above 0. Strings by their bytes; NaN is equal to itself and above every number; both zeros
 * are equal.
 */
export function compareElements(type: i32, one: usize, other: usize): i32 {
  switch (type) {
    case DataType.FLOAT:
      return compareFloats(<f64>load<f32>(one), <f64>load<f32>(other));
    case DataType.DOUBLE:
      return compareFloats(load<f64>(one), load<f64>(other));
    case DataType.INT8:
      return compare<i8>(one, other);
    case DataType.INT16:
      return compare<i16>(one, other);
    case DataType.UINT16:
      return compare<u16>(one, other);
    case DataType.INT32:
      return compare<i32>(one, other);
    case DataType.UINT32:
      return compare<u32>(one, other);
    case DataType.INT64:
      return compare<i64>(one, other);
    case DataType.UINT64:
      return compare<u64>(one, other);
    case DataType.STRING:
      return compareStrings(one, other);
    default:
      return compare<u8>(one, other);
  }
}

function compare<T>(one: usize, other: usize): i32 {
  const a = load<T>(one);
  const b = load<T>(other);
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareFloats(a: f64, b: f64): i32 {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a == b) return 0;
  return i32(isNaN(a)) - i32(isNaN(b));
}

function compareStrings(one: usize, other: usize): i32 {
  const lengthOne = stringLength(one);
  const lengthOther = stringLength(other);
  const order = memory.compare(stringBytes(one), stringBytes(other), <usize>min(lengthOne, lengthOther));
  return order != 0 ? order : lengthOne - lengthOther;
}
