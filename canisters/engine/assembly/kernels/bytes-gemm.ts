import { fourByteRows, oneByteRow } from './bytes-tile';

/** Columns of a panel of bytes. */
export const BYTE_PANEL: i32 = 16;

/** Where a tile at the right border is computed, so that nothing is written beside C: four rows of sixteen columns. */
const border: usize = memory.data(256, 16);

/** Pairs of values that a row of `k` values has; a last one alone is paired with 0. */
export function pairsOf(k: i32): i32 {
  return (k + 1) >> 1;
}

/** Bytes of the panels of a matrix of `k` rows and `n` columns. */
export function bytePanelsSize(k: i32, n: i32): u64 {
  return (<u64>pairsOf(k) * <u64>((n + BYTE_PANEL - 1) & ~(BYTE_PANEL - 1))) << 1;
}

/**
 * Lays a matrix of bytes out in panels of sixteen columns, pairs of values of k beside each other. Element (k, n) lies at
 * `from + k * rowStep + n * columnStep`; `flip` is 0x80 for unsigned bytes, which are stored less 128, and 0 for signed ones.
 */
export function packBytes(
  to: usize,
  from: usize,
  k: i32,
  n: i32,
  rowStep: i32,
  columnStep: i32,
  flip: i32,
): void {
  for (let column = 0; column < n; column += BYTE_PANEL) {
    const columns = min(BYTE_PANEL, n - column);
    const source = from + <usize>column * <usize>columnStep;
    for (let row = 0; row < k; row += 2) {
      const line = source + <usize>row * <usize>rowStep;
      const next = row + 1 < k ? line + <usize>rowStep : 0;
      if (columns == BYTE_PANEL && columnStep == 1 && next != 0) pairLines(to, line, next, flip);
      else pairElements(to, line, next, columns, <usize>columnStep, flip);
      to += 32;
    }
  }
}

/** Two lines of sixteen bytes, one after the other in pairs. */
export function pairLines(to: usize, line: usize, next: usize, flip: i32): void {
  const mask = i8x16.splat(<i8>flip);
  const a = v128.xor(v128.load(line), mask);
  const b = v128.xor(v128.load(next), mask);
  v128.store(to, v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
  v128.store(to, v128.shuffle<i8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
}

function pairElements(to: usize, line: usize, next: usize, columns: i32, step: usize, flip: i32): void {
  for (let column = 0; column < BYTE_PANEL; column++) {
    const isThere = column < columns;
    store<u8>(to, isThere ? load<u8>(line) ^ (<u8>flip) : 0);
    store<u8>(to, isThere && next != 0 ? load<u8>(next) ^ (<u8>flip) : 0, 1);
    line += step;
    if (next != 0) next += step;
    to += 2;
  }
}

/**
 * C = A times B for packed whole numbers: A has `m` rows of `pairs` pairs of 16 bits, one row after the other; B is packed by
 * {@link packBytes}; C has rows of `n` values of 32 bits, `cStep` elements from row to row.
 */
export function multiplyBytes(a: usize, b: usize, c: usize, cStep: i32, m: i32, n: i32, pairs: i32): void {
  const aBytes = (<usize>pairs) << 2;
  const cBytes = (<usize>cStep) << 2;
  for (let column = 0; column < n; column += BYTE_PANEL) {
    const columns = min(BYTE_PANEL, n - column);
    let left = a;
    let target = c + ((<usize>column) << 2);
    let row = 0;
    for (; row + 4 <= m; row += 4) {
      if (columns == BYTE_PANEL) {
        fourByteRows(left, aBytes, b, target, cBytes, pairs);
      } else {
        fourByteRows(left, aBytes, b, border, 64, pairs);
        copyColumns(target, cBytes, 4, columns);
      }
      left += aBytes << 2;
      target += cBytes << 2;
    }
    for (; row < m; row++) {
      if (columns == BYTE_PANEL) {
        oneByteRow(left, b, target, pairs);
      } else {
        oneByteRow(left, b, border, pairs);
        copyColumns(target, cBytes, 1, columns);
      }
      left += aBytes;
      target += cBytes;
    }
    b += (<usize>pairs) << 5;
  }
}

/** Instructions of a product, estimated. */
export function multiplyBytesCost(m: i32, n: i32, k: i32): f64 {
  const columns = <f64>((n + BYTE_PANEL - 1) & ~(BYTE_PANEL - 1));
  return <f64>m * columns * <f64>k * 0.75 + <f64>m * columns * 4 + 100;
}

function copyColumns(to: usize, toStep: usize, rows: i32, columns: i32): void {
  let from = border;
  for (let row = 0; row < rows; row++) {
    for (let column: usize = 0; column < (<usize>columns) << 2; column += 4) {
      store<u32>(to + column, load<u32>(from + column));
    }
    to += toStep;
    from += 64;
  }
}

/**
 * Makes 16 bits of bytes, each less its row's zero point, in pairs; writes the sum of each row behind. `zeroStep` is 0 when all rows
 * have the same zero point, which is a byte of the same kind; no zero point when the address is 0.
 */
export function widenRows(
  to: usize,
  sums: usize,
  from: usize,
  rows: i32,
  k: i32,
  isSigned: bool,
  zeros: usize,
  zeroStep: i32,
): void {
  const isOdd = (k & 1) == 1;
  for (let row = 0; row < rows; row++) {
    let zero: i32 = 0;
    if (zeros != 0) {
      const at = zeros + <usize>row * <usize>zeroStep;
      zero = isSigned ? <i32>load<i8>(at) : <i32>load<u8>(at);
    }
    let sum = widenEights(to, from, k & ~7, isSigned, zero);
    to += (<usize>(k & ~7)) << 1;
    from += <usize>(k & ~7);
    for (let index = k & ~7; index < k; index++) {
      const value = (isSigned ? <i32>load<i8>(from) : <i32>load<u8>(from)) - zero;
      store<i16>(to, <i16>value);
      sum += value;
      from++;
      to += 2;
    }
    store<i32>(sums, sum);
    sums += 4;
    if (!isOdd) continue;
    store<i16>(to, 0);
    to += 2;
  }
}

function widenEights(to: usize, from: usize, count: i32, isSigned: bool, zero: i32): i32 {
  const zeros = i16x8.splat(<i16>zero);
  let sums = i32x4.splat(0);
  const end = from + <usize>count;
  while (from < end) {
    const wide = isSigned ? v128.load8x8_s(from) : v128.load8x8_u(from);
    const values = i16x8.sub(wide, zeros);
    v128.store(to, values);
    sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_s(values));
    from += 8;
    to += 16;
  }
  const two = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
  return two + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3);
}
