import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { columnCount, floatAt, needRows, rowCount } from './rows';

namespace Norm {
  export const MAX: i32 = 0;
  export const L1: i32 = 1;
  export const L2: i32 = 2;
}

class NormState extends State {
  norm: i32 = 0;
}

/**
 * Every row divided by its greatest element, the sum of its absolute values, or its length; a row whose divisor is 0 stays as it
 * is. Source: ONNX, ai.onnx.ml, Normalizer (1).
 */
export function addNormalizer(): void {
  addOperator('ai.onnx.ml', 'Normalizer', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (!needRows(node, input)) return Prepared.REFUSED;
  const name = node.text('norm', 'MAX');
  const state = new NormState();
  state.norm = name == 'MAX' ? Norm.MAX : name == 'L1' ? Norm.L1 : Norm.L2;
  if (state.norm == Norm.L2 && name != 'L2') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the norm "' + name + '" is not supported');
  }
  node.state = state;
  node.output(0).shapeLike(input, DataType.FLOAT);
  node.cost = <f64>input.size * 145;
  return Prepared.READY;
}

function run(node: Node): void {
  const norm = (<NormState>node.state!).norm;
  const input = node.input(0);
  const columns = columnCount(input);
  const rows = columns == 0 ? 0 : rowCount(input);
  for (let row = 0; row < rows; row++) {
    const first = row * columns;
    let divisor: f32 = norm == Norm.MAX ? -f32.MAX_VALUE : 0;
    for (let index = first; index < first + columns; index++) {
      const value = floatAt(input, index);
      if (norm == Norm.MAX) divisor = value > divisor ? value : divisor;
      else divisor += norm == Norm.L1 ? Mathf.abs(value) : value * value;
    }
    for (let index = first; index < first + columns; index++) {
      const value = floatAt(input, index);
      let normal: f32 = value;
      if (divisor != 0) {
        if (norm != Norm.L2) normal = value / divisor;
        else normal = Mathf.sqrt((value * value) / divisor) * (value < 0 ? -1 : 1);
      }
      store<f32>(node.output(0).data + ((<usize>index) << 2), normal);
    }
  }
}
