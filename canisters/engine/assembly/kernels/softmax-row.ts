import { exp4, tanh4 } from './vector-math';

/*
 * What attention does with a row of scores between its two products. A row begins at a multiple of 16 and has room for a whole number
 * of fours; `count` is that number times four where nothing else is said.
 */

/** Multiplies by the scale; with a cap above 0, cap * tanh(x / cap) follows. */
export function scaleRow(row: usize, count: i32, scale: f32): void {
  const factor = f32x4.splat(scale);
  const end = row + ((<usize>count) << 2);
  while (row < end) {
    v128.store(row, f32x4.mul(v128.load(row), factor));
    row += 16;
  }
}

export function capRow(row: usize, count: i32, cap: f32): void {
  const caps = f32x4.splat(cap);
  const end = row + ((<usize>count) << 2);
  while (row < end) {
    v128.store(row, f32x4.mul(tanh4(f32x4.div(v128.load(row), caps)), caps));
    row += 16;
  }
}

/** Adds a mask of `count` floats, any number of them. */
export function addMaskRow(row: usize, count: i32, mask: usize): void {
  const end = row + ((<usize>(count & ~3)) << 2);
  while (row < end) {
    v128.store(row, f32x4.add(v128.load(row), v128.load(mask)));
    row += 16;
    mask += 16;
  }
  const last = row + ((<usize>(count & 3)) << 2);
  while (row < last) {
    store<f32>(row, load<f32>(row) + load<f32>(mask));
    row += 4;
    mask += 4;
  }
}

/** Writes minus infinity where a mask of `count` booleans is false. */
export function hideRow(row: usize, count: i32, mask: usize): void {
  const end = mask + <usize>count;
  while (mask < end) {
    if (load<u8>(mask) == 0) store<f32>(row, -Infinity);
    row += 4;
    mask++;
  }
}

/** Writes minus infinity from the element `first` up to, not including, `end`. */
export function hideBehind(row: usize, first: i32, end: i32): void {
  const last = row + ((<usize>end) << 2);
  for (let at = row + ((<usize>first) << 2); at < last; at += 4) store<f32>(at, -Infinity);
}

/** Probabilities of the scores: 0 everywhere when all of them are minus infinity. */
export function softmaxRow(row: usize, count: i32): void {
  const end = row + ((<usize>count) << 2);
  let highs = f32x4.splat(-Infinity);
  for (let at = row; at < end; at += 16) highs = f32x4.max(highs, v128.load(at));
  const one = f32x4.max(highs, v128.shuffle<i32>(highs, highs, 2, 3, 0, 1));
  const high = f32x4.max(one, v128.shuffle<i32>(one, one, 1, 0, 3, 2));
  if (f32x4.extract_lane(high, 0) == -Infinity) {
    for (let at = row; at < end; at += 16) v128.store(at, f32x4.splat(0));
    return;
  }
  let sums = f32x4.splat(0);
  for (let at = row; at < end; at += 16) {
    const power = exp4(f32x4.sub(v128.load(at), high));
    sums = f32x4.add(sums, power);
    v128.store(at, power);
  }
  const left = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
  const right = f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
  const total = f32x4.splat(left + right);
  for (let at = row; at < end; at += 16) v128.store(at, f32x4.div(v128.load(at), total));
}
