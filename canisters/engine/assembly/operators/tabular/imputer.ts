import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { columnCount, isNumeric } from './rows';

/**
 * A value that stands for a missing one is replaced by the feature's own or by that of all; NaN can be that value. Source: ONNX,
 * ai.onnx.ml, Imputer (1).
 */
export function addImputer(): void {
  addOperator('ai.onnx.ml', 'Imputer', new Operator(1, 1, 1, prepare, run));
}

function isFloating(type: i32): bool {
  return type == DataType.FLOAT || type == DataType.DOUBLE;
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (!isNumeric(input.type)) return node.refuseType(input);
  if (input.rank == 0) return node.refuse(RefusalCode.INVALID_INPUT, 'expected rows, got a single value');
  const name = isFloating(input.type) ? 'imputed_value_floats' : 'imputed_value_int64s';
  const count = imputedCount(node);
  const columns = columnCount(input);
  if (count != 1 && count != columns) {
    const expected = 'expected 1 or ' + columns.toString() + ' entries, got ' + count.toString();
    return node.refuse(RefusalCode.INVALID_INPUT, name + ': ' + expected);
  }
  node.output(0).shapeLike(input, input.type);
  node.cost = <f64>input.size * 50;
  return Prepared.READY;
}

function imputedCount(node: Node): i32 {
  if (isFloating(node.input(0).type)) {
    const floats = node.floats('imputed_value_floats');
    return floats === null ? 0 : floats.length;
  }
  const ints = node.ints('imputed_value_int64s');
  return ints === null ? 0 : ints.length;
}

function run(node: Node): void {
  const input = node.input(0);
  const to = node.output(0).data;
  if (input.type == DataType.FLOAT) imputeFloating<f32>(node, to);
  else if (input.type == DataType.DOUBLE) imputeFloating<f64>(node, to);
  else if (input.type == DataType.INT64) imputeIntegers<i64>(node, to);
  else imputeIntegers<i32>(node, to);
}

function imputeFloating<T extends number>(node: Node, to: usize): void {
  const input = node.input(0);
  const values = node.floats('imputed_value_floats')!;
  const replaced = <T>node.float('replaced_value_float', 0);
  const seeksNan = replaced != replaced;
  const columns = values.length == 1 ? 1 : columnCount(input);
  let column = 0;
  for (let index = 0; index < input.size; index++) {
    const at = <usize>index * sizeof<T>();
    const value = load<T>(input.data + at);
    const isMissing = seeksNan ? value != value : value == replaced;
    store<T>(to + at, isMissing ? <T>values[column] : value);
    if (++column == columns) column = 0;
  }
}

function imputeIntegers<T extends number>(node: Node, to: usize): void {
  const input = node.input(0);
  const values = node.ints('imputed_value_int64s')!;
  const replaced = node.int('replaced_value_int64', 0);
  const columns = values.length == 1 ? 1 : columnCount(input);
  let column = 0;
  for (let index = 0; index < input.size; index++) {
    const at = <usize>index * sizeof<T>();
    const value = load<T>(input.data + at);
    store<T>(to + at, <i64>value == replaced ? <T>values[column] : value);
    if (++column == columns) column = 0;
  }
}
