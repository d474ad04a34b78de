import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';

/** The output is the input, be it a tensor, a sequence or an optional value. Source: ONNX, Identity (1, 13, 14, 16). */
export function addIdentity(): void {
  const operator = new Operator(1, 1, 1, prepare, nothing);
  operator.takesSequences = true;
  addOperator('', 'Identity', operator);
}

function prepare(node: Node): i32 {
  node.output(0).shapeLike(node.input(0), node.input(0).type);
  node.alias = 0;
  return Prepared.READY;
}

function nothing(node: Node): void {}
