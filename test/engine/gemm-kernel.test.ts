import { beforeAll, describe, expect, it } from 'vitest';
import { startDoor } from './kernel-module.ts';
import type { KernelModule } from './kernel-module.ts';

interface Gemm extends KernelModule {
  packedBytes(k: number, n: number): number;
  packPanels(to: number, from: number, k: number, n: number, rowStep: number, columnStep: number): void;
  multiply(
    a: number,
    aStep: number,
    b: number,
    c: number,
    cStep: number,
    m: number,
    n: number,
    k: number,
  ): void;
  multiplyPlainly(
    a: number,
    aStep: number,
    b: number,
    rowStep: number,
    columnStep: number,
    c: number,
    cStep: number,
    m: number,
    n: number,
    k: number,
  ): void;
}

const SPARE = 16;
const UNTOUCHED = 0x7fc0_1234;

let gemm: Gemm;

beforeAll(async () => {
  gemm = await startDoor<Gemm>('kernel-door.ts');
});

/** A small generator, so that a failure repeats. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}

function place(count: number, next: () => number): number {
  const address = gemm.allocate((count + SPARE) * 4) >>> 0;
  const values = new Float32Array(gemm.memory.buffer, address, count);
  for (let i = 0; i < count; i++) values[i] = next();
  return address;
}

function placeUntouched(count: number): number {
  const address = gemm.allocate((count + SPARE) * 4) >>> 0;
  new Int32Array(gemm.memory.buffer, address, count + SPARE).fill(UNTOUCHED);
  return address;
}

/** The bits of both products, and what lies between and behind the rows. */
function products(m: number, n: number, k: number, isTurned: boolean): [Int32Array, Int32Array] {
  const next = random(m * 1_000_003 + n * 1_009 + k * 2 + Number(isTurned));
  const [aStep, cStep] = [k + (m % 3), n + (k % 2)];
  const [rowStep, columnStep] = isTurned ? [1, k] : [n, 1];
  const a = place(m * aStep, next);
  const b = place(k * n, next);
  const packed = gemm.allocate(gemm.packedBytes(k, n)) >>> 0;
  const [one, other] = [placeUntouched(m * cStep), placeUntouched(m * cStep)];
  gemm.packPanels(packed, b, k, n, rowStep, columnStep);
  gemm.multiply(a, aStep, packed, one, cStep, m, n, k);
  gemm.multiplyPlainly(a, aStep, b, rowStep, columnStep, other, cStep, m, n, k);
  const size = m * cStep + SPARE;
  const bits = (address: number): Int32Array => new Int32Array(gemm.memory.buffer, address, size).slice();
  const result: [Int32Array, Int32Array] = [bits(one), bits(other)];
  for (const address of [a, b, packed, one, other]) gemm.release(address);
  return result;
}

describe('product of matrices: the tiles give the bits of the plain loop', () => {
  it.each([false, true])('every border of rows, columns and depth; B turned: %s', (isTurned) => {
    for (let m = 1; m <= 9; m++) {
      for (let n = 1; n <= 35; n++) {
        for (const k of [0, 1, 2, 3, 4, 5, 7, 8, 9, 17]) {
          const [tiled, plain] = products(m, n, k, isTurned);
          if (!sameBits(tiled, plain)) expect.fail(`${m} x ${n} x ${k} differs`);
        }
      }
    }
  });

  it.each([
    [70, 33, 1100],
    [5, 9, 513],
    [1, 500, 1024],
    [700, 20, 512],
    [300, 17, 1025],
  ])('%i x %i x %i: sums that several passes share', (m, n, k) => {
    const [tiled, plain] = products(m, n, k, true);
    expect(sameBits(tiled, plain)).toBe(true);
  });
});

function sameBits(one: Int32Array, other: Int32Array): boolean {
  return one.length === other.length && one.every((bits, index) => bits === other[index]);
}
