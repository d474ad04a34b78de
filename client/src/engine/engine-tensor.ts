import type { Contents, Tensor } from '../generated/engine.ts';

/** Elements of a tensor by its datatype: typed arrays, texts for BYTES. */
export interface EngineData {
  readonly BOOL: Uint8Array;
  readonly UINT8: Uint8Array;
  readonly INT8: Int8Array;
  readonly UINT16: Uint16Array;
  readonly INT16: Int16Array;
  readonly UINT32: Uint32Array;
  readonly INT32: Int32Array;
  readonly UINT64: BigUint64Array;
  readonly INT64: BigInt64Array;
  readonly FP32: Float32Array;
  readonly FP64: Float64Array;
  readonly BYTES: readonly string[];
}

/** Names of types in the Open Inference Protocol. */
export type EngineDatatype = keyof EngineData;

/** A named tensor: elements row-major. A scalar has no dimensions. */
export type EngineTensor = {
  [T in EngineDatatype]: {
    readonly name: string;
    readonly datatype: T;
    readonly shape: readonly number[];
    readonly data: EngineData[T];
  };
}[EngineDatatype];

const ARRAYS = {
  BOOL: Uint8Array,
  UINT8: Uint8Array,
  INT8: Int8Array,
  UINT16: Uint16Array,
  INT16: Int16Array,
  UINT32: Uint32Array,
  INT32: Int32Array,
  UINT64: BigUint64Array,
  INT64: BigInt64Array,
  FP32: Float32Array,
  FP64: Float64Array,
} as const;

/** A tensor whose datatype or contents this client does not know: the engine is newer. */
export class TensorUnknown extends Error {
  override readonly name = 'TensorUnknown';
}

/** Whether a text is the name of a datatype. */
export function isEngineDatatype(name: string): name is EngineDatatype {
  return name === 'BYTES' || name in ARRAYS;
}

/** A tensor as it travels: numbers as they lie in memory, which costs neither side a conversion. */
export function toWire({ name, datatype, shape, data }: EngineTensor): Tensor {
  const contents: Contents =
    datatype === 'BYTES'
      ? { bytes_contents: data.map((text) => new TextEncoder().encode(text)) }
      : { raw: new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength) };
  return { name, datatype, shape: BigInt64Array.from(shape, BigInt), contents };
}

/** A tensor of an answer. Errors: TensorUnknown. */
export function fromWire({ name, datatype, shape, contents }: Tensor): EngineTensor {
  if (!isEngineDatatype(datatype)) {
    throw new TensorUnknown(`expected a datatype that this client knows, got "${datatype}" for "${name}"`);
  }
  const dims = [...shape].map(Number);
  if ('bytes_contents' in contents) {
    const data = contents.bytes_contents.map((bytes) => new TextDecoder().decode(Uint8Array.from(bytes)));
    return { name, datatype: 'BYTES', shape: dims, data };
  }
  if (datatype === 'BYTES') throw new TensorUnknown(`expected texts for "${name}", got numbers`);
  return { name, datatype, shape: dims, data: numbersOf(datatype, contents) } as EngineTensor;
}

function numbersOf(datatype: keyof typeof ARRAYS, contents: Contents): EngineTensor['data'] {
  const Kind = ARRAYS[datatype] as unknown as {
    new (bytes: ArrayBuffer): EngineTensor['data'];
    from(elements: Iterable<unknown>): EngineTensor['data'];
  };
  if ('raw' in contents) return new Kind(Uint8Array.from(contents.raw).buffer);
  const [elements] = Object.values(contents) as [Iterable<unknown>];
  return Kind.from(elements);
}
