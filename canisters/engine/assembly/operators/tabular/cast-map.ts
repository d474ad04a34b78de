import { DataType, elementSize } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { parseNumber, parsedNumber } from '../../kernels/parse-number';

/**
 * Values of a map from integers as a row: in the order of the keys (DENSE), or each at the place of its key (SPARSE). The map is
 * two tensors: keys `[K]`, ascending, and values `[K]`. Source: ONNX, ai.onnx.ml, CastMap (1).
 */
export function addCastMap(): void {
  addOperator('ai.onnx.ml', 'CastMap', new Operator(1, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const keys = node.input(0);
  const values = node.input(1);
  if (keys.type != DataType.INT64) return node.refuseType(keys);
  if (values.type != DataType.FLOAT && values.type != DataType.STRING) return node.refuseType(values);
  const name = node.text('cast_to', 'TO_FLOAT');
  const form = node.text('map_form', 'DENSE');
  let type = DataType.UNDEFINED;
  if (name == 'TO_FLOAT') type = DataType.FLOAT;
  else if (name == 'TO_INT64') type = DataType.INT64;
  else if (name == 'TO_STRING' && values.type == DataType.STRING) type = DataType.STRING;
  if (type == DataType.UNDEFINED || (form != 'DENSE' && form != 'SPARSE')) {
    return node.refuse(RefusalCode.UNSUPPORTED, name + ' with ' + form + ' is not supported for this map');
  }
  if (keys.size != values.size) {
    const counts = keys.size.toString() + ' keys and ' + values.size.toString() + ' values';
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a value for each key, got ' + counts);
  }
  const width = form == 'DENSE' ? <i64>keys.size : node.int('max_map', 1);
  if (width < 0 || width > <i64>i32.MAX_VALUE)
    return node.refuse(RefusalCode.MALFORMED, 'max_map is out of range');
  const output = node.output(0);
  output.beginShape(type, 2);
  output.setDim(0, 1);
  output.setDim(1, <i32>width);
  node.cost = <f64>keys.size * 100 + <f64>width * 8;
  return node.ready(output);
}

function run(node: Node): void {
  const keys = node.input(0);
  const output = node.output(0);
  const isDense = node.text('map_form', 'DENSE') == 'DENSE';
  const size = <usize>elementSize(output.type);
  // A text of no bytes is a pair of zeros, too.
  memory.fill(output.data, 0, output.byteSize);
  for (let index = 0; index < keys.size; index++) {
    const key = load<i64>(keys.data + ((<usize>index) << 3));
    if (index > 0 && key <= load<i64>(keys.data + ((<usize>(index - 1)) << 3))) {
      refuse(RefusalCode.INVALID_INPUT, 'CastMap: expected the keys in ascending order');
      return;
    }
    const place = isDense ? <i64>index : key;
    if (place < 0 || place >= <i64>output.dim(1)) {
      refuse(RefusalCode.INVALID_INPUT, 'CastMap: the key ' + key.toString() + ' is not below max_map');
      return;
    }
    if (!putValue(node, index, output.data + <usize>place * size)) return;
  }
}

function putValue(node: Node, index: i32, to: usize): bool {
  const values = node.input(1);
  const type = node.output(0).type;
  let number: f64 = 0;
  if (values.type == DataType.FLOAT) {
    number = <f64>load<f32>(values.data + ((<usize>index) << 2));
  } else {
    const element = values.data + ((<usize>index) << 3);
    if (type == DataType.STRING) {
      store<u64>(to, load<u64>(element));
      return true;
    }
    if (!parseNumber(stringBytes(element), stringLength(element)))
      return refuse(RefusalCode.INVALID_INPUT, 'CastMap: the value ' + index.toString() + ' is not a number');
    number = parsedNumber;
  }
  if (type == DataType.FLOAT) {
    store<f32>(to, <f32>number);
    return true;
  }
  if (!(Math.abs(number) < 9.2e18))
    return refuse(RefusalCode.INVALID_INPUT, 'CastMap: the value ' + index.toString() + ' is not an integer');
  store<i64>(to, <i64>number);
  return true;
}
