import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { fillElements, storeBits } from '../../kernels/fill-elements';
import { choiceOf, rememberAxis } from './axis-state';
import { copyCost } from './copy-cost';
import { isIndexType } from './known-integers';

/** Trilu: of the last two dimensions the part above (`upper`) or below a diagonal, which input 1 moves; the rest is 0. */
export function prepareTrilu(node: Node): i32 {
  const data = node.input(0);
  if (data.rank < 2) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a matrix, got the shape ' + data.shapeText());
  }
  if (node.hasInput(1)) {
    const moved = node.input(1);
    if (!isIndexType(moved)) return node.refuseType(moved);
    if (moved.size != 1) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected one diagonal, got the shape ' + moved.shapeText(),
      );
    }
  }
  rememberAxis(node, data.rank - 2, node.int('upper', 1) != 0 ? 1 : 0);
  node.output(0).shapeLike(data, data.type);
  const outcome = node.ready(node.output(0));
  node.cost = copyCost(data, 2 * data.sizeOf(0, data.rank - 1));
  return outcome;
}

export function runTrilu(node: Node): void {
  const data = node.input(0);
  const isUpper = choiceOf(node) != 0;
  const size = <usize>elementSize(data.type);
  const rows = data.dim(data.rank - 2);
  const columns = data.dim(data.rank - 1);
  const moved = node.hasInput(1) ? node.input(1).intAt(0) : 0;
  const matrices = data.sizeOf(0, data.rank - 2);
  let from = data.data;
  let to = node.output(0).data;
  for (let matrix = 0; matrix < matrices; matrix++) {
    for (let row = 0; row < rows; row++) {
      // Above: from the diagonal on; below: up to it.
      const border = <i64>row + max<i64>(-LIMIT, min<i64>(LIMIT, moved)) + (isUpper ? 0 : 1);
      const split = <i32>max<i64>(0, min<i64>(columns, border));
      const left = <usize>split * size;
      const right = <usize>(columns - split) * size;
      if (isUpper) {
        fillElements(to, 0, <i32>size, split);
        copyBytes(to + left, from + left, right);
      } else {
        copyBytes(to, from, left);
        fillElements(to + left, 0, <i32>size, columns - split);
      }
      from += left + right;
      to += left + right;
    }
  }
}

const LIMIT: i64 = 1 << 40;

/** EyeLike: ones on a diagonal, which `k` moves, zeros elsewhere; of the type `dtype` or that of the input. */
export function prepareEyeLike(node: Node): i32 {
  const data = node.input(0);
  if (data.rank != 2) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a matrix, got the shape ' + data.shapeText());
  }
  let type = <i32>node.int('dtype', data.type);
  // Halves are held as floats.
  if (type == DataType.FLOAT16 || type == DataType.BFLOAT16) type = DataType.FLOAT;
  if (elementSize(type) == 0 || type == DataType.STRING) {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the type ' + type.toString() + ' is not supported');
  }
  node.isFromShapes = true;
  node.output(0).shapeLike(data, type);
  const outcome = node.ready(node.output(0));
  node.cost = copyCost(node.output(0), 0) + 12 * <f64>data.dim(0);
  return outcome;
}

/** The bits of a one. */
export function oneBits(type: i32): u64 {
  if (type == DataType.FLOAT) return <u64>reinterpret<u32>(<f32>1);
  return type == DataType.DOUBLE ? reinterpret<u64>(<f64>1) : 1;
}

export function runEyeLike(node: Node): void {
  const output = node.output(0);
  const size = elementSize(output.type);
  fillElements(output.data, 0, size, output.size);
  const one = oneBits(output.type);
  const moved = max<i64>(-LIMIT, min<i64>(LIMIT, node.int('k', 0)));
  const columns = <i64>output.dim(1);
  for (let row = 0; row < output.dim(0); row++) {
    const column = <i64>row + moved;
    if (column < 0 || column >= columns) continue;
    storeBits(output.data + <usize>(<i64>row * columns + column) * <usize>size, one, size);
  }
}
