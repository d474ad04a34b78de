import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { itemAt } from '../../core/sequence';
import { copyBytes } from '../../kernels/copy-bytes';
import { fitsSequence, isSequence, itemBytes, positionOf, putItem, readySequence } from './sequence-items';

/** Sequences are made, lengthened and shortened. Source: ONNX, SequenceConstruct, -Empty, -Insert, -Erase (11). */
export function addSequenceEdit(): void {
  add('SequenceConstruct', new Operator(11, 1, MANY, prepareConstruct, runConstruct));
  add('SequenceEmpty', new Operator(11, 0, 0, prepareEmpty, nothing));
  add('SequenceInsert', new Operator(11, 2, 3, prepareInsert, runInsert));
  add('SequenceErase', new Operator(11, 1, 2, prepareErase, runErase));
}

function add(op: string, operator: Operator): void {
  operator.takesSequences = true;
  addOperator('', op, operator);
}

function nothing(node: Node): void {}

function prepareEmpty(node: Node): i32 {
  return node.isLate ? readySequence(node, DataType.SEQUENCE, 0) : Prepared.WAITS;
}

function prepareConstruct(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  const first = node.input(0);
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.input(index);
    if (input.type >= DataType.SEQUENCE || input.type != first.type) return node.refuseType(input);
  }
  return readySequence(node, DataType.SEQUENCE, node.inputs.length);
}

function runConstruct(node: Node): void {
  for (let index = 0; index < node.inputs.length; index++)
    putItem(itemAt(node.output(0), index), node.input(index));
}

function prepareInsert(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  const sequence = node.input(0);
  if (!isSequence(node, sequence) || !fitsSequence(node, sequence, node.input(1))) return Prepared.REFUSED;
  if (node.hasInput(2) && positionOf(node, node.input(2), sequence.size, sequence.size) < 0)
    return Prepared.REFUSED;
  return readySequence(node, DataType.SEQUENCE, sequence.size + 1);
}

function runInsert(node: Node): void {
  const from = node.input(0);
  const to = node.output(0);
  const length = from.size;
  const position = node.hasInput(2) ? positionOf(node, node.input(2), length, length) : length;
  copyBytes(to.data, from.data, itemBytes(position));
  copyBytes(itemAt(to, position + 1), itemAt(from, position), itemBytes(length - position));
  putItem(itemAt(to, position), node.input(1));
}

function prepareErase(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  const sequence = node.input(0);
  if (!isSequence(node, sequence)) return Prepared.REFUSED;
  if (erased(node) < 0) return Prepared.REFUSED;
  return readySequence(node, DataType.SEQUENCE, sequence.size - 1);
}

function runErase(node: Node): void {
  const from = node.input(0);
  const position = erased(node);
  copyBytes(node.output(0).data, from.data, itemBytes(position));
  copyBytes(
    itemAt(node.output(0), position),
    itemAt(from, position + 1),
    itemBytes(from.size - position - 1),
  );
}

// The last one when no position is given.
function erased(node: Node): i32 {
  const length = node.input(0).size;
  if (node.hasInput(1)) return positionOf(node, node.input(1), length, length - 1);
  if (length == 0) node.refuse(RefusalCode.INVALID_INPUT, 'the sequence is empty');
  return length - 1;
}
