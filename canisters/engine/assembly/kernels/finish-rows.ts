import { Activation, activate } from './activate';

/**
 * What follows a product before its rows leave the cache: a bias is added and the activation applied, in place. The bias of
 * element (row, column) lies at `bias + 4 * (row * biasRowStep + column * biasColumnStep)`; both steps may be 0, `biasColumnStep`
 * is 0 or 1; no bias when the address is 0.
 */
export function finishRows(
  c: usize,
  cStep: i32,
  rows: i32,
  columns: i32,
  bias: usize,
  biasRowStep: i32,
  biasColumnStep: i32,
  kind: i32,
  alpha: f32,
  beta: f32,
): void {
  if (bias == 0 && kind == Activation.NONE) return;
  if (bias == 0 && cStep == columns) {
    activate(c, rows * columns, kind, alpha, beta);
    return;
  }
  const isClip = kind == Activation.CLIP;
  const low: f32 = isClip ? alpha : -Infinity;
  const high: f32 = isClip ? beta : Infinity;
  for (let row = 0; row < rows; row++) {
    if (bias != 0) {
      const from = bias + ((<usize>row * <usize>biasRowStep) << 2);
      if (biasColumnStep == 0) addOne(c, columns, load<f32>(from), low, high);
      else addRow(c, columns, from, low, high);
      if (!isClip) activate(c, columns, kind, alpha, beta);
    } else {
      activate(c, columns, kind, alpha, beta);
    }
    c += (<usize>cStep) << 2;
  }
}

function addOne(c: usize, count: i32, bias: f32, low: f32, high: f32): void {
  const add = f32x4.splat(bias);
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const end = c + (((<usize>count) & ~3) << 2);
  while (c < end) {
    v128.store(c, f32x4.pmin(f32x4.pmax(f32x4.add(v128.load(c), add), lows), highs));
    c += 16;
  }
  const last = c + (((<usize>count) & 3) << 2);
  while (c < last) {
    store<f32>(c, bounded(load<f32>(c) + bias, low, high));
    c += 4;
  }
}

function addRow(c: usize, count: i32, bias: usize, low: f32, high: f32): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const end = c + (((<usize>count) & ~3) << 2);
  while (c < end) {
    v128.store(c, f32x4.pmin(f32x4.pmax(f32x4.add(v128.load(c), v128.load(bias)), lows), highs));
    c += 16;
    bias += 16;
  }
  const last = c + (((<usize>count) & 3) << 2);
  while (c < last) {
    store<f32>(c, bounded(load<f32>(c) + load<f32>(bias), low, high));
    c += 4;
    bias += 4;
  }
}

// As pmax and pmin: NaN stays NaN.
function bounded(x: f32, low: f32, high: f32): f32 {
  const raised = x < low ? low : x;
  return high < raised ? high : raised;
}
