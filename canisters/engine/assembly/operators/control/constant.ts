import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { DataType } from '../../core/data-type';
import { RefusalCode } from '../../core/refusal';
import { storeString } from '../../core/memory';

/** The value stands in an attribute. Source: ONNX, Constant (1, 12, 13). */
export function addConstant(): void {
  addOperator('', 'Constant', new Operator(1, 0, 0, prepare, run));
}

function prepare(node: Node): i32 {
  const output = node.output(0);
  const value = node.tensorAttribute('value');
  if (value !== null) {
    output.shapeLike(value, value.type);
    return Prepared.READY;
  }
  if (node.attributes.has('value_float')) return scalar(node, DataType.FLOAT);
  if (node.attributes.has('value_int')) return scalar(node, DataType.INT64);
  if (node.attributes.has('value_string')) return scalar(node, DataType.STRING);
  const floats = node.floats('value_floats');
  if (floats !== null) return list(node, DataType.FLOAT, floats.length);
  const ints = node.ints('value_ints');
  if (ints !== null) return list(node, DataType.INT64, ints.length);
  const strings = node.strings('value_strings');
  if (strings !== null) return list(node, DataType.STRING, strings.length);
  return node.refuse(RefusalCode.UNSUPPORTED, 'it has no value that the engine reads');
}

function scalar(node: Node, type: i32): i32 {
  node.output(0).beginShape(type, 0);
  return node.ready(node.output(0));
}

function list(node: Node, type: i32, length: i32): i32 {
  node.output(0).beginShape(type, 1);
  node.output(0).setDim(0, length);
  return node.ready(node.output(0));
}

function run(node: Node): void {
  const to = node.output(0).data;
  const value = node.tensorAttribute('value');
  if (value !== null) {
    memory.copy(to, value.data, value.byteSize);
  } else if (node.attributes.has('value_float')) {
    store<f32>(to, node.float('value_float', 0));
  } else if (node.attributes.has('value_int')) {
    store<i64>(to, node.int('value_int', 0));
  } else if (node.attributes.has('value_string')) {
    putString(to, node.attributes.get('value_string').s!);
  } else if (node.attributes.has('value_floats')) {
    const floats = node.floats('value_floats')!;
    for (let index = 0; index < floats.length; index++) store<f32>(to + ((<usize>index) << 2), floats[index]);
  } else if (node.attributes.has('value_ints')) {
    const ints = node.ints('value_ints')!;
    for (let index = 0; index < ints.length; index++) store<i64>(to + ((<usize>index) << 3), ints[index]);
  } else {
    const strings = node.strings('value_strings')!;
    for (let index = 0; index < strings.length; index++)
      putString(to + ((<usize>index) << 3), strings[index]);
  }
}

// The attribute lives as long as the model, so that its bytes need no copy.
function putString(element: usize, bytes: Uint8Array): void {
  storeString(element, bytes.dataStart, bytes.length);
}
