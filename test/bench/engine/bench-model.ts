import { tensor, type OnnxTensor } from '@indus/models';
import type { Random } from '../../sim/random.ts';

/** A model and one request to it. */
export interface BenchModel {
  readonly name: string;
  readonly file: Uint8Array;
  readonly inputs: Readonly<Record<string, OnnxTensor>>;
  readonly output: string;
  /** Multiply-adds of one run; 0 where that is not what it does. */
  readonly products: number;
}

/** Random numbers with the spread that keeps the values of deep nets where they are. */
export function weights(random: Random, dims: readonly number[], fanIn: number): OnnxTensor {
  const size = dims.reduce((product, dim) => product * dim, 1);
  const scale = Math.sqrt(3 / fanIn);
  const numbers = Float32Array.from({ length: size }, () => (random.next() / 2 ** 31 - 1) * scale);
  return tensor('float32', dims, numbers);
}
