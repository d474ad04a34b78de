/**
 * A weighted sum of rows of floats, `weights[0] · row 0 + weights[1] · row 1 + …`, summed in the order of the rows. `width`, the
 * numbers of a row, is a multiple of 4; rows lie one after the other.
 */
export function mixRows(rows: usize, weights: usize, count: i32, width: i32, to: usize): void {
  const rowSize = (<usize>width) << 2;
  const weightsEnd = weights + ((<usize>count) << 2);
  for (let offset: usize = 0; offset < rowSize; offset += 16) {
    let sum = f32x4.splat(0);
    let row = rows + offset;
    for (let weight = weights; weight < weightsEnd; weight += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(row), v128.load_splat<f32>(weight)));
      row += rowSize;
    }
    v128.store(to + offset, sum);
  }
}
