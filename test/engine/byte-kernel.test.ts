import { beforeAll, describe, expect, it } from 'vitest';
import { startDoor } from './kernel-module.ts';
import type { KernelModule } from './kernel-module.ts';

interface ByteGemm extends KernelModule {
  bytePanelsBytes(k: number, n: number): number;
  packBytes(
    to: number,
    from: number,
    k: number,
    n: number,
    rowStep: number,
    columnStep: number,
    flip: number,
  ): void;
  widenRows(
    to: number,
    sums: number,
    from: number,
    rows: number,
    k: number,
    isSigned: boolean,
    zeros: number,
    zeroStep: number,
  ): void;
  multiplyBytes(a: number, b: number, c: number, cStep: number, m: number, n: number, pairs: number): void;
}

const FLIP = 0x80;
const UNTOUCHED = 0x1234_5678;

let gemm: ByteGemm;

beforeAll(async () => {
  gemm = await startDoor<ByteGemm>('kernel-door.ts');
});

function bytes(address: number, count: number, seed: number): Uint8Array {
  const view = new Uint8Array(gemm.memory.buffer, address, count);
  let state = seed;
  for (let i = 0; i < count; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    view[i] = state >>> 24;
  }
  return view.slice();
}

/** The products of signed rows less a zero point of each row and of unsigned columns; what the kernels give beside them. */
function differences(m: number, n: number, k: number, isTurned: boolean): string[] {
  const addresses = [m * k, k * n, m * (k + 1) * 2, m * 4, m, m * (n + 1) * 4].map(
    (size) => gemm.allocate(size + 16) >>> 0,
  ) as [number, number, number, number, number, number];
  const [a, b, wide, sums, zeros, c] = addresses;
  const panels = gemm.allocate(gemm.bytePanelsBytes(k, n)) >>> 0;
  const [rowStep, columnStep] = isTurned ? [1, k] : [n, 1];
  const left = new Int8Array(bytes(a, m * k, m + 7).buffer);
  const right = bytes(b, k * n, n + 11);
  const zero = new Int8Array(bytes(zeros, m, k + 13).buffer);
  new Int32Array(gemm.memory.buffer, c, m * (n + 1)).fill(UNTOUCHED);
  gemm.packBytes(panels, b, k, n, rowStep, columnStep, FLIP);
  gemm.widenRows(wide, sums, a, m, k, true, zeros, 1);
  gemm.multiplyBytes(wide, panels, c, n + 1, m, n, (k + 1) >> 1);
  const result = new Int32Array(gemm.memory.buffer, c, m * (n + 1));
  const rowSums = new Int32Array(gemm.memory.buffer, sums, m);
  const found: string[] = [];
  for (let row = 0; row < m; row++) {
    if (result[row * (n + 1) + n] !== UNTOUCHED) found.push(`beside row ${row}`);
    for (let column = 0; column < n; column++) {
      let sum = 0;
      for (let depth = 0; depth < k; depth++) {
        const factor = left[row * k + depth]! - zero[row]!;
        sum += factor * right[depth * rowStep + column * columnStep]!;
      }
      const got = result[row * (n + 1) + column]! + FLIP * rowSums[row]!;
      if (got !== sum) found.push(`${row},${column}: expected ${sum}, got ${got}`);
    }
  }
  for (const address of [...addresses, panels]) gemm.release(address);
  return found;
}

describe('product of bytes: exact at every border', () => {
  it.each([false, true])('B turned: %s', (isTurned) => {
    for (let m = 1; m <= 6; m++) {
      for (let n = 1; n <= 35; n += 2) {
        for (const k of [1, 2, 3, 7, 8, 9, 16, 17, 31]) {
          expect(differences(m, n, k, isTurned), `${m} x ${n} x ${k}`).toEqual([]);
        }
      }
    }
  });
});
