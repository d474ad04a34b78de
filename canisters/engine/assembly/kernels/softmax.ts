import { exp4, log1 } from './vector-math';
import { largestOfRow, sumFourRows, sumRow } from './row-sums';

const largests: usize = memory.data(16, 16);
const sums: usize = memory.data(16, 16);

/**
 * Softmax of rows of floats that lie one after the other: exp(x - largest) divided by the sum of these, which is taken in order.
 * `from` and `to` may be the same. A row has at least one float.
 */
export function softmaxRows(from: usize, to: usize, rows: i32, count: i32): void {
  const stride = (<usize>count) << 2;
  for (; rows >= 4; rows -= 4) {
    for (let row: usize = 0; row < 4; row++)
      powersOfRow(from + row * stride, to + row * stride, count, largestOfRow(from + row * stride, count));
    v128.store(sums, sumFourRows(to, stride, count));
    for (let row: usize = 0; row < 4; row++)
      divideRow(to + row * stride, count, load<f32>(sums + (row << 2)));
    from += stride << 2;
    to += stride << 2;
  }
  for (; rows > 0; rows--) {
    powersOfRow(from, to, count, largestOfRow(from, count));
    divideRow(to, count, sumRow(to, count));
    from += stride;
    to += stride;
  }
}

/** Logarithms of {@link softmaxRows}: x - largest - log(sum). `from` and `to` are not the same. */
export function logSoftmaxRows(from: usize, to: usize, rows: i32, count: i32): void {
  const stride = (<usize>count) << 2;
  while (rows > 0) {
    const together: usize = rows >= 4 ? 4 : 1;
    for (let row: usize = 0; row < together; row++) {
      const largest = largestOfRow(from + row * stride, count);
      store<f32>(largests + (row << 2), largest);
      powersOfRow(from + row * stride, to + row * stride, count, largest);
    }
    if (together == 4) v128.store(sums, sumFourRows(to, stride, count));
    else store<f32>(sums, sumRow(to, count));
    for (let row: usize = 0; row < together; row++) {
      const largest = load<f32>(largests + (row << 2));
      lowerRow(from + row * stride, to + row * stride, count, largest, log1(load<f32>(sums + (row << 2))));
    }
    from += together * stride;
    to += together * stride;
    rows -= <i32>together;
  }
}

function powersOfRow(from: usize, to: usize, count: i32, largest: f32): void {
  const shift = f32x4.splat(largest);
  const end = to + ((<usize>count) << 2);
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, exp4(f32x4.sub(v128.load(from), shift)));
  for (; to < end; to += 4, from += 4)
    v128.store_lane<f32>(to, exp4(f32x4.sub(v128.load32_splat(from), shift)), 0);
}

function divideRow(row: usize, count: i32, divisor: f32): void {
  const divisors = f32x4.splat(divisor);
  const end = row + ((<usize>count) << 2);
  for (; row + 64 <= end; row += 64) {
    v128.store(row, f32x4.div(v128.load(row), divisors));
    v128.store(row, f32x4.div(v128.load(row, 16), divisors), 16);
    v128.store(row, f32x4.div(v128.load(row, 32), divisors), 32);
    v128.store(row, f32x4.div(v128.load(row, 48), divisors), 48);
  }
  for (; row + 16 <= end; row += 16) v128.store(row, f32x4.div(v128.load(row), divisors));
  for (; row < end; row += 4) store<f32>(row, load<f32>(row) / divisor);
}

function lowerRow(from: usize, to: usize, count: i32, one: f32, other: f32): void {
  const first = f32x4.splat(one);
  const second = f32x4.splat(other);
  const end = to + ((<usize>count) << 2);
  for (; to + 16 <= end; to += 16, from += 16)
    v128.store(to, f32x4.sub(f32x4.sub(v128.load(from), first), second));
  for (; to < end; to += 4, from += 4) store<f32>(to, load<f32>(from) - one - other);
}
