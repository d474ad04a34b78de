/** Products of four rows of floats with one vector, summed along the columns in order. */
export function dotF32Panel(panel: usize, vector: usize, columns: i32): v128 {
  let sum = f32x4.splat(0);
  const end = panel + ((<usize>columns) << 4);
  const unrolled = panel + ((<usize>(columns & ~7)) << 4);
  while (panel < unrolled) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 0), v128.load_splat<f32>(vector, 0)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 16), v128.load_splat<f32>(vector, 4)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 32), v128.load_splat<f32>(vector, 8)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 48), v128.load_splat<f32>(vector, 12)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 64), v128.load_splat<f32>(vector, 16)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 80), v128.load_splat<f32>(vector, 20)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 96), v128.load_splat<f32>(vector, 24)));
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel, 112), v128.load_splat<f32>(vector, 28)));
    panel += 128;
    vector += 32;
  }
  while (panel < end) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(panel), v128.load_splat<f32>(vector)));
    panel += 16;
    vector += 4;
  }
  return sum;
}
