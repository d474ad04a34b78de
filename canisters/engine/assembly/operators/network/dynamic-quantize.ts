import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { quantizeRun } from '../../kernels/quantize';

/** Quantises into unsigned bytes by the range that the values have, 0 in it. Source: ONNX, DynamicQuantizeLinear (11). */
export function addDynamicQuantize(): void {
  addOperator('', 'DynamicQuantizeLinear', new Operator(11, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  if (x.type != DataType.FLOAT) return node.refuseType(x);
  node.output(0).shapeLike(x, DataType.UINT8);
  const types = [DataType.FLOAT, DataType.UINT8];
  for (let index = 1; index < 3; index++) {
    if (!node.hasOutput(index)) continue;
    node.output(index).beginShape(types[index - 1], 0);
    if (node.ready(node.output(index)) != Prepared.READY) return Prepared.REFUSED;
  }
  node.cost = <f64>x.size * 32 + 300;
  return Prepared.READY;
}

function run(node: Node): void {
  const x = node.input(0);
  let low: f32 = 0;
  let high: f32 = 0;
  const end = x.data + x.byteSize;
  for (let from = x.data; from < end; from += 4) {
    const value = load<f32>(from);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low;
  const scale: f32 = range == 0 ? 1 : range / 255;
  const ideal = nearest(<f32>(0 - low) / scale);
  const zero = <i32>(ideal < 255 ? (ideal > 0 ? ideal : <f32>0) : <f32>255);
  quantizeRun(node.output(0).data, x.data, 0, x.size, scale, zero, DataType.FLOAT, DataType.UINT8);
  if (node.hasOutput(1)) store<f32>(node.output(1).data, scale);
  if (node.hasOutput(2)) store<u8>(node.output(2).data, <u8>zero);
}
