import { DataType } from '../../core/data-type';
import { countIteration } from '../../core/iterations';
import { allocateValue } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { itemAt, loadItem } from '../../core/sequence';
import { BodyTurns, checkPorts, share, turnsOf } from './body-turns';
import { isSequence, itemBytes, putItem } from './sequence-items';

/** A graph runs for each tensor of sequences of one length. Source: ONNX, SequenceMap (17). */
export function addSequenceMap(): void {
  const operator = new Operator(17, 1, MANY, prepare, run);
  operator.takesSequences = true;
  operator.placesOutputs = true;
  addOperator('', 'SequenceMap', operator);
}

function prepare(node: Node): i32 {
  const turns = turnsOf(node, 'body');
  if (turns === null) return Prepared.REFUSED;
  const outputs = max(turns.body.graph.outputs.length, node.outputs.length);
  if (!checkPorts(node, turns, node.inputs.length, outputs)) return Prepared.REFUSED;
  if (!node.isLate) return Prepared.WAITS;
  const first = node.input(0);
  if (!isSequence(node, first)) return Prepared.REFUSED;
  for (let index = 1; index < node.inputs.length; index++) {
    const input = node.input(index);
    if (input.type == DataType.OPTIONAL) return node.refuseType(input);
    if (input.type != DataType.SEQUENCE || input.size == first.size) continue;
    const expected = 'expected sequences of one length, got ' + first.size.toString() + ' and ';
    return node.refuse(RefusalCode.INVALID_INPUT, expected + input.size.toString());
  }
  return Prepared.READY;
}

function run(node: Node): void {
  const turns = turnsOf(node, 'body')!;
  turns.begin();
  runItems(node, turns);
  turns.end(node);
}

function runItems(node: Node, turns: BodyTurns): bool {
  const length = node.input(0).size;
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.output(index);
    output.beginShape(DataType.SEQUENCE, 1);
    output.setDim(0, length);
    output.endShape();
    output.data = allocateValue(itemBytes(length));
    // Items are written turn by turn; until then they are empty.
    memory.fill(output.data, 0, itemBytes(length));
  }
  for (let turn = 0; turn < length; turn++) {
    for (let index = 0; index < node.inputs.length; index++) {
      const input = node.input(index);
      if (input.type == DataType.SEQUENCE) loadItem(itemAt(input, turn), turns.input(index));
      else share(input, turns.input(index));
    }
    if (!countIteration() || !turns.run()) return false;
    for (let index = 0; index < node.outputs.length; index++) {
      const value = turns.output(index);
      if (value.type >= DataType.SEQUENCE) return node.refuseType(value) == Prepared.READY;
      putItem(itemAt(node.output(index), turn), value);
    }
  }
  return true;
}
