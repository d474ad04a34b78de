import { squaresOfFourRows, squaresOfRow, sumFourRows, sumRow } from './row-sums';

const means: usize = memory.data(16, 16);
const squares: usize = memory.data(16, 16);

/**
 * Normalises rows of floats that lie one after the other: (x - mean) / sqrt(variance + epsilon) · scale + bias. Without `isCentred`
 * the mean counts as 0, so that the variance is the mean square. Sums are taken in order. `scale` and `bias` have an element for
 * each of a row; `mean` and `deviation` take one number for each row, the latter 1 / sqrt(variance + epsilon); each may be 0.
 */
export function normaliseRows(
  from: usize,
  to: usize,
  rows: i32,
  count: i32,
  epsilon: f32,
  scale: usize,
  bias: usize,
  mean: usize,
  deviation: usize,
  isCentred: bool,
): void {
  const stride = (<usize>count) << 2;
  while (rows > 0) {
    const together: usize = rows >= 4 ? 4 : 1;
    measure(from, stride, count, together, isCentred);
    for (let row: usize = 0; row < together; row++) {
      const average = load<f32>(means + (row << 2));
      const factor = <f32>1 / sqrt<f32>(load<f32>(squares + (row << 2)) / <f32>count + epsilon);
      finish(from, to, count, average, factor, scale, bias);
      if (mean != 0) store<f32>(mean, average);
      if (deviation != 0) store<f32>(deviation, factor);
      if (mean != 0) mean += 4;
      if (deviation != 0) deviation += 4;
      from += stride;
      to += stride;
    }
    rows -= <i32>together;
  }
}

function measure(from: usize, stride: usize, count: i32, together: usize, isCentred: bool): void {
  if (together == 4) {
    const sums = isCentred ? sumFourRows(from, stride, count) : f32x4.splat(0);
    const averages = f32x4.div(sums, f32x4.splat(<f32>count));
    v128.store(means, averages);
    v128.store(squares, squaresOfFourRows(from, stride, count, averages));
  } else {
    const average: f32 = isCentred ? sumRow(from, count) / <f32>count : 0;
    store<f32>(means, average);
    store<f32>(squares, squaresOfRow(from, count, average));
  }
}

function finish(from: usize, to: usize, count: i32, mean: f32, factor: f32, scale: usize, bias: usize): void {
  const end = to + ((<usize>count) << 2);
  const averages = f32x4.splat(mean);
  const factors = f32x4.splat(factor);
  if (scale != 0 && bias != 0) {
    for (; to + 32 <= end; to += 32, from += 32, scale += 32, bias += 32) {
      const value = f32x4.mul(f32x4.sub(v128.load(from), averages), factors);
      const next = f32x4.mul(f32x4.sub(v128.load(from, 16), averages), factors);
      v128.store(to, f32x4.add(f32x4.mul(value, v128.load(scale)), v128.load(bias)));
      v128.store(to, f32x4.add(f32x4.mul(next, v128.load(scale, 16)), v128.load(bias, 16)), 16);
    }
    for (; to + 16 <= end; to += 16, from += 16, scale += 16, bias += 16) {
      const value = f32x4.mul(f32x4.sub(v128.load(from), averages), factors);
      v128.store(to, f32x4.add(f32x4.mul(value, v128.load(scale)), v128.load(bias)));
    }
  } else if (scale != 0) {
    for (; to + 16 <= end; to += 16, from += 16, scale += 16) {
      const value = f32x4.mul(f32x4.sub(v128.load(from), averages), factors);
      v128.store(to, f32x4.mul(value, v128.load(scale)));
    }
  }
  for (; to < end; to += 4, from += 4) {
    let value = (load<f32>(from) - mean) * factor;
    if (scale != 0) value *= load<f32>(scale);
    if (bias != 0) value += load<f32>(bias);
    store<f32>(to, value);
    if (scale != 0) scale += 4;
    if (bias != 0) bias += 4;
  }
}
