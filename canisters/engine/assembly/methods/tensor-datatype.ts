import { DataType, dataTypeName } from '../core/data-type';

/** The name of a type in the Open Inference Protocol. Source: that protocol, "Tensor Data Types". */
export function datatypeName(type: i32): string {
  switch (type) {
    case DataType.BOOL: return 'BOOL'; // prettier-ignore
    case DataType.UINT8: return 'UINT8'; // prettier-ignore
    case DataType.UINT16: return 'UINT16'; // prettier-ignore
    case DataType.UINT32: return 'UINT32'; // prettier-ignore
    case DataType.UINT64: return 'UINT64'; // prettier-ignore
    case DataType.INT8: return 'INT8'; // prettier-ignore
    case DataType.INT16: return 'INT16'; // prettier-ignore
    case DataType.INT32: return 'INT32'; // prettier-ignore
    case DataType.INT64: return 'INT64'; // prettier-ignore
    case DataType.FLOAT: return 'FP32'; // prettier-ignore
    case DataType.DOUBLE: return 'FP64'; // prettier-ignore
    case DataType.STRING: return 'BYTES'; // prettier-ignore
    default: return dataTypeName(type); // prettier-ignore
  }
}

/** The field of the contents in which elements of a type travel. */
export function contentsName(type: i32): string {
  switch (type) {
    case DataType.BOOL: return 'bool_contents'; // prettier-ignore
    case DataType.UINT8:
    case DataType.UINT16:
    case DataType.UINT32: return 'uint_contents'; // prettier-ignore
    case DataType.UINT64: return 'uint64_contents'; // prettier-ignore
    case DataType.INT8:
    case DataType.INT16:
    case DataType.INT32: return 'int_contents'; // prettier-ignore
    case DataType.INT64: return 'int64_contents'; // prettier-ignore
    case DataType.FLOAT: return 'fp32_contents'; // prettier-ignore
    case DataType.DOUBLE: return 'fp64_contents'; // prettier-ignore
    default: return 'bytes_contents'; // prettier-ignore
  }
}

/** Whether elements take fewer bytes in the engine than in the contents, 32 bits each. */
export function isNarrow(type: i32): bool {
  return type == DataType.UINT8 || type == DataType.INT8 || type == DataType.UINT16 || type == DataType.INT16;
}
