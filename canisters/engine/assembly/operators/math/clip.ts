import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';

/** Opset from which the bounds are inputs. */
const INPUTS_SINCE: i32 = 11;

/** Holds numbers within bounds. Source: ONNX, Clip (1 to 13). */
export function addClip(): void {
  addOperator('', 'Clip', new Operator(1, 1, 3, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  const type = input.type;
  const isNumber =
    type == DataType.DOUBLE || (type != DataType.STRING && type != DataType.BOOL && type <= DataType.INT64);
  if (!isNumber && type != DataType.UINT32 && type != DataType.UINT64) return node.refuseType(input);
  for (let index = 1; index < 3; index++) {
    if (!node.hasInput(index)) continue;
    const bound = node.input(index);
    if (bound.type != type || bound.size != 1)
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected a bound of one element of the input\'s type'); // prettier-ignore
  }
  if (node.opset < INPUTS_SINCE && type != DataType.FLOAT && type != DataType.DOUBLE)
    return node.refuseType(input);
  node.output(0).shapeLike(input, type);
  node.cost = <f64>input.size * (type == DataType.FLOAT ? 3.6 : 31) + 60;
  return Prepared.READY;
}

function run(node: Node): void {
  switch (node.input(0).type) {
    case DataType.FLOAT: clipFloats(node); break; // prettier-ignore
    case DataType.DOUBLE: clip<f64>(node); break; // prettier-ignore
    case DataType.INT8: clip<i8>(node); break; // prettier-ignore
    case DataType.INT16: clip<i16>(node); break; // prettier-ignore
    case DataType.INT32: clip<i32>(node); break; // prettier-ignore
    case DataType.INT64: clip<i64>(node); break; // prettier-ignore
    case DataType.UINT8: clip<u8>(node); break; // prettier-ignore
    case DataType.UINT16: clip<u16>(node); break; // prettier-ignore
    case DataType.UINT32: clip<u32>(node); break; // prettier-ignore
    default: clip<u64>(node); // prettier-ignore
  }
}

function lowBound<T>(node: Node): T {
  if (node.hasInput(1)) return load<T>(node.input(1).data);
  const lowest = isFloat<T>() ? <T>(sizeof<T>() == 4 ? -f32.MAX_VALUE : -f64.MAX_VALUE) : <T>lowestWhole<T>();
  return isFloat<T>() && node.attributes.has('min') ? <T>node.float('min', 0) : lowest;
}

function highBound<T>(node: Node): T {
  if (node.hasInput(2)) return load<T>(node.input(2).data);
  const highest = isFloat<T>() ? <T>(sizeof<T>() == 4 ? f32.MAX_VALUE : f64.MAX_VALUE) : <T>highestWhole<T>();
  return isFloat<T>() && node.attributes.has('max') ? <T>node.float('max', 0) : highest;
}

/** The lowest number of a type of integers. */
export function lowestWhole<T>(): T {
  const bits = (sizeof<T>() << 3) - 1;
  return isSigned<T>() ? <T>((<u64>1) << (<u64>bits)) : <T>0;
}

/** The highest number of a type of integers. */
export function highestWhole<T>(): T {
  const bits = (sizeof<T>() << 3) - 1;
  return isSigned<T>() ? <T>(((<u64>1) << (<u64>bits)) - 1) : <T>-1;
}

function clip<T>(node: Node): void {
  const low = lowBound<T>(node);
  const high = highBound<T>(node);
  let from = node.input(0).data;
  let to = node.output(0).data;
  const end = to + node.output(0).byteSize;
  while (to < end) {
    const x = load<T>(from);
    const raised = x < low ? low : x;
    store<T>(to, raised > high ? high : raised);
    from += sizeof<T>();
    to += sizeof<T>();
  }
}

// The comparisons of pmin and pmax let NaN pass, as those of the loop do.
function clipFloats(node: Node): void {
  const low = f32x4.splat(lowBound<f32>(node));
  const high = f32x4.splat(highBound<f32>(node));
  let from = node.input(0).data;
  let to = node.output(0).data;
  const end = to + node.output(0).byteSize;
  for (; to + 64 <= end; to += 64, from += 64) {
    v128.store(to, f32x4.pmin(f32x4.pmax(v128.load(from), low), high));
    v128.store(to, f32x4.pmin(f32x4.pmax(v128.load(from, 16), low), high), 16);
    v128.store(to, f32x4.pmin(f32x4.pmax(v128.load(from, 32), low), high), 32);
    v128.store(to, f32x4.pmin(f32x4.pmax(v128.load(from, 48), low), high), 48);
  }
  while (to < end) {
    const clipped = f32x4.pmin(f32x4.pmax(v128.load32_zero(from), low), high);
    v128.store_lane<f32>(to, clipped, 0);
    from += 4;
    to += 4;
  }
}
