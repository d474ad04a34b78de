import { assertModel } from './model-fault.ts';
import { ONNX_ARRAY, type OnnxData, type OnnxType } from './onnx-type.ts';

/** A tensor: elements row-major. A scalar has no dimensions. */
export type OnnxTensor = {
  [T in OnnxType]: { readonly type: T; readonly dims: readonly number[]; readonly data: OnnxData[T] };
}[OnnxType];

/** Numbers from which a tensor can be made: `bigint` for the types of 64 bits, strings for `string`. */
export type Elements = Iterable<number> | Iterable<bigint> | Iterable<string>;

/**
 * Makes a tensor of plain numbers, or takes a typed array of the fitting kind as it is.
 * Units of numbers for `float16` and `bfloat16`: their 16 bits.
 * Errors: `ModelFault` when the elements are not as many as the shape has room for.
 */
export function tensor(type: OnnxType, dims: readonly number[], elements: Elements): OnnxTensor {
  const data = dataOf(type, elements);
  const size = dims.reduce((product, dim) => product * dim, 1);
  assertModel(
    data.length === size,
    `expected ${size} elements for the shape [${dims.join()}], got ${data.length}`,
  );
  return { type, dims, data } as OnnxTensor;
}

/** A tensor without dimensions. */
export function scalar(type: OnnxType, element: number | bigint | string): OnnxTensor {
  return tensor(type, [], [element] as Elements);
}

function dataOf(type: OnnxType, elements: Elements): OnnxData[OnnxType] {
  if (type === 'string') return [...(elements as Iterable<string>)];
  const Kind = ONNX_ARRAY[type];
  if (elements instanceof Kind) return elements;
  return type === 'int64' || type === 'uint64'
    ? ONNX_ARRAY[type].from([...(elements as Iterable<number>)].map(BigInt))
    : ONNX_ARRAY[type].from(elements as Iterable<number>);
}
