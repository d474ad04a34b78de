import { DataType, ITEM_SIZE } from '../../core/data-type';
import { SEQUENCE_LENGTH_MAX } from '../../core/limits';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyValue, itemAt, itemType, storeItem } from '../../core/sequence';
import { Tensor } from '../../core/tensor';

/** Ends the shape of a sequence with this many items. */
export function readySequence(node: Node, type: i32, length: i32): i32 {
  if (length > SEQUENCE_LENGTH_MAX) {
    const expected = 'expected at most ' + SEQUENCE_LENGTH_MAX.toString() + ' tensors in a sequence, got ';
    return node.refuse(RefusalCode.TOO_LARGE, expected + length.toString());
  }
  const output = node.output(0);
  output.beginShape(type, 1);
  output.setDim(0, length);
  return node.ready(output);
}

/** Refuses what is not a sequence; in the run only, before it types of sequences are not known. */
export function isSequence(node: Node, tensor: Tensor): bool {
  return tensor.type == DataType.SEQUENCE || node.refuseType(tensor) == Prepared.READY;
}

/** Puts a copy of a value into an item: it lives as long as the values of the run. */
export function putItem(item: usize, value: Tensor): void {
  storeItem(item, value);
  const data = copyValue(value.type, value.data, value.size);
  store<u32>(item, <u32>data, 12);
}

/** Position that an index input names, from the front; -1: refused. `end` is the last one allowed. */
export function positionOf(node: Node, index: Tensor, length: i32, end: i32): i32 {
  if (index.type != DataType.INT64 && index.type != DataType.INT32) {
    node.refuseType(index);
    return -1;
  }
  if (index.size != 1) {
    node.refuse(RefusalCode.INVALID_INPUT, 'expected one position, got the shape ' + index.shapeText());
    return -1;
  }
  const position = index.intAt(0);
  const front = position < 0 ? position + <i64>length : position;
  if (front >= 0 && front <= <i64>end) return <i32>front;
  node.refuse(
    RefusalCode.INVALID_INPUT,
    'no position ' + position.toString() + ' in a sequence of ' + length.toString(),
  );
  return -1;
}

/** Bytes of items. */
export function itemBytes(count: i32): usize {
  return <usize>count * <usize>ITEM_SIZE;
}

/** Refuses a tensor that has another type than those of the sequence. */
export function fitsSequence(node: Node, sequence: Tensor, tensor: Tensor): bool {
  if (tensor.type >= DataType.SEQUENCE) return node.refuseType(tensor) == Prepared.READY;
  if (sequence.size == 0 || itemType(itemAt(sequence, 0)) == tensor.type) return true;
  return node.refuse(RefusalCode.INVALID_INPUT, 'the tensors of a sequence have one type') == Prepared.READY;
}
