/*
 * Sums over the features of rows of floats, made in the order of the features: eight steps are written out, so that counting costs
 * little, and every sum is the same as that of the plain loop.
 */

/** The sum of the products of two rows. */
export function dotOf(one: usize, other: usize, features: i32): f32 {
  const end = one + ((<usize>features) << 2);
  let sum: f32 = 0;
  for (; one + 32 <= end; one += 32, other += 32) {
    sum += load<f32>(one) * load<f32>(other);
    sum += load<f32>(one, 4) * load<f32>(other, 4);
    sum += load<f32>(one, 8) * load<f32>(other, 8);
    sum += load<f32>(one, 12) * load<f32>(other, 12);
    sum += load<f32>(one, 16) * load<f32>(other, 16);
    sum += load<f32>(one, 20) * load<f32>(other, 20);
    sum += load<f32>(one, 24) * load<f32>(other, 24);
    sum += load<f32>(one, 28) * load<f32>(other, 28);
  }
  for (; one < end; one += 4, other += 4) sum += load<f32>(one) * load<f32>(other);
  return sum;
}

/** The sum of the squares of the differences of two rows. */
export function squaredDistance(one: usize, other: usize, features: i32): f32 {
  const end = one + ((<usize>features) << 2);
  let sum: f32 = 0;
  for (; one + 16 <= end; one += 16, other += 16) {
    const a = load<f32>(one) - load<f32>(other);
    const b = load<f32>(one, 4) - load<f32>(other, 4);
    const c = load<f32>(one, 8) - load<f32>(other, 8);
    const d = load<f32>(one, 12) - load<f32>(other, 12);
    sum += a * a;
    sum += b * b;
    sum += c * c;
    sum += d * d;
  }
  for (; one < end; one += 4, other += 4) {
    const difference = load<f32>(one) - load<f32>(other);
    sum += difference * difference;
  }
  return sum;
}
