import { DataType } from '../core/data-type';
import { Node } from '../core/node';
import { findOperator } from '../core/operator-table';
import { Region } from '../core/region';
import { Tensor } from '../core/tensor';

/** A node of ai.onnx that the file does not have. Null: the engine lacks the operator. */
export function newNode(
  op: string,
  opset: i32,
  name: string,
  inputs: Array<Tensor>,
  output: Tensor,
): Node | null {
  const operator = findOperator('', op, opset);
  if (operator === null) return null;
  const node = new Node();
  node.name = name;
  node.op = op;
  node.opset = opset;
  node.prepareIndex = operator.prepare.index;
  node.runIndex = operator.run.index;
  for (let index = 0; index < inputs.length; index++) node.inputs.push(inputs[index]);
  node.outputs.push(output);
  return node;
}

/** A constant list of integers that the file does not have. */
export function newIntegers(region: Region, values: Array<i64>): Tensor {
  const tensor = new Tensor('');
  tensor.beginShape(DataType.INT64, 1);
  tensor.setDim(0, values.length);
  tensor.endShape();
  tensor.data = region.allocate(tensor.byteSize);
  for (let index = 0; index < values.length; index++) {
    store<i64>(tensor.data + ((<usize>index) << 3), values[index]);
  }
  tensor.isConstant = true;
  tensor.isValueKnown = true;
  return tensor;
}
