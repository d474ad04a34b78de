import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { MANY, Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { floatAt, isNumeric } from './rows';

/**
 * Inputs side by side as floats, each as wide as `inputdimensions` says: a wider one is cut, a narrower one filled up by zeros.
 * Source: ONNX, ai.onnx.ml, FeatureVectorizer (1).
 */
export function addFeatureVectorizer(): void {
  addOperator('ai.onnx.ml', 'FeatureVectorizer', new Operator(1, 1, MANY, prepare, run));
}

function rowsOf(node: Node, index: i32): i32 {
  const input = node.input(index);
  return input.rank == 1 ? 1 : input.dim(0);
}

function prepare(node: Node): i32 {
  const widths = node.ints('inputdimensions');
  const count = node.inputs.length;
  if (widths === null || widths.length != count) {
    return node.refuse(RefusalCode.MALFORMED, 'inputdimensions: expected ' + count.toString() + ' entries');
  }
  let total: i64 = 0;
  for (let index = 0; index < count; index++) {
    if (!node.hasInput(index)) return node.refuse(RefusalCode.MALFORMED, 'an input is not given');
    const input = node.input(index);
    if (!isNumeric(input.type)) return node.refuseType(input);
    if (input.rank == 0 || rowsOf(node, index) != rowsOf(node, 0)) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected inputs with as many rows as the first');
    }
    if (widths[index] < 0 || widths[index] > <i64>i32.MAX_VALUE) {
      return node.refuse(RefusalCode.MALFORMED, 'inputdimensions has an entry out of range');
    }
    total += widths[index];
  }
  if (total > <i64>i32.MAX_VALUE) return node.refuse(RefusalCode.TOO_LARGE, 'the output would be too wide');
  const output = node.output(0);
  output.beginShape(DataType.FLOAT, 2);
  output.setDim(0, rowsOf(node, 0));
  output.setDim(1, <i32>total);
  const outcome = node.ready(output);
  node.cost = <f64>output.size * 50;
  return outcome;
}

function run(node: Node): void {
  const widths = node.ints('inputdimensions')!;
  const output = node.output(0);
  const rows = output.dim(0);
  memory.fill(output.data, 0, output.byteSize);
  let offset = 0;
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.input(index);
    const columns = rows == 0 ? 0 : input.size / rows;
    const width = <i32>widths[index];
    for (let row = 0; row < rows; row++) {
      const to = output.data + ((<usize>(row * output.dim(1) + offset)) << 2);
      for (let column = 0; column < min(columns, width); column++) {
        store<f32>(to + ((<usize>column) << 2), floatAt(input, row * columns + column));
      }
    }
    offset += width;
  }
}
