import { DataType, dataTypeName, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { convertElements, isConvertible } from './cast-kernel';
import { castFromText, castToText } from './cast-text';
import { UnaryState, prepareUnary } from './unary';

/** Other types of the same values or bits. Source: ONNX, Cast (6 to 25), CastLike (15 to 25), BitCast (26). */
export function addCast(): void {
  addOperator('', 'Cast', new Operator(6, 1, 1, prepareCast, run));
  addOperator('', 'CastLike', new Operator(15, 2, 2, prepareCastLike, run));
  addOperator('', 'BitCast', new Operator(26, 1, 1, prepareBitCast, nothing));
}

function prepareCast(node: Node): i32 {
  return prepare(node, <i32>node.int('to', 0));
}

function prepareCastLike(node: Node): i32 {
  return prepare(node, node.input(1).type);
}

function prepare(node: Node, to: i32): i32 {
  const input = node.input(0);
  const isNarrow = to == DataType.FLOAT16 || to == DataType.BFLOAT16;
  const outputType = isNarrow ? DataType.FLOAT : to;
  node.alias = -1;
  if (to == input.type && elementSize(to) != 0) {
    node.alias = 0;
    node.cost = 10;
    node.output(0).shapeLike(input, to);
    return Prepared.READY;
  }
  const isText = input.type == DataType.STRING || to == DataType.STRING;
  const kernel: u32 = isTextCast(input.type, to) || isConvertible(input.type, to) ? 1 : 0;
  if (kernel == 0 || elementSize(to) == 0) {
    const types = dataTypeName(input.type) + ' to ' + dataTypeName(to);
    return node.refuse(RefusalCode.UNSUPPORTED, 'casts from ' + types + ' are not supported');
  }
  return prepareUnary(
    node,
    kernel,
    isText ? 1000 : isNarrow ? 80 : castCost(input.type, to),
    <f64>to,
    0,
    outputType,
  );
}

function isTextCast(from: i32, to: i32): bool {
  return from == DataType.STRING ? isConvertible(DataType.DOUBLE, to) : to == DataType.STRING;
}

// Floats become whole numbers by a dear instruction, or, where a type is narrow, by comparisons.
function castCost(from: i32, to: i32): f64 {
  const isFromFloat = from == DataType.FLOAT || from == DataType.DOUBLE;
  if (!isFromFloat || to == DataType.FLOAT || to == DataType.DOUBLE || to == DataType.BOOL) return 22;
  return elementSize(to) >= 4 ? 42 : 90;
}

function run(node: Node): void {
  if (node.alias >= 0) return;
  const input = node.input(0);
  const output = node.output(0);
  const state = changetype<UnaryState>(node.state!);
  if (output.type == DataType.STRING) castToText(input, output);
  else if (input.type == DataType.STRING) castFromText(node, <i32>state.alpha);
  else convertElements(input.type, input.data, <i32>state.alpha, output.data, input.size);
}

function prepareBitCast(node: Node): i32 {
  const input = node.input(0);
  const to = <i32>node.int('to', 0);
  const isWhole = to != DataType.STRING && to != DataType.FLOAT16 && to != DataType.BFLOAT16;
  if (input.type == DataType.STRING) return node.refuseType(input);
  if (!isWhole || elementSize(to) != elementSize(input.type)) {
    const types = dataTypeName(input.type) + ' as ' + dataTypeName(to);
    return node.refuse(RefusalCode.UNSUPPORTED, 'the bits of ' + types + ' are not supported');
  }
  node.output(0).shapeLike(input, to);
  node.alias = 0;
  node.cost = 10;
  return Prepared.READY;
}

function nothing(node: Node): void {}
