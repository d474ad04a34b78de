import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { itemAt, loadItem } from '../../core/sequence';
import { RANK_MAX, Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { isSequence } from './sequence-items';

/** The tensors of a sequence are joined along an axis that they have, or a new one. Source: ONNX, ConcatFromSequence (11). */
export function addConcatFromSequence(): void {
  const operator = new Operator(11, 1, 1, prepare, run);
  operator.takesSequences = true;
  addOperator('', 'ConcatFromSequence', operator);
}

const first = new Tensor('');
const item = new Tensor('');

function prepare(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  const sequence = node.input(0);
  if (!isSequence(node, sequence)) return Prepared.REFUSED;
  if (sequence.size == 0) return node.refuse(RefusalCode.INVALID_INPUT, 'the sequence is empty');
  loadItem(itemAt(sequence, 0), first);
  const isNew = node.int('new_axis', 0) != 0;
  const rank = isNew ? first.rank + 1 : first.rank;
  const axis = axisOf(node, rank);
  if (axis < 0 || rank > RANK_MAX) return node.refuse(RefusalCode.MALFORMED, 'it has no valid axis');
  let length: i64 = 0;
  for (let index = 0; index < sequence.size; index++) {
    loadItem(itemAt(sequence, index), item);
    if (!fits(axis, isNew)) {
      const shapes = first.shapeText() + ' and ' + item.shapeText();
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected tensors that fit each other, got the shapes ' + shapes,
      );
    }
    length += isNew ? 1 : <i64>item.dim(axis);
  }
  const output = node.output(0);
  output.beginShape(first.type, rank);
  for (let to = 0; to < rank; to++) {
    if (to == axis) output.setDim(to, length > <i64>i32.MAX_VALUE ? -1 : <i32>length);
    else output.setDim(to, first.dim(isNew && to > axis ? to - 1 : to));
  }
  return node.ready(output);
}

function axisOf(node: Node, rank: i32): i32 {
  const axis = node.int('axis', 0);
  if (!node.attributes.has('axis') || axis < -rank || axis >= rank) return -1;
  return <i32>(axis < 0 ? axis + rank : axis);
}

function fits(axis: i32, isNew: bool): bool {
  if (item.type != first.type || item.rank != first.rank) return false;
  for (let at = 0; at < item.rank; at++) {
    if ((isNew || at != axis) && item.dim(at) != first.dim(at)) return false;
  }
  return true;
}

function run(node: Node): void {
  const sequence = node.input(0);
  const output = node.output(0);
  const axis = axisOf(node, output.rank);
  const outer = output.sizeOf(0, axis);
  const step = <usize>output.sizeOf(axis, output.rank) * <usize>elementSize(output.type);
  let column = output.data;
  for (let index = 0; index < sequence.size; index++) {
    loadItem(itemAt(sequence, index), item);
    if (item.size == 0) continue;
    const bytes = item.byteSize / <usize>outer;
    for (let row = 0; row < outer; row++) {
      copyBytes(column + <usize>row * step, item.data + <usize>row * bytes, bytes);
    }
    column += bytes;
  }
}
