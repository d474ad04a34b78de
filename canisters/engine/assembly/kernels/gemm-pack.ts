import { turnBlock } from './turn-block';

/** Columns of a panel; the last one is {@link PANEL_NARROW} wide when that is enough. */
export const PANEL: i32 = 16;
export const PANEL_NARROW: i32 = 8;

/** Columns that panels for `n` columns have, with those that are only filled up. */
export function packedColumns(n: i32): i32 {
  const rest = n & (PANEL - 1);
  if (rest == 0) return n;
  return n - rest + (rest <= PANEL_NARROW ? PANEL_NARROW : PANEL);
}

/** Bytes of the panels of a matrix of `k` rows and `n` columns of 4 bytes. */
export function packedBytes(k: i32, n: i32): usize {
  return (<usize>k * <usize>packedColumns(n)) << 2;
}

/** Instructions of packing, estimated. */
export function packingCost(k: i32, n: i32): f64 {
  return <f64>k * <f64>packedColumns(n) * 2.5 + 200;
}

/**
 * Lays a matrix of 4-byte elements out in panels of sixteen columns: for each k the sixteen values beside each other, 0 behind the
 * last column. Element (k, n) lies at `from + 4 * (k * rowStep + n * columnStep)`.
 */
export function packPanels(to: usize, from: usize, k: i32, n: i32, rowStep: i32, columnStep: i32): void {
  for (let column = 0; column < n; column += PANEL) {
    const left = n - column;
    const source = from + ((<usize>column * <usize>columnStep) << 2);
    const width = left > PANEL_NARROW ? PANEL : PANEL_NARROW;
    if (columnStep == 1 && left >= PANEL) packWide(to, source, k, (<usize>rowStep) << 2);
    else if (rowStep == 1 && left >= width) turnBlock(to, source, width, k, width, columnStep, 4);
    else packElements(to, source, k, min(left, width), width, rowStep, columnStep);
    to += (<usize>k * <usize>width) << 2;
  }
}

function packWide(to: usize, from: usize, k: i32, distance: usize): void {
  const end = to + ((<usize>k) << 6);
  while (to < end) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    to += 64;
    from += distance;
  }
}

function packElements(
  to: usize,
  from: usize,
  k: i32,
  columns: i32,
  width: i32,
  rowStep: i32,
  columnStep: i32,
): void {
  const distance = (<usize>columnStep) << 2;
  for (let row = 0; row < k; row++) {
    let source = from + ((<usize>row * <usize>rowStep) << 2);
    const end = to + ((<usize>columns) << 2);
    const full = to + ((<usize>width) << 2);
    while (to < end) {
      store<f32>(to, load<f32>(source));
      to += 4;
      source += distance;
    }
    while (to < full) {
      store<f32>(to, 0);
      to += 4;
    }
  }
}
