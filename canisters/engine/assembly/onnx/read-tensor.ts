import { DataType, dataTypeName, elementSize } from '../core/data-type';
import { MODEL_BYTES_MAX, RANK_MAX } from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { Region } from '../core/region';
import { Tensor } from '../core/tensor';
import { countElements, dataField, writeElements, writeRaw } from './tensor-elements';
import { Wire } from './wire';

const EXTERNAL: i64 = 1;

/** A TensorProto without its elements. Source: onnx.proto, TensorProto. */
class Parts {
  name: string = '';
  type: i32 = 0;
  dims: Array<i64> = new Array<i64>();
  raw: usize = 0;
  rawLength: usize = 0;
  /** Another field than the raw one holds elements. */
  hasTyped: bool = false;
}

/**
 * Reads a tensor, its elements copied into the region; half precision becomes float. The message is read twice: its type may
 * stand behind its elements, and no list of them is made. Null: refused.
 */
export function readTensor(wire: Wire, region: Region): Tensor | null {
  const start = wire.position;
  const length = wire.end - start;
  const parts = readParts(wire);
  if (!wire.isSound || parts === null) return null;
  const tensor = shapeOf(parts);
  if (tensor === null) return null;
  const fileType = parts.type;
  if (parts.rawLength > 0 || !parts.hasTyped) {
    const size = <u64>elementSize(fileType);
    if (fileType == DataType.STRING ? tensor.size > 0 : <u64>parts.rawLength != <u64>tensor.size * size)
      return wrongCount(tensor);
    if (!hasRoom(tensor, 0, region)) return null;
    tensor.data = region.allocate(tensor.byteSize);
    if (fileType != DataType.STRING) writeRaw(tensor, fileType, parts.raw);
  } else {
    const field = dataField(fileType);
    const counted = new Wire(start, length);
    if (countElements(counted, field) != <u64>tensor.size || !counted.isSound) return wrongCount(tensor);
    if (!hasRoom(tensor, fileType == DataType.STRING ? length : 0, region)) return null;
    tensor.data = region.allocate(tensor.byteSize);
    writeElements(new Wire(start, length), field, tensor, fileType, region);
  }
  tensor.isConstant = true;
  tensor.isValueKnown = true;
  return tensor;
}

function readParts(wire: Wire): Parts | null {
  const parts = new Parts();
  while (wire.next()) {
    switch (wire.field) {
      case 1: wire.varints(parts.dims, RANK_MAX); break; // prettier-ignore
      case 2: parts.type = <i32>wire.int(); break; // prettier-ignore
      case 3:
        refuse(RefusalCode.UNSUPPORTED, 'tensor "' + parts.name + '" is stored in segments: not supported');
        return null;
      case 4:
      case 5:
      case 6:
      case 7:
      case 10:
      case 11:
        parts.hasTyped = true;
        wire.skip();
        break;
      case 8: parts.name = wire.text(); break; // prettier-ignore
      case 9:
        parts.rawLength = wire.length();
        parts.raw = wire.position;
        wire.position += parts.rawLength;
        break;
      case 14:
        if (wire.int() == EXTERNAL) {
          refuse(
            RefusalCode.UNSUPPORTED,
            'tensor "' + parts.name + '" lies in another file: put its data into the model',
          );
          return null;
        }
        break;
      default: wire.skip(); // prettier-ignore
    }
  }
  return parts;
}

function shapeOf(parts: Parts): Tensor | null {
  const tensor = new Tensor(parts.name);
  const isHalf = parts.type == DataType.FLOAT16 || parts.type == DataType.BFLOAT16;
  const type = isHalf ? DataType.FLOAT : parts.type;
  if (elementSize(type) == 0 || type > DataType.BFLOAT16) {
    refuse(
      RefusalCode.UNSUPPORTED,
      'tensor "' + parts.name + '": the type ' + dataTypeName(parts.type) + ' is not supported',
    );
    return null;
  }
  tensor.beginShape(type, parts.dims.length);
  for (let axis = 0; axis < parts.dims.length; axis++) {
    const dim = parts.dims[axis];
    tensor.setDim(axis, dim < 0 || dim > <i64>i32.MAX_VALUE ? -1 : <i32>dim);
  }
  if (tensor.endShape()) return tensor;
  refuse(RefusalCode.TOO_LARGE, 'tensor "' + parts.name + '" has the shape ' + tensor.shapeText());
  return null;
}

function hasRoom(tensor: Tensor, more: usize, region: Region): bool {
  if (<u64>region.heldBytes + <u64>tensor.byteSize + <u64>more <= MODEL_BYTES_MAX) return true;
  const most = MODEL_BYTES_MAX.toString();
  return refuse(RefusalCode.TOO_LARGE, 'the tensors take more than ' + most + ' bytes');
}

function wrongCount(tensor: Tensor): Tensor | null {
  refuse(
    RefusalCode.MALFORMED,
    'tensor "' + tensor.name + '" has not as many elements as its shape ' + tensor.shapeText(),
  );
  return null;
}
