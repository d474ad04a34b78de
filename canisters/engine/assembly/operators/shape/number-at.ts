import { DataType } from '../../core/data-type';
import { Tensor } from '../../core/tensor';

/** Whether the elements of a type are numbers. */
export function isNumberType(type: i32): bool {
  switch (type) {
    case DataType.FLOAT:
    case DataType.DOUBLE:
    case DataType.INT8:
    case DataType.INT16:
    case DataType.INT32:
    case DataType.INT64:
    case DataType.UINT8:
    case DataType.UINT16:
    case DataType.UINT32:
    case DataType.UINT64:
      return true;
    default:
      return false;
  }
}

/** An element of any number type as a whole number, towards zero; what 64 bits do not hold becomes the least. */
export function wholeNumberAt(tensor: Tensor, index: i32): i64 {
  const at = <usize>index;
  switch (tensor.type) {
    case DataType.FLOAT:
      return whole(<f64>load<f32>(tensor.data + (at << 2)));
    case DataType.DOUBLE:
      return whole(load<f64>(tensor.data + (at << 3)));
    case DataType.INT8:
      return <i64>load<i8>(tensor.data + at);
    case DataType.UINT8:
      return <i64>load<u8>(tensor.data + at);
    case DataType.INT16:
      return <i64>load<i16>(tensor.data + (at << 1));
    case DataType.UINT16:
      return <i64>load<u16>(tensor.data + (at << 1));
    case DataType.UINT32:
      return <i64>load<u32>(tensor.data + (at << 2));
    default:
      return tensor.intAt(index);
  }
}

const WHOLE_MAX: f64 = 9.2e18;

function whole(value: f64): i64 {
  return value > -WHOLE_MAX && value < WHOLE_MAX ? <i64>value : i64.MIN_VALUE;
}
