/**
 * A weighted sum of rows of floats, `weights[0] · row 0 + weights[1] · row 1 + …`, summed in the order of the rows. `width`, the
 * numbers of a row, is a multiple of 4; rows lie one after the other. Columns are summed 32, 16 and 4 at a time, so that a weight is
 * read once for many of them.
 */
export function mixRows(rows: usize, weights: usize, count: i32, width: i32, to: usize): void {
  const rowSize = (<usize>width) << 2;
  const weightsEnd = weights + ((<usize>count) << 2);
  const end = rows + rowSize;
  for (; end - rows >= 128; rows += 128, to += 128) mix32(rows, rowSize, weights, weightsEnd, to);
  for (; end - rows >= 64; rows += 64, to += 64) mix16(rows, rowSize, weights, weightsEnd, to);
  for (; rows < end; rows += 16, to += 16) {
    let sum = f32x4.splat(0);
    let row = rows;
    for (let at = weights; at < weightsEnd; at += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(row), v128.load_splat<f32>(at)));
      row += rowSize;
    }
    v128.store(to, sum);
  }
}

function mix16(row: usize, rowSize: usize, weights: usize, weightsEnd: usize, to: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  for (; weights < weightsEnd; weights += 4) {
    const weight = v128.load_splat<f32>(weights);
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(row), weight));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(row, 16), weight));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(row, 32), weight));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(row, 48), weight));
    row += rowSize;
  }
  v128.store(to, sum0);
  v128.store(to, sum1, 16);
  v128.store(to, sum2, 32);
  v128.store(to, sum3, 48);
}

function mix32(row: usize, rowSize: usize, weights: usize, weightsEnd: usize, to: usize): void {
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  let sum4 = f32x4.splat(0);
  let sum5 = f32x4.splat(0);
  let sum6 = f32x4.splat(0);
  let sum7 = f32x4.splat(0);
  for (; weights < weightsEnd; weights += 4) {
    const weight = v128.load_splat<f32>(weights);
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load(row), weight));
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load(row, 16), weight));
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load(row, 32), weight));
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load(row, 48), weight));
    sum4 = f32x4.add(sum4, f32x4.mul(v128.load(row, 64), weight));
    sum5 = f32x4.add(sum5, f32x4.mul(v128.load(row, 80), weight));
    sum6 = f32x4.add(sum6, f32x4.mul(v128.load(row, 96), weight));
    sum7 = f32x4.add(sum7, f32x4.mul(v128.load(row, 112), weight));
    row += rowSize;
  }
  v128.store(to, sum0);
  v128.store(to, sum1, 16);
  v128.store(to, sum2, 32);
  v128.store(to, sum3, 48);
  v128.store(to, sum4, 64);
  v128.store(to, sum5, 80);
  v128.store(to, sum6, 96);
  v128.store(to, sum7, 112);
}
