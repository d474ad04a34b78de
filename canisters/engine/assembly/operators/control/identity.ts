import { Node, Prepared } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';

/** The output is the input. Source: ONNX, Identity and Dropout without training. */
export function addIdentity(): void {
  addOperator('', 'Identity', new Operator(1, 1, 1, prepare, nothing));
}

function prepare(node: Node): i32 {
  node.output(0).shapeLike(node.input(0), node.input(0).type);
  node.alias = 0;
  return Prepared.READY;
}

function nothing(node: Node): void {}
