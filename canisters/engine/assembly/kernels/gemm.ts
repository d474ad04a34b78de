import { PANEL, PANEL_NARROW } from './gemm-pack';
import { fourBySixteen } from './gemm-tile';
import { fourByEight, oneByEight } from './gemm-tile-narrow';
import { oneBySixteen } from './gemm-tile-one';
import { oneByThirtyTwo } from './gemm-tile-pair';
import { threeBySixteen, twoBySixteen } from './gemm-tile-rows';

/** Values of k that one pass takes: a panel of them stays in the cache nearest to the processor. */
const DEPTH: i32 = 512;
/** Bytes of A that one pass takes, so that they stay in the next cache while all panels go by. */
const BLOCK_BYTES: i32 = 1 << 18;

/** Where a tile at the right border is computed, so that nothing is written beside C: four rows of sixteen columns. */
const border: usize = memory.data(256, 16);

/**
 * C = A times B for 32-bit floating point numbers: A has `m` rows of `k` values, `aStep` elements from row to row; B is packed by
 * {@link packPanels}; C has `m` rows of `n` values, `cStep` elements from row to row. Each sum is taken along k in order, so that the
 * result has the bits of the plain loop. With k = 0 the result is 0.
 */
export function multiply(a: usize, aStep: i32, b: usize, c: usize, cStep: i32, m: i32, n: i32, k: i32): void {
  let depth = 0;
  do {
    const deep = min(DEPTH, k - depth);
    const block = max(4, ((BLOCK_BYTES / max(deep, 1)) >> 4) << 2);
    for (let row = 0; row < m; row += block) {
      const high = min(block, m - row);
      const rows = a + ((<usize>row * <usize>aStep + <usize>depth) << 2);
      multiplyBlock(rows, aStep, b, depth, deep, c + ((<usize>row * <usize>cStep) << 2), cStep, high, n, k);
    }
    depth += DEPTH;
  } while (depth < k);
}

/** Instructions of a product, estimated. */
export function multiplyCost(m: i32, n: i32, k: i32): f64 {
  const columns = <f64>((n + 7) & ~7);
  const perTile = 60 * <f64>m * (columns / 32 + 1);
  return <f64>m * columns * <f64>k * (m == 1 ? 2.1 : 1.95) + perTile + 100;
}

function multiplyBlock(
  a: usize,
  aStep: i32,
  b: usize,
  depth: i32,
  deep: i32,
  c: usize,
  cStep: i32,
  m: i32,
  n: i32,
  k: i32,
): void {
  const aBytes = (<usize>aStep) << 2;
  const cBytes = (<usize>cStep) << 2;
  const isFirst = depth == 0;
  let column = 0;
  if (m == 1) {
    const next = (<usize>k * <usize>PANEL) << 2;
    for (; column + 2 * PANEL <= n; column += 2 * PANEL) {
      const panel = b + ((<usize>column * <usize>k + ((<usize>depth) << 4)) << 2);
      oneByThirtyTwo(a, panel, next, c + ((<usize>column) << 2), deep, isFirst);
    }
  }
  for (; column + PANEL <= n; column += PANEL) {
    const panel = b + ((<usize>column * <usize>k + ((<usize>depth) << 4)) << 2);
    wideTiles(a, aBytes, panel, c + ((<usize>column) << 2), cBytes, m, deep, isFirst);
  }
  const left = n - column;
  if (left == 0) return;
  const width = left > PANEL_NARROW ? PANEL : PANEL_NARROW;
  const panel = b + ((<usize>column * <usize>k + <usize>depth * <usize>width) << 2);
  const target = c + ((<usize>column) << 2);
  if (left == width) narrowTiles(a, aBytes, panel, target, cBytes, m, deep, isFirst);
  else borderTiles(a, aBytes, panel, target, cBytes, m, deep, isFirst, left);
}

// Four rows at a time; of the rest none is left alone when it can be helped.
function wideTiles(
  a: usize,
  aStep: usize,
  panel: usize,
  c: usize,
  cStep: usize,
  m: i32,
  k: i32,
  isFirst: bool,
): void {
  while (m >= 4) {
    fourBySixteen(a, aStep, panel, c, cStep, k, isFirst);
    a += aStep << 2;
    c += cStep << 2;
    m -= 4;
  }
  if (m == 3) threeBySixteen(a, aStep, panel, c, cStep, k, isFirst);
  else if (m == 2) twoBySixteen(a, aStep, panel, c, cStep, k, isFirst);
  else if (m == 1) oneBySixteen(a, panel, c, k, isFirst);
}

function narrowTiles(
  a: usize,
  aStep: usize,
  panel: usize,
  c: usize,
  cStep: usize,
  m: i32,
  k: i32,
  isFirst: bool,
): void {
  while (m >= 4) {
    fourByEight(a, aStep, panel, c, cStep, k, isFirst);
    a += aStep << 2;
    c += cStep << 2;
    m -= 4;
  }
  while (m > 0) {
    oneByEight(a, panel, c, k, isFirst);
    a += aStep;
    c += cStep;
    m--;
  }
}

function borderTiles(
  a: usize,
  aStep: usize,
  panel: usize,
  c: usize,
  cStep: usize,
  m: i32,
  k: i32,
  isFirst: bool,
  columns: i32,
): void {
  while (m > 0) {
    const rows = min(m, 4);
    if (!isFirst) copyColumns(border, 64, c, cStep, rows, columns);
    if (columns > PANEL_NARROW) wideTiles(a, aStep, panel, border, 64, rows, k, isFirst);
    else narrowTiles(a, aStep, panel, border, 64, rows, k, isFirst);
    copyColumns(c, cStep, border, 64, rows, columns);
    a += aStep << 2;
    c += cStep << 2;
    m -= 4;
  }
}

function copyColumns(to: usize, toStep: usize, from: usize, fromStep: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let column: usize = 0; column < (<usize>columns) << 2; column += 4) {
      store<f32>(to + column, load<f32>(from + column));
    }
    to += toStep;
    from += fromStep;
  }
}
