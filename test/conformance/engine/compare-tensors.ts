import type { OnnxTensor, OnnxType } from '@indus/models';

/** How far an answer may be from the expected one: `absolute` + `relative` times the expected number. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** That of the published cases' own runner; whole numbers, truth values and strings must be the same. */
export const PUBLISHED: Tolerance = { relative: 1e-3, absolute: 1e-7 };

/** Published answers of Fourier transforms were computed in float32 and are that far from the true ones themselves. */
export const PUBLISHED_FOURIER: Tolerance = { relative: 1e-3, absolute: 1e-5 };

/** Between two engines that both compute in float32, with sums in different orders. */
export const BETWEEN_ENGINES: Tolerance = { relative: 1e-4, absolute: 1e-5 };

/** The engine computes in float32 where a model asks for 16 bits: eight steps of float16, four of bfloat16. */
const HALF: Readonly<Partial<Record<OnnxType, Tolerance>>> = {
  float16: { relative: 2 ** -8, absolute: 2 ** -10 },
  bfloat16: { relative: 2 ** -6, absolute: 2 ** -8 },
};

/** What is wrong with an answer, or undefined. The engine answers float32 where 16 bits are expected. */
export function differences(
  got: readonly OnnxTensor[],
  expected: readonly OnnxTensor[],
  tolerance: Tolerance,
): string | undefined {
  for (const [index, wanted] of expected.entries()) {
    const answer = got[index];
    const fault = answer === undefined ? 'is missing' : difference(answer, wanted, tolerance);
    if (fault !== undefined) return `output ${index} ${fault}`;
  }
  return undefined;
}

function difference(got: OnnxTensor, expected: OnnxTensor, tolerance: Tolerance): string | undefined {
  const half = HALF[expected.type];
  const type = half === undefined ? expected.type : 'float32';
  if (got.type !== type || got.dims.join() !== expected.dims.join()) {
    return `expected ${type} [${expected.dims.join()}], got ${got.type} [${got.dims.join()}]`;
  }
  const numbers =
    expected.type === 'float16' || expected.type === 'bfloat16' ? widened(expected) : expected.data;
  const isFloat = half !== undefined || type === 'float32' || type === 'float64';
  const bound = half ?? tolerance;
  for (let at = 0; at < numbers.length; at++) {
    const one = got.data[at]!;
    const wanted = numbers[at]!;
    if (Object.is(one, wanted) || one === wanted) continue;
    if (isFloat && isNear(one as number, wanted as number, bound)) continue;
    return `[${at}]: expected ${String(wanted)}, got ${String(one)}`;
  }
  return undefined;
}

function isNear(got: number, expected: number, { relative, absolute }: Tolerance): boolean {
  return Math.abs(got - expected) <= absolute + relative * Math.abs(expected);
}

/** Numbers of 16 bits as they are in float32. Source: IEEE 754, binary16; bfloat16 is the upper half of binary32. */
function widened(given: Extract<OnnxTensor, { type: 'float16' | 'bfloat16' }>): Float32Array {
  if (given.type === 'bfloat16')
    return new Float32Array(Uint32Array.from(given.data, (bits) => bits << 16).buffer);
  return Float32Array.from(given.data, halfValue);
}

/** A number of 16 bits. */
export function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
