import { Random } from '../sim/random.ts';

/** The numbers from which input `index` of a run is made: each input can be made alone. */
export function inputRandom(seed: number, index: number): Random {
  return new Random((Math.imul(seed, 0x9e3779b1) + Math.imul(index, 0x85ebca6b) + index) >>> 0);
}
