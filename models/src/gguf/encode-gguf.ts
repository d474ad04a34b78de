import { ByteSink } from './byte-sink.ts';
import { GGUF_VALUE_TYPE, type GgufItem, type GgufItemType, type GgufMetadata } from './gguf-value.ts';
import { GGUF_TENSOR_TYPE, quantiseWeights, tensorBytes, type GgufTensorType } from './quantise-weights.ts';

const MAGIC = 'GGUF';
const VERSION = 3;
const ALIGNMENT = 32;

/** What a tensor is. Shape: `columns` numbers that follow each other in each of `rows`; a vector has no rows. */
export interface GgufTensorOutline {
  readonly name: string;
  readonly type: GgufTensorType;
  readonly columns: number;
  readonly rows?: number;
}

/** A tensor and its numbers, row by row. */
export interface GgufTensor extends GgufTensorOutline {
  readonly numbers: Float32Array;
}

/** The head of a file, and where its tensors' bytes belong. */
export interface GgufLayout {
  readonly head: Uint8Array;
  /** From the start of the file, in the order of the tensors. Units: bytes. */
  readonly offsets: readonly number[];
  readonly sizes: readonly number[];
  readonly fileBytes: number;
}

/** Lays out a file of format version 3. Source: ggml, docs/gguf.md. */
export function layoutGguf(metadata: GgufMetadata, tensors: readonly GgufTensorOutline[]): GgufLayout {
  const sink = new ByteSink();
  sink.append(Buffer.from(MAGIC));
  sink.u32(VERSION);
  sink.u64(BigInt(tensors.length));
  sink.u64(BigInt(Object.keys(metadata).length));
  for (const [key, value] of Object.entries(metadata)) {
    sink.text(key);
    sink.u32(GGUF_VALUE_TYPE[value.type]);
    if (value.type !== 'array') {
      writeItem(sink, value.type, value.value);
      continue;
    }
    sink.u32(GGUF_VALUE_TYPE[value.items]);
    sink.u64(BigInt(value.value.length));
    for (const item of value.value) writeItem(sink, value.items, item);
  }
  const sizes = tensors.map(({ type, columns, rows = 1 }) => tensorBytes(type, columns * rows));
  let offset = 0;
  const offsets = sizes.map((size) => {
    const place = offset;
    offset += aligned(size);
    return place;
  });
  tensors.forEach(({ name, type, columns, rows }, index) => {
    sink.text(name);
    sink.u32(rows === undefined ? 1 : 2);
    sink.u64(BigInt(columns));
    if (rows !== undefined) sink.u64(BigInt(rows));
    sink.u32(GGUF_TENSOR_TYPE[type]);
    sink.u64(BigInt(offsets[index] as number));
  });
  sink.align(ALIGNMENT);
  const head = sink.bytes.slice();
  return {
    head,
    offsets: offsets.map((place) => head.length + place),
    sizes,
    fileBytes: head.length + offset,
  };
}

/** A whole file of format version 3. */
export function encodeGguf(metadata: GgufMetadata, tensors: readonly GgufTensor[]): Uint8Array<ArrayBuffer> {
  const layout = layoutGguf(metadata, tensors);
  const file = new Uint8Array(layout.fileBytes);
  file.set(layout.head);
  tensors.forEach(({ type, numbers }, index) => {
    file.set(quantiseWeights(type, numbers), layout.offsets[index]);
  });
  return file;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

function writeItem(sink: ByteSink, type: GgufItemType, item: GgufItem): void {
  switch (type) {
    case 'string':
      return sink.text(String(item));
    case 'float32':
      return sink.f32(Number(item));
    case 'float64':
      return sink.f64(Number(item));
    case 'uint64':
    case 'int64':
      return sink.u64(BigInt(item));
    case 'uint32':
    case 'int32':
      return sink.u32(Number(item) >>> 0);
    case 'uint16':
    case 'int16':
      return sink.u16(Number(item) & 0xffff);
    case 'uint8':
    case 'int8':
    case 'bool':
      return sink.u8(Number(item) & 0xff);
  }
}
