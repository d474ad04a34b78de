import { MalformedFile, protobufFields, repeatedInts } from '../protobuf/protobuf-reader.ts';
import { ONNX_ARRAY, onnxTypeOf, type OnnxType } from './onnx-type.ts';
import { tensor, type OnnxTensor } from './onnx-tensor.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

interface Parts {
  readonly dims: number[];
  type: number;
  raw: Uint8Array | undefined;
  readonly ints: bigint[];
  readonly floats: number[];
  readonly texts: string[];
}

/**
 * Reads a TensorProto.
 * Errors: `MalformedFile` for bytes that are none, for types of elements that {@link OnnxType} does not name, and for elements
 * that are not as many as the shape has room for.
 */
export function decodeTensor(file: Uint8Array): OnnxTensor {
  const parts: Parts = { dims: [], type: 0, raw: undefined, ints: [], floats: [], texts: [] };
  for (const { number, value } of protobufFields(file)) readField(parts, number, value);
  const type = onnxTypeOf(parts.type);
  if (type === undefined) throw new MalformedFile(`expected a known type of elements, got ${parts.type}`);
  try {
    return tensor(type, parts.dims, elementsOf(type, parts));
  } catch (error) {
    throw new MalformedFile(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function readField(parts: Parts, number: number, value: bigint | Uint8Array): void {
  if (number === 1) parts.dims.push(...repeatedInts(value).map(Number));
  else if (number === 2 && typeof value === 'bigint') parts.type = Number(value);
  else if (number === 5 || number === 7 || number === 11)
    for (const one of repeatedInts(value)) parts.ints.push(one);
  else if (typeof value !== 'bigint') {
    const view = new DataView(value.buffer, value.byteOffset, value.length);
    if (number === 4)
      for (let at = 0; at < value.length; at += 4) parts.floats.push(view.getFloat32(at, true));
    else if (number === 10)
      for (let at = 0; at < value.length; at += 8) parts.floats.push(view.getFloat64(at, true));
    else if (number === 6) parts.texts.push(utf8.decode(value));
    else if (number === 9) parts.raw = value;
  }
}

function elementsOf(type: OnnxType, { raw, ints, floats, texts }: Parts): OnnxTensor['data'] {
  if (type === 'string') return texts;
  // Not `slice`: that of a Buffer does not copy.
  if (raw !== undefined) return new ONNX_ARRAY[type](Uint8Array.from(raw).buffer);
  if (type === 'float32' || type === 'float64') return ONNX_ARRAY[type].from(floats);
  if (type === 'int64' || type === 'uint64') return ONNX_ARRAY[type].from(ints);
  return ONNX_ARRAY[type].from(ints.map((value) => Number(BigInt.asIntN(64, value))));
}
