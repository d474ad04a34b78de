import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { ELEMENTS_MAX, Tensor } from '../../core/tensor';

/** Range: numbers from `start` on, `delta` apart, up to but without `limit`. */
export function prepareRange(node: Node): i32 {
  const type = node.input(0).type;
  const isKnownType =
    type == DataType.FLOAT ||
    type == DataType.DOUBLE ||
    type == DataType.INT16 ||
    type == DataType.INT32 ||
    type == DataType.INT64;
  if (!isKnownType) return node.refuseType(node.input(0));
  let isReady = true;
  for (let index = 0; index < 3; index++) {
    const input = node.input(index);
    if (input.type != type) return node.refuseType(input);
    if (input.size != 1) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected one number, got the shape ' + input.shapeText(),
      );
    }
    isReady = isReady && input.isValueKnown;
  }
  if (!isReady) return Prepared.WAITS;
  const count = type == DataType.FLOAT || type == DataType.DOUBLE ? countFloats(node) : countIntegers(node);
  if (count < 0) return node.refuse(RefusalCode.INVALID_INPUT, 'a delta of 0 or no number goes nowhere');
  if (count > <f64>ELEMENTS_MAX) {
    return node.refuse(RefusalCode.TOO_LARGE, 'the range has ' + count.toString() + ' elements');
  }
  const output = node.output(0);
  output.beginShape(type, 1);
  output.setDim(0, <i32>count);
  node.cost = 50 + 10 * count;
  return node.ready(output);
}

function floatOf(tensor: Tensor): f64 {
  return tensor.type == DataType.FLOAT ? <f64>load<f32>(tensor.data) : load<f64>(tensor.data);
}

function integerOf(tensor: Tensor): i64 {
  return tensor.type == DataType.INT16 ? <i64>load<i16>(tensor.data) : tensor.intAt(0);
}

// The number of elements, or -1 when there is none.
function countFloats(node: Node): f64 {
  const delta = floatOf(node.input(2));
  const count = Math.ceil((floatOf(node.input(1)) - floatOf(node.input(0))) / delta);
  return delta == 0 || isNaN(count) ? -1 : max<f64>(0, count);
}

function countIntegers(node: Node): f64 {
  const start = integerOf(node.input(0));
  const limit = integerOf(node.input(1));
  const delta = integerOf(node.input(2));
  if (delta == 0) return -1;
  if (delta > 0 ? start >= limit : start <= limit) return 0;
  // Distances of 64-bit numbers fit in 64 bits without a sign.
  const distance = delta > 0 ? <u64>limit - <u64>start : <u64>start - <u64>limit;
  const step = delta > 0 ? <u64>delta : 0 - <u64>delta;
  return <f64>((distance - 1) / step) + 1;
}

export function runRange(node: Node): void {
  switch (node.output(0).type) {
    case DataType.FLOAT:
      return count<f32>(node);
    case DataType.DOUBLE:
      return count<f64>(node);
    case DataType.INT16:
      return count<i16>(node);
    case DataType.INT32:
      return count<i32>(node);
    default:
      return count<i64>(node);
  }
}

function count<T>(node: Node): void {
  const output = node.output(0);
  const start = load<T>(node.input(0).data);
  const delta = load<T>(node.input(2).data);
  for (let at = 0; at < output.size; at++) {
    store<T>(output.data + <usize>at * sizeof<T>(), <T>(start + <T>at * delta));
  }
}
