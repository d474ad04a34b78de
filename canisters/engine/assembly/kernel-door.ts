import './system/abort';
import { packPanels, packedBytes } from './kernels/gemm-pack';
import { bytePanelsSize, multiplyBytes, packBytes, widenRows } from './kernels/bytes-gemm';
import { multiply } from './kernels/gemm';

/*
 * A door for tests and measurements of the kernels: raw memory in, raw memory out. It is compiled into a module of its own and
 * never deployed.
 */

export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function release(address: usize): void {
  heap.free(address);
}

export { multiply, packPanels, packedBytes };

/** The product by the plain loop: what every other way has to equal bit by bit. */
export function multiplyPlainly(
  a: usize,
  aStep: i32,
  b: usize,
  rowStep: i32,
  columnStep: i32,
  c: usize,
  cStep: i32,
  m: i32,
  n: i32,
  k: i32,
): void {
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum: f32 = 0;
      for (let depth = 0; depth < k; depth++) {
        const left = load<f32>(a + ((<usize>row * aStep + depth) << 2));
        sum += left * load<f32>(b + ((<usize>depth * rowStep + <usize>column * columnStep) << 2));
      }
      store<f32>(c + ((<usize>row * cStep + column) << 2), sum);
    }
  }
}

export { multiplyBytes, packBytes, widenRows };

export function bytePanelsBytes(k: i32, n: i32): i32 {
  return <i32>bytePanelsSize(k, n);
}
