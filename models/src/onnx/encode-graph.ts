import { ProtobufWriter } from '../protobuf/protobuf-writer.ts';
import { encodeTensor } from './encode-tensor.ts';
import { ONNX_TYPE } from './onnx-type.ts';
import type { OnnxAttribute } from './onnx-attribute.ts';
import type { OnnxGraph, OnnxNode, OnnxValue } from './onnx-graph.ts';

/** Number of each kind in the file. Source: onnx.proto, AttributeProto.AttributeType. */
const KIND_CODE = { float: 1, int: 2, text: 3, tensor: 4, graph: 5, floats: 6, ints: 7, texts: 8 } as const;

/** A graph as bytes of a GraphProto. Source: onnx.proto, GraphProto. */
export function encodeGraph(graph: OnnxGraph): Uint8Array {
  const writer = new ProtobufWriter();
  for (const one of graph.nodes) writer.bytes(1, encodeNode(one));
  writer.text(2, graph.name ?? 'graph');
  for (const [name, weight] of Object.entries(graph.initializers ?? {})) {
    writer.bytes(5, encodeTensor(weight, name, graph.form));
  }
  for (const input of graph.inputs) writer.bytes(11, encodeValue(input));
  for (const output of graph.outputs) writer.bytes(12, encodeValue(output));
  return writer.finish();
}

function encodeNode({ op, inputs, outputs, attributes = {}, domain = '', name = '' }: OnnxNode): Uint8Array {
  const writer = new ProtobufWriter();
  for (const input of inputs) writer.text(1, input);
  for (const output of outputs) writer.text(2, output);
  if (name !== '') writer.text(3, name);
  writer.text(4, op);
  for (const [key, attribute] of Object.entries(attributes)) writer.bytes(5, encodeAttribute(key, attribute));
  if (domain !== '') writer.text(7, domain);
  return writer.finish();
}

/** A ValueInfoProto; one with a name alone leaves its type to whoever reads the file. */
function encodeValue(given: OnnxValue | string): Uint8Array {
  if (typeof given === 'string') return new ProtobufWriter().text(1, given).finish();
  const tensorType = new ProtobufWriter().int(1, ONNX_TYPE[given.type]);
  if (given.dims !== undefined) {
    const shape = new ProtobufWriter();
    for (const dim of given.dims) shape.bytes(1, encodeDimension(dim));
    tensorType.bytes(2, shape.finish());
  }
  const type = new ProtobufWriter().bytes(1, tensorType.finish()).finish();
  return new ProtobufWriter().text(1, given.name).bytes(2, type).finish();
}

function encodeDimension(dim: number | string | null): Uint8Array {
  const writer = new ProtobufWriter();
  if (typeof dim === 'number') writer.int(1, dim);
  else if (dim !== null) writer.text(2, dim);
  return writer.finish();
}

function encodeAttribute(name: string, given: OnnxAttribute | string): Uint8Array {
  const attribute = typeof given === 'string' ? ({ kind: 'text', value: given } as const) : given;
  const writer = new ProtobufWriter().text(1, name);
  switch (attribute.kind) {
    case 'float':
      writer.float(2, attribute.value);
      break;
    case 'int':
      writer.int(3, attribute.value);
      break;
    case 'text':
      writer.text(4, attribute.value);
      break;
    case 'tensor':
      writer.bytes(5, encodeTensor(attribute.value));
      break;
    case 'graph':
      writer.bytes(6, encodeGraph(attribute.value));
      break;
    case 'floats':
      writer.floats(7, attribute.value);
      break;
    case 'ints':
      writer.ints(8, attribute.value);
      break;
    case 'texts':
      for (const text of attribute.value) writer.text(9, text);
  }
  return writer.int(20, KIND_CODE[attribute.kind]).finish();
}
