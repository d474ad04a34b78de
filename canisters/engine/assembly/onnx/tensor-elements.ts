import { DataType, elementSize } from '../core/data-type';
import { storeString } from '../core/memory';
import { Region } from '../core/region';
import { Tensor } from '../core/tensor';
import { halfToFloat } from './half-float';
import { Wire, WireType } from './wire';

const FLOATS: i32 = 4;
const INTS: i32 = 5;
const STRINGS: i32 = 6;
const LONGS: i32 = 7;
const DOUBLES: i32 = 10;
const UNSIGNED: i32 = 11;

/** The field of a TensorProto that holds elements of a type. Source: onnx.proto, comments of TensorProto. */
export function dataField(type: i32): i32 {
  switch (type) {
    case DataType.FLOAT: return FLOATS; // prettier-ignore
    case DataType.DOUBLE: return DOUBLES; // prettier-ignore
    case DataType.STRING: return STRINGS; // prettier-ignore
    case DataType.INT64: return LONGS; // prettier-ignore
    case DataType.UINT32:
    case DataType.UINT64: return UNSIGNED; // prettier-ignore
    default: return INTS; // prettier-ignore
  }
}

/** How many elements stand in a field of a TensorProto, packed or one by one. The wire is unsound when one is cut off. */
export function countElements(wire: Wire, field: i32): u64 {
  const single = wireTypeOf(field);
  let count: u64 = 0;
  while (wire.next()) {
    if (wire.field != field || wire.type == single) {
      if (wire.field == field) count++;
      wire.skip();
      continue;
    }
    const packed = wire.message();
    const length = <u64>(packed.end - packed.position);
    if (single == WireType.VARINT) count += <u64>packed.countVarints();
    else {
      const size: u64 = single == WireType.FIXED32 ? 4 : 8;
      if (length % size != 0) wire.fault('a list of numbers ends inside a number');
      count += length / size;
    }
  }
  return count;
}

function wireTypeOf(field: i32): i32 {
  if (field == FLOATS) return WireType.FIXED32;
  if (field == DOUBLES) return WireType.FIXED64;
  return field == STRINGS ? WireType.BYTES : WireType.VARINT;
}

/** Writes elements that {@link countElements} has counted; the tensor has its place. */
export function writeElements(wire: Wire, field: i32, tensor: Tensor, fileType: i32, region: Region): void {
  const end = tensor.data + tensor.byteSize;
  // The bytes of all strings in one piece: they are not more than the message is long.
  let bytes = field == STRINGS ? region.allocate(wire.end - wire.position) : 0;
  let to = tensor.data;
  while (wire.next() && to < end) {
    if (wire.field != field) {
      wire.skip();
    } else if (field == STRINGS) {
      const length = wire.length();
      memory.copy(bytes, wire.position, length);
      storeString(to, bytes, <i32>length);
      bytes += length;
      wire.position += length;
      to += 8;
    } else if (wire.type == WireType.BYTES) {
      const packed = wire.message();
      while (packed.isSound && packed.position < packed.end && to < end) {
        to = writeOne(packed, field, fileType, to);
      }
    } else {
      to = writeOne(wire, field, fileType, to);
    }
  }
}

function writeOne(wire: Wire, field: i32, fileType: i32, to: usize): usize {
  if (field == FLOATS) {
    store<u32>(to, wire.fixed32());
    return to + 4;
  }
  if (field == DOUBLES) {
    store<u64>(to, wire.fixed64());
    return to + 8;
  }
  const value = wire.varint();
  if (fileType == DataType.FLOAT16 || fileType == DataType.BFLOAT16) {
    store<f32>(to, halfOf((<u32>value) & 0xffff, fileType));
    return to + 4;
  }
  const size = elementSize(fileType);
  if (fileType == DataType.BOOL) store<u8>(to, <u8>(value != 0));
  else if (size == 1) store<u8>(to, <u8>value);
  else if (size == 2) store<u16>(to, <u16>value);
  else if (size == 4) store<u32>(to, <u32>value);
  else store<u64>(to, value);
  return to + <usize>size;
}

/** Writes elements that stand as they lie in memory, little-endian. */
export function writeRaw(tensor: Tensor, fileType: i32, raw: usize): void {
  const to = tensor.data;
  if (fileType == DataType.BOOL) {
    for (let index: usize = 0; index < <usize>tensor.size; index++) {
      store<u8>(to + index, <u8>(load<u8>(raw + index) != 0));
    }
  } else if (fileType == DataType.FLOAT16 || fileType == DataType.BFLOAT16) {
    for (let index: usize = 0; index < <usize>tensor.size; index++) {
      store<f32>(to + (index << 2), halfOf(<u32>load<u16>(raw + (index << 1)), fileType));
    }
  } else {
    memory.copy(to, raw, tensor.byteSize);
  }
}

function halfOf(bits: u32, type: i32): f32 {
  return type == DataType.FLOAT16 ? halfToFloat(bits) : reinterpret<f32>(bits << 16);
}
