import { DataType, dataTypeName, elementSize } from '../core/data-type';
import { storeString } from '../core/memory';
import { RefusalCode, refuse } from '../core/refusal';
import { Region } from '../core/region';
import { RANK_MAX, Tensor } from '../core/tensor';
import { halfToFloat } from './half-float';
import { Wire } from './wire';

const EXTERNAL: i64 = 1;

/** A TensorProto while it is read. Source: onnx.proto, TensorProto. */
class Parts {
  name: string = '';
  type: i32 = 0;
  dims: Array<i64> = new Array<i64>();
  raw: usize = 0;
  rawLength: usize = 0;
  hasRaw: bool = false;
  floats: Array<f32> = new Array<f32>();
  ints: Array<i64> = new Array<i64>();
  doubles: Array<f64> = new Array<f64>();
  strings: Array<Uint8Array> = new Array<Uint8Array>();
}

/** Reads a tensor, its elements copied into the region; half precision becomes float. Null: refused. */
export function readTensor(wire: Wire, region: Region): Tensor | null {
  const parts = new Parts();
  while (wire.next()) {
    switch (wire.field) {
      case 1: wire.varints(parts.dims); break; // prettier-ignore
      case 2: parts.type = <i32>wire.varint(); break; // prettier-ignore
      case 4: wire.floats(parts.floats); break; // prettier-ignore
      case 5:
      case 7:
      case 11: wire.varints(parts.ints); break; // prettier-ignore
      case 6: parts.strings.push(wire.bytes()); break; // prettier-ignore
      case 8: parts.name = wire.text(); break; // prettier-ignore
      case 9:
        parts.rawLength = wire.length();
        parts.raw = wire.position;
        parts.hasRaw = true;
        wire.position += parts.rawLength;
        break;
      case 10: wire.doubles(parts.doubles); break; // prettier-ignore
      case 14:
        if (wire.varint() == EXTERNAL) {
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
  if (!wire.isSound) return null;
  return toTensor(parts, region);
}

function toTensor(parts: Parts, region: Region): Tensor | null {
  const tensor = new Tensor(parts.name);
  const fileType = parts.type;
  const isHalf = fileType == DataType.FLOAT16 || fileType == DataType.BFLOAT16;
  const type = isHalf ? DataType.FLOAT : fileType;
  if (elementSize(type) == 0) {
    refuse(
      RefusalCode.UNSUPPORTED,
      'tensor "' + parts.name + '": the type ' + dataTypeName(fileType) + ' is not supported',
    );
    return null;
  }
  if (parts.dims.length > RANK_MAX) {
    refuse(
      RefusalCode.UNSUPPORTED,
      'tensor "' + parts.name + '" has more than ' + RANK_MAX.toString() + ' dimensions',
    );
    return null;
  }
  tensor.beginShape(type, parts.dims.length);
  for (let axis = 0; axis < parts.dims.length; axis++) {
    const dim = parts.dims[axis];
    tensor.setDim(axis, dim < 0 || dim > <i64>i32.MAX_VALUE ? -1 : <i32>dim);
  }
  if (!tensor.endShape()) {
    refuse(RefusalCode.TOO_LARGE, 'tensor "' + parts.name + '" has the shape ' + tensor.shapeText());
    return null;
  }
  if (countOf(parts, fileType) != <u64>tensor.size) {
    refuse(
      RefusalCode.MALFORMED,
      'tensor "' + parts.name + '" has not as many elements as its shape ' + tensor.shapeText(),
    );
    return null;
  }
  tensor.data = region.allocate(tensor.byteSize);
  tensor.isConstant = true;
  tensor.isValueKnown = true;
  fill(tensor, parts, fileType, region);
  return tensor;
}

// The number of elements that the file gives; one that no tensor has when a raw length is no multiple of the element's.
function countOf(parts: Parts, type: i32): u64 {
  if (parts.hasRaw && type != DataType.STRING) {
    const size = <usize>elementSize(type);
    return parts.rawLength % size == 0 ? <u64>(parts.rawLength / size) : u64.MAX_VALUE;
  }
  switch (type) {
    case DataType.FLOAT: return parts.floats.length; // prettier-ignore
    case DataType.DOUBLE: return parts.doubles.length; // prettier-ignore
    case DataType.STRING: return parts.strings.length; // prettier-ignore
    default: return parts.ints.length; // prettier-ignore
  }
}

function fill(tensor: Tensor, parts: Parts, fileType: i32, region: Region): void {
  const to = tensor.data;
  if (fileType == DataType.STRING) {
    for (let index = 0; index < tensor.size; index++) {
      const bytes = parts.strings[index];
      const place = region.allocate(<usize>bytes.length);
      memory.copy(place, bytes.dataStart, <usize>bytes.length);
      storeString(to + ((<usize>index) << 3), place, bytes.length);
    }
  } else if (fileType == DataType.FLOAT16 || fileType == DataType.BFLOAT16) {
    for (let index = 0; index < tensor.size; index++) {
      const bits = parts.hasRaw
        ? <u32>load<u16>(parts.raw + ((<usize>index) << 1))
        : <u32>(parts.ints[index] & 0xffff);
      const value = fileType == DataType.FLOAT16 ? halfToFloat(bits) : reinterpret<f32>(bits << 16);
      store<f32>(to + ((<usize>index) << 2), value);
    }
  } else if (parts.hasRaw) {
    memory.copy(to, parts.raw, parts.rawLength);
  } else {
    for (let index = 0; index < tensor.size; index++) fillOne(to, index, parts, fileType);
  }
}

function fillOne(to: usize, index: i32, parts: Parts, type: i32): void {
  if (type == DataType.FLOAT) {
    store<f32>(to + ((<usize>index) << 2), parts.floats[index]);
  } else if (type == DataType.DOUBLE) {
    store<f64>(to + ((<usize>index) << 3), parts.doubles[index]);
  } else {
    const value = parts.ints[index];
    switch (elementSize(type)) {
      case 1: store<u8>(to + <usize>index, <u8>value); break; // prettier-ignore
      case 2: store<u16>(to + (<usize>index << 1), <u16>value); break; // prettier-ignore
      case 4: store<u32>(to + (<usize>index << 2), <u32>value); break; // prettier-ignore
      default: store<i64>(to + (<usize>index << 3), value); // prettier-ignore
    }
  }
}
