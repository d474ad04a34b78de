import { ProtobufWriter } from '../protobuf/protobuf-writer.ts';
import { ONNX_TYPE } from './onnx-type.ts';
import type { OnnxTensor } from './onnx-tensor.ts';

/** How elements stand in a file: as their bytes, or as numbers in the field of their type. Strings know one form only. */
export type TensorForm = 'raw' | 'listed';

/** A tensor as bytes of a TensorProto. Source: onnx.proto, TensorProto. */
export function encodeTensor(
  value: OnnxTensor,
  name = '',
  form: TensorForm = 'raw',
): Uint8Array<ArrayBuffer> {
  const writer = new ProtobufWriter();
  if (value.dims.length > 0) writer.ints(1, value.dims);
  writer.int(2, ONNX_TYPE[value.type]);
  if (value.type === 'string') for (const text of value.data) writer.text(6, text);
  else if (form === 'listed') listElements(writer, value);
  if (name !== '') writer.text(8, name);
  if (value.type !== 'string' && form === 'raw') {
    const { buffer, byteOffset, byteLength } = value.data;
    writer.bytes(9, new Uint8Array(buffer, byteOffset, byteLength));
  }
  return writer.finish();
}

function listElements(writer: ProtobufWriter, value: Exclude<OnnxTensor, { type: 'string' }>): void {
  switch (value.type) {
    case 'float32':
      writer.floats(4, value.data);
      break;
    case 'float64':
      writer.doubles(10, value.data);
      break;
    case 'int64':
      writer.ints(7, value.data);
      break;
    case 'uint32':
    case 'uint64':
      writer.ints(11, value.data);
      break;
    default:
      writer.ints(5, value.data);
  }
}
