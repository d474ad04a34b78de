import { DataType } from '../../core/data-type';
import { Operator, addOperator } from '../../core/operator-table';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { giveOutput } from './body-turns';

/** One of two graphs runs, as a condition says. Source: ONNX, If (1, 11, 13, 16, 19, 21, 23, 24, 25). */
export function addIf(): void {
  const operator = new Operator(1, 1, 1, prepare, run);
  operator.placesOutputs = true;
  addOperator('', 'If', operator);
}

function prepare(node: Node): i32 {
  if (!hasBranch(node, 'then_branch') || !hasBranch(node, 'else_branch')) return Prepared.REFUSED;
  if (!node.isLate) return Prepared.WAITS;
  const condition = node.input(0);
  if (condition.type != DataType.BOOL) return node.refuseType(condition);
  if (condition.size == 1) return Prepared.READY;
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected one condition, got the shape ' + condition.shapeText(),
  );
}

function hasBranch(node: Node, name: string): bool {
  const graph = node.graph(name);
  if (graph === null)
    return node.refuse(RefusalCode.MALFORMED, 'it lacks its graph "' + name + '"') == Prepared.READY;
  const inputs = graph.inputs.length;
  const outputs = graph.outputs.length;
  if (inputs == 0 && outputs >= node.outputs.length) return true;
  const expected =
    'expected a graph without inputs and with ' + node.outputs.length.toString() + ' outputs, got ';
  const got = inputs.toString() + ' and ' + outputs.toString();
  return node.refuse(RefusalCode.MALFORMED, expected + got) == Prepared.READY;
}

function run(node: Node): void {
  const isTrue = load<u8>(node.input(0).data) != 0;
  const graph = node.graph(isTrue ? 'then_branch' : 'else_branch')!;
  if (!graph.body!.run()) return;
  node.cost = graph.body!.cost;
  for (let index = 0; index < node.outputs.length; index++) {
    if (!giveOutput(node, index, graph.outputs[index].tensor!)) return;
  }
}
