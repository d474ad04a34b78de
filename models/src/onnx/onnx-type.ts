/** Types of elements by name, with the number that the file has for them. Source: onnx.proto, TensorProto.DataType. */
export const ONNX_TYPE = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
} as const;

export type OnnxType = keyof typeof ONNX_TYPE;

/** Elements in memory. `bool`: 0 and 1; `float16` and `bfloat16`: their 16 bits. */
export interface OnnxData {
  float32: Float32Array;
  uint8: Uint8Array;
  int8: Int8Array;
  uint16: Uint16Array;
  int16: Int16Array;
  int32: Int32Array;
  int64: BigInt64Array;
  string: readonly string[];
  bool: Uint8Array;
  float16: Uint16Array;
  float64: Float64Array;
  uint32: Uint32Array;
  uint64: BigUint64Array;
  bfloat16: Uint16Array;
}

/** Arrays that hold the elements of each type but `string`. */
export const ONNX_ARRAY = {
  float32: Float32Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  bool: Uint8Array,
  float16: Uint16Array,
  float64: Float64Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  bfloat16: Uint16Array,
} as const;

/** The name of a type's number in a file; undefined where no tensor of it can be held here. */
export function onnxTypeOf(code: number): OnnxType | undefined {
  return (Object.keys(ONNX_TYPE) as OnnxType[]).find((name) => ONNX_TYPE[name] === code);
}
