import { DataType } from '../../core/data-type';
import { countIteration } from '../../core/iterations';
import { allocateValue } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { BodyTurns, checkPorts, giveOutput, share, turnsOf } from './body-turns';
import { StackedValues } from './stacked-values';

/**
 * A graph runs as often as a number says and while a condition holds, and hands values from turn to turn. Source: ONNX, Loop (1,
 * 11, 13, 16, 19, 21, 23, 24, 25).
 */
export function addLoop(): void {
  const operator = new Operator(1, 0, MANY, prepare, run);
  operator.allowsGaps = true;
  operator.takesSequences = true;
  operator.placesOutputs = true;
  addOperator('', 'Loop', operator);
}

function carriedOf(node: Node): i32 {
  return max(node.inputs.length - 2, 0);
}

function prepare(node: Node): i32 {
  const turns = turnsOf(node, 'body');
  if (turns === null) return Prepared.REFUSED;
  const carried = carriedOf(node);
  const outputs = max(turns.body.graph.outputs.length, carried + 1);
  if (!checkPorts(node, turns, carried + 2, outputs)) return Prepared.REFUSED;
  if (node.outputs.length > outputs - 1) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected at most ' + (outputs - 1).toString() + ' outputs, got more',
    );
  }
  for (let index = 2; index < node.inputs.length; index++) {
    if (!node.hasInput(index))
      return node.refuse(RefusalCode.MALFORMED, 'it lacks its input ' + index.toString());
  }
  if (!node.isLate) return Prepared.WAITS;
  if (node.hasInput(0) && !isOne(node.input(0), DataType.INT64)) return refuseControl(node, node.input(0));
  if (node.hasInput(1) && !isOne(node.input(1), DataType.BOOL)) return refuseControl(node, node.input(1));
  return Prepared.READY;
}

function isOne(tensor: Tensor, type: i32): bool {
  return tensor.type == type && tensor.size == 1;
}

function refuseControl(node: Node, tensor: Tensor): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected a count (int64) and a condition (bool) of one element each, got the shape ' +
      tensor.shapeText(),
  );
}

function run(node: Node): void {
  const turns = turnsOf(node, 'body')!;
  const stacks = new Array<StackedValues>();
  for (let index = carriedOf(node); index < node.outputs.length; index++) stacks.push(new StackedValues());
  turns.begin();
  if (runTurns(node, turns, stacks)) finish(node, turns, stacks);
  turns.end(node);
}

function runTurns(node: Node, turns: BodyTurns, stacks: Array<StackedValues>): bool {
  const carried = carriedOf(node);
  const most = node.hasInput(0) ? load<i64>(node.input(0).data) : i64.MAX_VALUE;
  let holds = node.hasInput(1) ? load<u8>(node.input(1).data) : <u8>1;
  for (let index = 0; index < carried; index++) share(node.input(index + 2), turns.input(index + 2));
  const numbers = allocateValue(16);
  scalar(turns.input(0), DataType.INT64, numbers);
  scalar(turns.input(1), DataType.BOOL, numbers + 8);
  for (let turn: i64 = 0; turn < most && holds != 0; turn++) {
    store<i64>(numbers, turn);
    store<u8>(numbers, holds, 8);
    if (!countIteration() || !turns.run()) return false;
    const condition = turns.output(0);
    if (!isOne(condition, DataType.BOOL)) return refuseControl(node, condition) == Prepared.READY;
    holds = load<u8>(condition.data);
    for (let index = 0; index < stacks.length; index++) {
      if (!stacks[index].add(node, turns.output(1 + carried + index))) return false;
    }
    if (!turns.carry(1, 2, carried)) return false;
  }
  return true;
}

function scalar(tensor: Tensor, type: i32, data: usize): void {
  tensor.beginShape(type, 0);
  tensor.endShape();
  tensor.data = data;
}

function finish(node: Node, turns: BodyTurns, stacks: Array<StackedValues>): bool {
  const carried = carriedOf(node);
  for (let index = 0; index < min(carried, node.outputs.length); index++) {
    if (!giveOutput(node, index, turns.input(index + 2))) return false;
  }
  const graph = turns.body.graph;
  for (let index = 0; index < stacks.length; index++) {
    const output = node.output(carried + index);
    if (!stacks[index].finish(node, output, graph, 1 + carried + index, 0, false)) return false;
  }
  return true;
}
