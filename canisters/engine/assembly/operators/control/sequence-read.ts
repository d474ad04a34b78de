import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { itemAt, itemData, loadItemShape } from '../../core/sequence';
import { copyBytes } from '../../kernels/copy-bytes';
import { isSequence, positionOf } from './sequence-items';

/** Sequences are read. Source: ONNX, SequenceAt, SequenceLength (11). */
export function addSequenceRead(): void {
  const at = new Operator(11, 2, 2, prepareAt, runAt);
  at.takesSequences = true;
  addOperator('', 'SequenceAt', at);
  const length = new Operator(11, 1, 1, prepareLength, runLength);
  length.takesSequences = true;
  addOperator('', 'SequenceLength', length);
}

function prepareAt(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  const sequence = node.input(0);
  if (!isSequence(node, sequence)) return Prepared.REFUSED;
  const position = positionOf(node, node.input(1), sequence.size, sequence.size - 1);
  if (position < 0) return Prepared.REFUSED;
  loadItemShape(itemAt(sequence, position), node.output(0));
  return Prepared.READY;
}

function runAt(node: Node): void {
  const sequence = node.input(0);
  const position = positionOf(node, node.input(1), sequence.size, sequence.size - 1);
  copyBytes(node.output(0).data, itemData(itemAt(sequence, position)), node.output(0).byteSize);
}

function prepareLength(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  if (!isSequence(node, node.input(0))) return Prepared.REFUSED;
  node.output(0).beginShape(DataType.INT64, 0);
  return node.ready(node.output(0));
}

function runLength(node: Node): void {
  store<i64>(node.output(0).data, node.input(0).size);
}
