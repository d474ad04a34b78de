import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { isNumeric } from './rows';

/** 1 where a value is greater than the threshold, else 0. Source: ONNX, ai.onnx.ml, Binarizer (1). */
export function addBinarizer(): void {
  addOperator('ai.onnx.ml', 'Binarizer', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (!isNumeric(input.type)) return node.refuseType(input);
  node.output(0).shapeLike(input, input.type);
  node.cost = <f64>input.size * 30;
  return Prepared.READY;
}

function run(node: Node): void {
  const type = node.input(0).type;
  if (type == DataType.FLOAT) binarize<f32>(node);
  else if (type == DataType.DOUBLE) binarize<f64>(node);
  else if (type == DataType.INT64) binarize<i64>(node);
  else binarize<i32>(node);
}

function binarize<T extends number>(node: Node): void {
  const threshold = <f64>node.float('threshold', 0);
  const from = node.input(0).data;
  const to = node.output(0).data;
  const size = <usize>node.input(0).size * sizeof<T>();
  for (let at: usize = 0; at < size; at += sizeof<T>()) {
    store<T>(to + at, <f64>load<T>(from + at) > threshold ? <T>1 : <T>0);
  }
}
