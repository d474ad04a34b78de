/** Types of elements, numbered as in ONNX. Source: onnx.proto, TensorProto.DataType. */
export namespace DataType {
  export const UNDEFINED: i32 = 0;
  export const FLOAT: i32 = 1;
  export const UINT8: i32 = 2;
  export const INT8: i32 = 3;
  export const UINT16: i32 = 4;
  export const INT16: i32 = 5;
  export const INT32: i32 = 6;
  export const INT64: i32 = 7;
  export const STRING: i32 = 8;
  export const BOOL: i32 = 9;
  export const FLOAT16: i32 = 10;
  export const DOUBLE: i32 = 11;
  export const UINT32: i32 = 12;
  export const UINT64: i32 = 13;
  export const COMPLEX64: i32 = 14;
  export const COMPLEX128: i32 = 15;
  export const BFLOAT16: i32 = 16;
  /** A list of tensors: each element is a tensor's type, shape and place. The engine's own number. */
  export const SEQUENCE: i32 = 1000;
  /** A list of one tensor or sequence, or of none. The engine's own number. */
  export const OPTIONAL: i32 = 1001;
}

const NAMES: StaticArray<string> = [
  'undefined', 'float', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'int64', 'string', 'bool', 'float16',
  'double', 'uint32', 'uint64', 'complex64', 'complex128', 'bfloat16', 'float8e4m3fn', 'float8e4m3fnuz',
  'float8e5m2', 'float8e5m2fnuz', 'uint4', 'int4', 'float4e2m1', 'float8e8m0', 'uint2', 'int2',
]; // prettier-ignore

/** The name of a type as a refusal shows it. */
export function dataTypeName(type: i32): string {
  if (type == DataType.SEQUENCE) return 'sequence';
  if (type == DataType.OPTIONAL) return 'optional';
  return type >= 0 && type < NAMES.length ? NAMES[type] : 'number ' + type.toString();
}

/** Bytes of an element of a sequence: a tensor's type, rank, number of elements, place and dimensions. */
export const ITEM_SIZE: i32 = 48;

/** Bytes an element takes in the engine, or 0 for a type that it does not hold. A string is a pointer and a length. */
export function elementSize(type: i32): i32 {
  switch (type) {
    case DataType.UINT8:
    case DataType.INT8:
    case DataType.BOOL:
      return 1;
    case DataType.UINT16:
    case DataType.INT16:
    case DataType.FLOAT16:
    case DataType.BFLOAT16:
      return 2;
    case DataType.FLOAT:
    case DataType.INT32:
    case DataType.UINT32:
      return 4;
    case DataType.INT64:
    case DataType.UINT64:
    case DataType.DOUBLE:
    case DataType.STRING:
      return 8;
    case DataType.SEQUENCE:
    case DataType.OPTIONAL:
      return ITEM_SIZE;
    default:
      return 0;
  }
}
