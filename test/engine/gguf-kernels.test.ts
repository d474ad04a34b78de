import { fromHalf, quantiseWeights, roundedWeights, seededUnits, type GgufTensorType } from '@indus/models';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileGgufDoor, GgufModule } from './gguf-module.ts';

const BLOCK = 32;
const { fround } = Math;

let engine: GgufModule;

beforeAll(async () => {
  engine = GgufModule.plain(new WebAssembly.Module(await compileGgufDoor()));
});

/** A block of an activation, rounded to integers of ±127 times a scale. */
function quantiseBlock(numbers: Float32Array): { readonly scale: number; readonly integers: number[] } {
  const top = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  const scale = fround(top / 127);
  const inverse = scale === 0 ? 0 : fround(1 / scale);
  // Rounded behind the integers, as ggml has it.
  return {
    scale: roundedWeights('F16', Float32Array.of(scale))[0]!,
    integers: Array.from(numbers, (number) => roundToEven(fround(number * inverse))),
  };
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** The plain loop whose bits the kernels must give: exact integers in a block, floats from block to block. */
function plainProduct(type: GgufTensorType, row: Float32Array, vector: Float32Array): number {
  let sum = 0;
  if (type === 'F32' || type === 'F16') {
    row.forEach((weight, column) => {
      sum = fround(sum + fround(weight * vector[column]!));
    });
    return sum;
  }
  for (let at = 0; at < row.length; at += BLOCK) {
    const { scale, integers } = quantiseBlock(vector.subarray(at, at + BLOCK));
    const bytes = new DataView(quantiseWeights(type, row.subarray(at, at + BLOCK)).buffer);
    const weightScale = roundedWeights(
      'F16',
      Float32Array.of(scaleOf(type, row.subarray(at, at + BLOCK))),
    )[0]!;
    let dot = 0;
    integers.forEach((integer, place) => {
      dot += integer * weightAt(type, bytes, place);
    });
    sum = fround(sum + fround(fround(dot) * fround(weightScale * scale)));
  }
  return sum;
}

function scaleOf(type: GgufTensorType, block: Float32Array): number {
  const top = block.reduce((most, number) => (Math.abs(number) > Math.abs(most) ? number : most), 0);
  return type === 'Q8_0' ? fround(Math.abs(top) / 127) : fround(top / -8);
}

function weightAt(type: GgufTensorType, bytes: DataView, place: number): number {
  if (type === 'Q8_0') return bytes.getInt8(2 + place);
  const byte = bytes.getUint8(2 + (place % 16));
  return (place < 16 ? byte & 15 : byte >> 4) - 8;
}

describe('products of packed matrices', () => {
  it.each([
    ['F32', 7, 5, 1],
    ['F32', 12, 48, 3],
    ['F16', 6, 33, 2],
    ['Q8_0', 1, 32, 1],
    ['Q8_0', 9, 96, 8],
    ['Q4_0', 1, 32, 1],
    ['Q4_0', 10, 160, 5],
  ] as const)(
    '%s, %d rows of %d columns, %d vectors: the bits of the plain loop',
    (type, rows, columns, tokens) => {
      const next = seededUnits(rows * columns + tokens);
      const weights = Float32Array.from({ length: rows * columns }, () => next() * 3);
      const vectors = Float32Array.from({ length: tokens * columns }, () => next() * 2);
      const { results, unpacked } = engine.multiply(
        type,
        quantiseWeights(type, weights),
        { rows, columns },
        vectors,
      );
      const rounded = roundedWeights(type, weights);
      expect(unpacked).toEqual(rounded);
      results.forEach((result, token) => {
        const vector = vectors.subarray(token * columns, (token + 1) * columns);
        const source = type === 'F16' ? rounded : weights;
        const expected = Float32Array.from({ length: rows }, (_, row) =>
          plainProduct(type, source.subarray(row * columns, (row + 1) * columns), vector),
        );
        expect(result).toEqual(expected);
      });
    },
  );

  it.each(['Q8_0', 'Q4_0'] as const)('%s: every weight meets every extreme of the activation', (type) => {
    const levels = type === 'Q8_0' ? 255 : 16;
    const file = new Uint8Array(levels * (type === 'Q8_0' ? 34 : 18));
    const size = file.length / levels;
    for (let level = 0; level < levels; level++) {
      file.set([0x00, 0x3c], level * size);
      file.fill(type === 'Q8_0' ? level - 127 : level * 17, level * size + 2, (level + 1) * size);
    }
    const vectors = Float32Array.from({ length: 64 }, (_, at) => (at < 32 ? 127 : at % 2 === 0 ? 127 : -127));
    const { results } = engine.multiply(type, file, { rows: levels, columns: 32 }, vectors);
    const offset = type === 'Q8_0' ? 127 : 8;
    results[0]!.forEach((product, level) => expect(product).toBe((level - offset) * 127 * 32));
    results[1]!.forEach((product) => expect(product + 0).toBe(0));
  });

  it('every number of half precision becomes its float', () => {
    const halves = Uint16Array.from({ length: 65_536 }, (_, bits) => bits);
    const size = { rows: 256, columns: 256 };
    const { unpacked } = engine.multiply('F16', new Uint8Array(halves.buffer), size, new Float32Array(256));
    expect(unpacked).toEqual(Float32Array.from(halves, fromHalf));
  });

  it('a block of zeros, and a block with a number that is not finite', () => {
    const weights = quantiseWeights(
      'Q8_0',
      Float32Array.from({ length: 64 }, (_, at) => at / 64),
    );
    const zeros = engine.multiply('Q8_0', weights, { rows: 2, columns: 32 }, new Float32Array(32));
    expect([...zeros.results[0]!]).toEqual([0, 0]);
    const broken = new Float32Array(32).fill(1);
    broken[7] = Infinity;
    const { results } = engine.multiply('Q8_0', weights, { rows: 2, columns: 32 }, broken);
    expect(results[0]!.every((product) => !Number.isFinite(product))).toBe(true);
  });
});
