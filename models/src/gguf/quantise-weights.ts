import { ByteSink } from './byte-sink.ts';
import { fromHalf, toHalf } from './half-float.ts';

/** Types of tensors that are written, by their number in a file. Source: ggml, ggml.h, ggml_type. */
export const GGUF_TENSOR_TYPE = { F32: 0, F16: 1, Q4_0: 2, Q8_0: 8 } as const;

export type GgufTensorType = keyof typeof GGUF_TENSOR_TYPE;

const BLOCK = 32;

/** Bytes that so many numbers take in a type. The count is a multiple of 32 where numbers share scales. */
export function tensorBytes(type: GgufTensorType, count: number): number {
  if (type === 'F32') return count * 4;
  if (type === 'F16') return count * 2;
  return (count / BLOCK) * (type === 'Q8_0' ? 34 : 18);
}

/** Numbers in the form of a file. */
export function quantiseWeights(type: GgufTensorType, numbers: Float32Array): Uint8Array {
  const sink = new ByteSink();
  if (type === 'F32') for (const number of numbers) sink.f32(number);
  else if (type === 'F16') for (const number of numbers) sink.u16(toHalf(number));
  else {
    const write = type === 'Q8_0' ? writeQ8Block : writeQ4Block;
    for (let at = 0; at < numbers.length; at += BLOCK) write(sink, numbers.subarray(at, at + BLOCK));
  }
  return sink.bytes.slice();
}

/** What a reader of the file finds: the numbers after rounding to the type. */
export function roundedWeights(type: GgufTensorType, numbers: Float32Array): Float32Array {
  if (type === 'F32') return numbers.slice();
  if (type === 'F16') return numbers.map((number) => fromHalf(toHalf(number)));
  const bytes = quantiseWeights(type, numbers);
  const view = new DataView(bytes.buffer);
  const blockBytes = tensorBytes(type, BLOCK);
  return numbers.map((_, index) => {
    const block = Math.floor(index / BLOCK) * blockBytes;
    const place = index % BLOCK;
    const scale = fromHalf(view.getUint16(block, true));
    if (type === 'Q8_0') return scale * view.getInt8(block + 2 + place);
    const byte = view.getUint8(block + 2 + (place % 16));
    return scale * ((place < 16 ? byte & 15 : byte >> 4) - 8);
  });
}

/** The largest number becomes ±127. Source: ggml, quantize_row_q8_0. */
function writeQ8Block(sink: ByteSink, numbers: Float32Array): void {
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  const scale = Math.fround(largest / 127);
  sink.u16(toHalf(scale));
  for (const number of numbers) sink.u8((scale === 0 ? 0 : Math.round(number / scale)) & 0xff);
}

/** The number that is largest without its sign becomes -8. Source: ggml, quantize_row_q4_0. */
function writeQ4Block(sink: ByteSink, numbers: Float32Array): void {
  const largest = numbers.reduce((most, number) => (Math.abs(number) > Math.abs(most) ? number : most), 0);
  const scale = Math.fround(largest / -8);
  const nibble = (number: number): number =>
    scale === 0 ? 8 : Math.min(15, Math.max(0, Math.floor(number / scale + 8.5)));
  sink.u16(toHalf(scale));
  for (let place = 0; place < 16; place++) {
    sink.u8(nibble(numbers[place] as number) | (nibble(numbers[place + 16] as number) << 4));
  }
}
