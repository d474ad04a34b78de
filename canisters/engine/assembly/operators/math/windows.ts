import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { convertElements, isConvertible } from './cast-kernel';

const TWO_PI: f64 = 6.283185307179586;

/** Weights of a frame: sums of cosines. Source: ONNX, HannWindow, HammingWindow and BlackmanWindow (17). */
export function addWindows(): void {
  addOperator('', 'HannWindow', new Operator(17, 1, 1, prepare, runHann));
  addOperator('', 'HammingWindow', new Operator(17, 1, 1, prepare, runHamming));
  addOperator('', 'BlackmanWindow', new Operator(17, 1, 1, prepare, runBlackman));
}

function prepare(node: Node): i32 {
  const size = node.input(0);
  if (size.type != DataType.INT64 && size.type != DataType.INT32) return node.refuseType(size);
  if (size.size != 1)
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected one size, got ' + size.shapeText());
  if (!size.isValueKnown) return Prepared.WAITS;
  const type = <i32>node.int('output_datatype', DataType.FLOAT);
  const isNarrow = type == DataType.FLOAT16 || type == DataType.BFLOAT16;
  if (type == DataType.BOOL || !isConvertible(DataType.DOUBLE, type))
    return node.refuse(RefusalCode.UNSUPPORTED, 'expected a type of numbers, got ' + type.toString());
  const count = size.intAt(0);
  if (count < 0 || count > <i64>i32.MAX_VALUE)
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a size of 0 at least, got ' + count.toString());
  const output = node.output(0);
  output.beginShape(isNarrow ? DataType.FLOAT : type, 1);
  output.setDim(0, <i32>count);
  node.cost = <f64>count * 300 + 100;
  return node.ready(output);
}

const weight: usize = memory.data(8, 8);

function fill(node: Node, constant: f64, once: f64, twice: f64): void {
  const output = node.output(0);
  const type = <i32>node.int('output_datatype', DataType.FLOAT);
  const size = <usize>elementSize(output.type);
  const period = <f64>(output.size - (node.int('periodic', 1) != 0 ? 0 : 1));
  for (let at = 0; at < output.size; at++) {
    const angle = (TWO_PI * <f64>at) / period;
    store<f64>(weight, constant + once * Math.cos(angle) + (twice != 0 ? twice * Math.cos(2 * angle) : 0));
    convertElements(DataType.DOUBLE, weight, type, output.data + <usize>at * size, 1);
  }
}

function runHann(node: Node): void {
  fill(node, 0.5, -0.5, 0);
}

function runHamming(node: Node): void {
  fill(node, 25.0 / 46.0, -21.0 / 46.0, 0);
}

function runBlackman(node: Node): void {
  fill(node, 0.42, -0.5, 0.08);
}
