import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { isNumeric } from './rows';

/**
 * Columns of the last axis, by their indexes; a single row `[columns]` becomes `[1, indexes]`. Source: ONNX, ai.onnx.ml,
 * ArrayFeatureExtractor (1).
 */
export function addArrayFeatureExtractor(): void {
  addOperator('ai.onnx.ml', 'ArrayFeatureExtractor', new Operator(1, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  const indexes = node.input(1);
  if (!isNumeric(input.type) && input.type != DataType.STRING) return node.refuseType(input);
  if (indexes.type != DataType.INT64) return node.refuseType(indexes);
  if (input.rank == 0 || indexes.size == 0) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected rows and at least one index');
  }
  const output = node.output(0);
  output.beginShape(input.type, max(input.rank, 2));
  output.setDim(0, 1);
  for (let axis = 0; axis < input.rank - 1; axis++) output.setDim(axis, input.dim(axis));
  output.setDim(output.rank - 1, indexes.size);
  const outcome = node.ready(output);
  node.cost = <f64>output.size * 45 + <f64>indexes.size * 20;
  return outcome;
}

function run(node: Node): void {
  const input = node.input(0);
  const indexes = node.input(1);
  const columns = input.dim(input.rank - 1);
  for (let index = 0; index < indexes.size; index++) {
    const column = load<i64>(indexes.data + ((<usize>index) << 3));
    if (column >= 0 && column < <i64>columns) continue;
    const expected = 'expected 0 to ' + (columns - 1).toString() + ', got ' + column.toString();
    refuse(RefusalCode.INVALID_INPUT, 'ArrayFeatureExtractor: an index is out of range: ' + expected);
    memory.fill(node.output(0).data, 0, node.output(0).byteSize);
    return;
  }
  const size = <usize>elementSize(input.type);
  const rowSize = <usize>columns * size;
  const end = input.data + input.byteSize;
  let to = node.output(0).data;
  for (let row = input.data; row < end; row += rowSize) {
    for (let index = 0; index < indexes.size; index++) {
      const from = row + load<usize>(indexes.data + ((<usize>index) << 3)) * size;
      if (size == 4) store<u32>(to, load<u32>(from));
      else store<u64>(to, load<u64>(from));
      to += size;
    }
  }
}
