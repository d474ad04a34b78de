/*
 * Sums along rows of floats. Every row is summed in order, from its first element to its last, as the plain loop does it; four
 * rows at a time take a lane each, by turning blocks of four by four.
 */

/** Sum of one row of `count` floats, in order. */
export function sumRow(row: usize, count: i32): f32 {
  let sum: f32 = 0;
  const end = row + ((<usize>count) << 2);
  while (row + 16 <= end) {
    sum = sum + load<f32>(row) + load<f32>(row, 4) + load<f32>(row, 8) + load<f32>(row, 12);
    row += 16;
  }
  for (; row < end; row += 4) sum += load<f32>(row);
  return sum;
}

/** Sum of the squares of what a row's elements differ from `mean` by, in order. */
export function squaresOfRow(row: usize, count: i32, mean: f32): f32 {
  let sum: f32 = 0;
  const end = row + ((<usize>count) << 2);
  for (; row + 16 <= end; row += 16) {
    const first = load<f32>(row) - mean;
    const second = load<f32>(row, 4) - mean;
    const third = load<f32>(row, 8) - mean;
    const fourth = load<f32>(row, 12) - mean;
    sum = sum + first * first + second * second + third * third + fourth * fourth;
  }
  for (; row < end; row += 4) {
    const difference = load<f32>(row) - mean;
    sum += difference * difference;
  }
  return sum;
}

/** Sums of four rows that lie `stride` bytes apart; `count` floats each. */
export function sumFourRows(row: usize, stride: usize, count: i32): v128 {
  let sum = f32x4.splat(0);
  const second = row + stride;
  const third = second + stride;
  const fourth = third + stride;
  const whole = (<usize>(count & ~3)) << 2;
  const end = (<usize>count) << 2;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const a = v128.load(row + at);
    const b = v128.load(second + at);
    const c = v128.load(third + at);
    const d = v128.load(fourth + at);
    const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    sum = f32x4.add(sum, v128.shuffle<i64>(abLow, cdLow, 0, 2));
    sum = f32x4.add(sum, v128.shuffle<i64>(abLow, cdLow, 1, 3));
    sum = f32x4.add(sum, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
    sum = f32x4.add(sum, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
  }
  for (; at < end; at += 4) sum = f32x4.add(sum, gather(row, second, third, fourth, at));
  return sum;
}

/** As {@link sumFourRows}, of the squares of what the elements differ from each row's mean by. */
export function squaresOfFourRows(row: usize, stride: usize, count: i32, mean: v128): v128 {
  let sum = f32x4.splat(0);
  const second = row + stride;
  const third = second + stride;
  const fourth = third + stride;
  const whole = (<usize>(count & ~3)) << 2;
  const end = (<usize>count) << 2;
  let at: usize = 0;
  for (; at < whole; at += 16) {
    const a = v128.load(row + at);
    const b = v128.load(second + at);
    const c = v128.load(third + at);
    const d = v128.load(fourth + at);
    const abLow = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const cdLow = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    let difference = f32x4.sub(v128.shuffle<i64>(abLow, cdLow, 0, 2), mean);
    sum = f32x4.add(sum, f32x4.mul(difference, difference));
    difference = f32x4.sub(v128.shuffle<i64>(abLow, cdLow, 1, 3), mean);
    sum = f32x4.add(sum, f32x4.mul(difference, difference));
    difference = f32x4.sub(v128.shuffle<i64>(abHigh, cdHigh, 0, 2), mean);
    sum = f32x4.add(sum, f32x4.mul(difference, difference));
    difference = f32x4.sub(v128.shuffle<i64>(abHigh, cdHigh, 1, 3), mean);
    sum = f32x4.add(sum, f32x4.mul(difference, difference));
  }
  for (; at < end; at += 4) {
    const difference = f32x4.sub(gather(row, second, third, fourth, at), mean);
    sum = f32x4.add(sum, f32x4.mul(difference, difference));
  }
  return sum;
}

function gather(row: usize, second: usize, third: usize, fourth: usize, at: usize): v128 {
  let column = v128.load32_zero(row + at);
  column = v128.load_lane<f32>(second + at, column, 1);
  column = v128.load_lane<f32>(third + at, column, 2);
  return v128.load_lane<f32>(fourth + at, column, 3);
}

/** The largest of a row of at least one float; NaN when one is among them. */
export function largestOfRow(row: usize, count: i32): f32 {
  const end = row + ((<usize>count) << 2);
  let largest = f32x4.splat(load<f32>(row));
  for (; row + 16 <= end; row += 16) largest = f32x4.max(largest, v128.load(row));
  for (; row < end; row += 4) largest = f32x4.max(largest, v128.load32_splat(row));
  largest = f32x4.max(largest, v128.shuffle<i64>(largest, largest, 1, 0));
  largest = f32x4.max(largest, v128.shuffle<f32>(largest, largest, 1, 0, 3, 2));
  return f32x4.extract_lane(largest, 0);
}
