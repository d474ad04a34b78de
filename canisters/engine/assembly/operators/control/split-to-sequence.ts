import { DataType, elementSize } from '../../core/data-type';
import { allocateValue } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { hasRoom, itemAt, storeItem } from '../../core/sequence';
import { Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { readySequence } from './sequence-items';

/** A tensor becomes a sequence of its parts along an axis. Source: ONNX, SplitToSequence (11, 24). */
export function addSplitToSequence(): void {
  addOperator('', 'SplitToSequence', new Operator(11, 1, 2, prepare, run));
}

const piece = new Tensor('');

function prepare(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  const input = node.input(0);
  const axis = axisOf(node);
  if (axis < 0 || axis >= input.rank) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'no axis ' + axis.toString() + ' in the shape ' + input.shapeText(),
    );
  }
  const dim = input.dim(axis);
  if (!node.hasInput(1)) return readySequence(node, DataType.SEQUENCE, dim);
  const split = node.input(1);
  if (split.type != DataType.INT64 && split.type != DataType.INT32) return node.refuseType(split);
  if (split.rank == 0) {
    const length = split.intAt(0);
    if (length <= 0)
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected parts longer than 0, got ' + length.toString());
    return readySequence(
      node,
      DataType.SEQUENCE,
      <i32>((<i64>dim + min<i64>(length, <i64>dim + 1) - 1) / length),
    );
  }
  let total: i64 = 0;
  for (let index = 0; index < split.size; index++) {
    const length = split.intAt(index);
    if (length < 0 || length > <i64>dim) return refuseParts(node, dim);
    total += length;
  }
  return total == <i64>dim ? readySequence(node, DataType.SEQUENCE, split.size) : refuseParts(node, dim);
}

function refuseParts(node: Node, dim: i32): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected parts of the length ' + dim.toString() + ' together',
  );
}

function axisOf(node: Node): i32 {
  const axis = node.int('axis', 0);
  const rank = <i64>node.input(0).rank;
  return axis < -rank || axis >= rank ? -1 : <i32>(axis < 0 ? axis + rank : axis);
}

function run(node: Node): void {
  const input = node.input(0);
  const axis = axisOf(node);
  const count = node.output(0).size;
  // One length for all parts, the last may be shorter; without lengths, parts of 1 that may lose the axis.
  const isEven = !node.hasInput(1) || node.input(1).rank == 0;
  const length = node.hasInput(1) && isEven ? <i32>min<i64>(node.input(1).intAt(0), <i64>input.dim(axis)) : 1;
  const dropsAxis = !node.hasInput(1) && node.int('keepdims', 1) == 0;
  let from = 0;
  for (let index = 0; index < count; index++) {
    const part = isEven ? min(length, input.dim(axis) - from) : <i32>node.input(1).intAt(index);
    shapePiece(input, axis, part, dropsAxis);
    if (!hasRoom(<u64>piece.byteSize)) return;
    piece.data = allocateValue(piece.byteSize);
    copyPart(input, axis, from, part);
    storeItem(itemAt(node.output(0), index), piece);
    from += part;
  }
}

function shapePiece(input: Tensor, axis: i32, part: i32, dropsAxis: bool): void {
  piece.beginShape(input.type, dropsAxis ? input.rank - 1 : input.rank);
  let to = 0;
  for (let from = 0; from < input.rank; from++) {
    if (from != axis) piece.setDim(to++, input.dim(from));
    else if (!dropsAxis) piece.setDim(to++, part);
  }
  piece.endShape();
}

function copyPart(input: Tensor, axis: i32, from: i32, part: i32): void {
  const inner = <usize>input.sizeOf(axis + 1, input.rank) * <usize>elementSize(input.type);
  const outer = input.sizeOf(0, axis);
  const bytes = <usize>part * inner;
  for (let row = 0; row < outer; row++) {
    const start = input.data + (<usize>row * <usize>input.dim(axis) + <usize>from) * inner;
    copyBytes(piece.data + <usize>row * bytes, start, bytes);
  }
}
