import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { itemAt, itemData, loadItemShape } from '../../core/sequence';
import { copyBytes } from '../../kernels/copy-bytes';
import { putItem, readySequence } from './sequence-items';

/** Values that may be missing. Source: ONNX, Optional (15), OptionalHasElement, OptionalGetElement (15, 18). */
export function addOptional(): void {
  add('Optional', new Operator(15, 0, 1, prepareOptional, runOptional));
  add('OptionalHasElement', new Operator(15, 0, 1, prepareHas, runHas));
  add('OptionalGetElement', new Operator(15, 1, 1, prepareGet, runGet));
}

function add(op: string, operator: Operator): void {
  operator.takesSequences = true;
  addOperator('', op, operator);
}

function prepareOptional(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  if (node.hasInput(0) && node.input(0).type == DataType.OPTIONAL) return node.refuseType(node.input(0));
  return readySequence(node, DataType.OPTIONAL, node.hasInput(0) ? 1 : 0);
}

function runOptional(node: Node): void {
  if (node.hasInput(0)) putItem(itemAt(node.output(0), 0), node.input(0));
}

function prepareHas(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  node.output(0).beginShape(DataType.BOOL, 0);
  return node.ready(node.output(0));
}

// A tensor or a sequence that is given is there, even an empty one.
function runHas(node: Node): void {
  const isThere = node.hasInput(0) && (node.input(0).type != DataType.OPTIONAL || node.input(0).size == 1);
  store<u8>(node.output(0).data, <u8>isThere);
}

function prepareGet(node: Node): i32 {
  if (!node.isLate) return Prepared.WAITS;
  const input = node.input(0);
  if (input.type != DataType.OPTIONAL) {
    node.output(0).shapeLike(input, input.type);
    return Prepared.READY;
  }
  if (input.size != 1) return node.refuse(RefusalCode.INVALID_INPUT, 'the optional value is missing');
  loadItemShape(itemAt(input, 0), node.output(0));
  return Prepared.READY;
}

function runGet(node: Node): void {
  const input = node.input(0);
  const from = input.type == DataType.OPTIONAL ? itemData(itemAt(input, 0)) : input.data;
  copyBytes(node.output(0).data, from, node.output(0).byteSize);
}
