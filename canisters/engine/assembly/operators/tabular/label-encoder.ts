import { DataType, elementSize } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { Elements, LabelMap } from './label-map';

/**
 * Each element replaced by the value of the key that it equals. Source: ONNX, ai.onnx.ml, LabelEncoder (1, 2, 4) and
 * CategoryMapper (1).
 */
export function addLabelEncoder(): void {
  addOperator('ai.onnx.ml', 'LabelEncoder', new Operator(1, 1, 1, prepareClasses, run));
  addOperator('ai.onnx.ml', 'LabelEncoder', new Operator(2, 1, 1, prepareKeys, run));
  addOperator('ai.onnx.ml', 'CategoryMapper', new Operator(1, 1, 1, prepareCategories, run));
}

function ofTexts(texts: Array<Uint8Array>): Elements {
  const elements = new Elements();
  elements.type = DataType.STRING;
  elements.count = texts.length;
  elements.texts = texts;
  return elements;
}

function ofInts(ints: Array<i64>): Elements {
  const elements = new Elements();
  elements.type = DataType.INT64;
  elements.count = ints.length;
  elements.bytes = new StaticArray<u8>(ints.length << 3);
  for (let index = 0; index < ints.length; index++) {
    store<i64>(changetype<usize>(elements.bytes) + ((<usize>index) << 3), ints[index]);
  }
  return elements;
}

function ofFloats(floats: Array<f32>): Elements {
  const elements = new Elements();
  elements.type = DataType.FLOAT;
  elements.count = floats.length;
  elements.bytes = new StaticArray<u8>(floats.length << 2);
  for (let index = 0; index < floats.length; index++) {
    store<f32>(changetype<usize>(elements.bytes) + ((<usize>index) << 2), floats[index]);
  }
  return elements;
}

function ofTensor(tensor: Tensor): Elements {
  const elements = new Elements();
  elements.type = tensor.type;
  elements.count = tensor.size;
  if (tensor.type == DataType.STRING) {
    for (let index = 0; index < tensor.size; index++) {
      const element = tensor.data + ((<usize>index) << 3);
      const text = new Uint8Array(stringLength(element));
      memory.copy(text.dataStart, stringBytes(element), <usize>text.length);
      elements.texts.push(text);
    }
  } else {
    elements.bytes = new StaticArray<u8>(<i32>tensor.byteSize);
    memory.copy(changetype<usize>(elements.bytes), tensor.data, tensor.byteSize);
  }
  return elements;
}

function textOf(node: Node, name: string, otherwise: string): Elements {
  const bytes = node.attributes.has(name) ? node.attributes.get(name).s : null;
  return ofTexts([bytes === null ? Uint8Array.wrap(String.UTF8.encode(otherwise)) : bytes]);
}

/** The elements that one of the attributes `<side>_strings`, `_int64s`, `_floats`, `_tensor` gives. Null: refused. */
function readSide(node: Node, side: string): Elements | null {
  let found: Elements | null = null;
  let given = 0;
  const texts = node.strings(side + '_strings');
  const ints = node.ints(side + '_int64s');
  const floats = node.floats(side + '_floats');
  const tensor = node.tensorAttribute(side + '_tensor');
  if (texts !== null && texts.length > 0 && ++given > 0) found = ofTexts(texts);
  if (ints !== null && ints.length > 0 && ++given > 0) found = ofInts(ints);
  if (floats !== null && floats.length > 0 && ++given > 0) found = ofFloats(floats);
  if (tensor !== null && ++given > 0) found = ofTensor(tensor);
  if (given == 1 && found !== null) return found;
  node.refuse(RefusalCode.MALFORMED, 'expected one list of ' + side + ', got ' + given.toString());
  return null;
}

function readDefault(node: Node, type: i32): Elements | null {
  const tensor = node.tensorAttribute('default_tensor');
  if (tensor !== null && tensor.type == type && tensor.size >= 1) return ofTensor(tensor);
  if (tensor !== null) {
    node.refuse(RefusalCode.MALFORMED, 'default_tensor is not one value of the type of the values');
    return null;
  }
  if (type == DataType.STRING) return textOf(node, 'default_string', '_Unused');
  if (type == DataType.FLOAT) return ofFloats([node.float('default_float', -0.0)]);
  if (type == DataType.INT64) return ofInts([node.int('default_int64', -1)]);
  const elements = new Elements();
  elements.type = type;
  elements.count = 1;
  elements.bytes = new StaticArray<u8>(8);
  const isDouble = type == DataType.DOUBLE;
  store<u64>(changetype<usize>(elements.bytes), isDouble ? reinterpret<u64>(-0.0) : u64.MAX_VALUE);
  return elements;
}

function prepareKeys(node: Node): i32 {
  if (node.state === null) {
    const keys = readSide(node, 'keys');
    if (keys === null) return Prepared.REFUSED;
    const values = readSide(node, 'values');
    if (values === null) return Prepared.REFUSED;
    if (keys.count != values.count) {
      const counts = keys.count.toString() + ' keys and ' + values.count.toString() + ' values';
      return node.refuse(RefusalCode.MALFORMED, 'expected a value for each key, got ' + counts);
    }
    const otherwise = readDefault(node, values.type);
    if (otherwise === null) return Prepared.REFUSED;
    // Only since version 4 does the text say that NaN equals NaN here.
    node.state = new LabelMap(keys, values, otherwise, node.opset >= 4);
  }
  return prepareShape(node);
}

function prepareClasses(node: Node): i32 {
  const texts = node.strings('classes_strings');
  if (texts === null) return node.refuse(RefusalCode.MALFORMED, 'it has no classes_strings');
  const places = new Array<i64>(texts.length);
  for (let index = 0; index < texts.length; index++) places[index] = index;
  return prepareEither(node, texts, places);
}

function prepareCategories(node: Node): i32 {
  const texts = node.strings('cats_strings');
  const numbers = node.ints('cats_int64s');
  if (texts === null || numbers === null || texts.length != numbers.length) {
    return node.refuse(RefusalCode.MALFORMED, 'expected as many cats_strings as cats_int64s');
  }
  return prepareEither(node, texts, numbers);
}

// The input's type says which way the texts and numbers are mapped.
function prepareEither(node: Node, texts: Array<Uint8Array>, numbers: Array<i64>): i32 {
  if (node.input(0).type == DataType.STRING) {
    node.state = new LabelMap(
      ofTexts(texts),
      ofInts(numbers),
      ofInts([node.int('default_int64', -1)]),
      false,
    );
  } else {
    const otherwise = textOf(node, 'default_string', '_Unused');
    node.state = new LabelMap(ofInts(numbers), ofTexts(texts), otherwise, false);
  }
  return prepareShape(node);
}

function prepareShape(node: Node): i32 {
  const map = <LabelMap>node.state!;
  const input = node.input(0);
  if (input.type != map.keyType) return node.refuseType(input);
  const output = node.output(0);
  output.shapeLike(input, map.values.type);
  node.cost = <f64>input.size * (input.type == DataType.STRING ? 440 : 220);
  return elementSize(map.values.type) > 0 ? node.ready(output) : node.refuseType(output);
}

function run(node: Node): void {
  const input = node.input(0);
  (<LabelMap>node.state!).mapAll(input.data, node.output(0).data, input.size);
}
