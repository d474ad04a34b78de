import { ONNX_ARRAY, tensor, type OnnxTensor, type OnnxType } from '@indus/models';
import { Random } from '../../../sim/random.ts';

/** Types that hold numbers and that both engines take at their doors. */
export type NumberType = Exclude<OnnxType, 'string' | 'float16' | 'bfloat16'>;

/** Where numbers lie. Bounds: inclusive. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

const SMALL: Range = { low: -3, high: 3 };

/** Shapes of rank 0 to 6, with dimensions of 1, of odd sizes, and one without elements. */
export const SHAPES: readonly (readonly number[])[] = [
  [],
  [1],
  [7],
  [3, 5],
  [2, 3, 4],
  [2, 1, 3, 5],
  [1, 2, 1, 3, 2],
  [2, 1, 2, 1, 2, 3],
  [2, 0, 3],
];

const FLOAT_EDGES = [
  NaN,
  0,
  -0,
  Infinity,
  -Infinity,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  2.5,
  -2.5,
  1e-40,
  3.4e38,
  -3.4e38,
  88.9,
];
const DOUBLE_EDGES = [...FLOAT_EDGES, 1e-310, 1e308, 709.8];

/** Numbers of one case, from its name: a case keeps them whatever is added around it. */
export class CaseValues {
  readonly #random: Random;

  constructor(name: string) {
    let seed = 0;
    for (const letter of name) seed = (Math.imul(seed, 31) + letter.codePointAt(0)!) >>> 0;
    this.#random = new Random(seed);
  }

  /** Random numbers: fractions of 1/64 for floats, so that both engines read the same; whole ones else. */
  of(type: NumberType, dims: readonly number[], range: Range = SMALL): OnnxTensor {
    const isFloat = type === 'float32' || type === 'float64';
    const low = type.startsWith('u') || type === 'bool' ? Math.max(range.low, 0) : range.low;
    const high = type === 'bool' ? 1 : range.high;
    const steps = isFloat ? 64 : 1;
    const size = dims.reduce((product, dim) => product * dim, 1);
    const one = (): number => low + this.#random.below((high - low) * steps + 1) / steps;
    return tensor(type, dims, Array.from({ length: size }, one));
  }

  float(dims: readonly number[], range: Range = SMALL): OnnxTensor {
    return this.of('float32', dims, range);
  }

  below(bound: number): number {
    return this.#random.below(bound);
  }
}

/** What is special about a type's numbers, in one dimension: infinities, no number, zeros of both signs, the largest and smallest. */
export function edges(type: NumberType): OnnxTensor {
  if (type === 'float32') return tensor(type, [FLOAT_EDGES.length], FLOAT_EDGES);
  if (type === 'float64') return tensor(type, [DOUBLE_EDGES.length], DOUBLE_EDGES);
  if (type === 'bool') return tensor(type, [2], [0, 1]);
  const bits = ONNX_ARRAY[type].BYTES_PER_ELEMENT * 8;
  const isSigned = !type.startsWith('u');
  const top = 2n ** BigInt(isSigned ? bits - 1 : bits) - 1n;
  const all = [0n, 1n, 2n, 7n, top, top - 1n, ...(isSigned ? [-1n, -2n, -7n, -top, -top - 1n] : [])];
  return type === 'int64' || type === 'uint64'
    ? tensor(type, [all.length], all)
    : tensor(type, [all.length], all.map(Number));
}

/** Every pair of two special numbers, as two tensors of one dimension. */
export function edgePairs(type: NumberType): [OnnxTensor, OnnxTensor] {
  const all = [...(edges(type).data as Iterable<number>)];
  const left = all.flatMap((one) => all.map(() => one));
  const right = all.flatMap(() => all);
  return [tensor(type, [left.length], left), tensor(type, [right.length], right)];
}

/** Whole numbers as the shapes and axes of operators are given. */
export function longs(...values: readonly number[]): OnnxTensor {
  return tensor('int64', [values.length], values.map(BigInt));
}

/** Shape of a tensor as text, for names of cases. */
export function shapeName(dims: readonly number[]): string {
  return `[${dims.join()}]`;
}
