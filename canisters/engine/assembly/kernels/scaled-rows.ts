/** to = to + factor * from, element by element, for `count` floats. */
export function addScaled(to: usize, from: usize, factor: f32, count: i32): void {
  const factors = f32x4.splat(factor);
  const end = to + ((<usize>(count & ~3)) << 2);
  while (to < end) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(factors, v128.load(from))));
    to += 16;
    from += 16;
  }
  const last = to + ((<usize>(count & 3)) << 2);
  while (to < last) {
    store<f32>(to, load<f32>(to) + factor * load<f32>(from));
    to += 4;
    from += 4;
  }
}

/** to = factor * to. */
export function scaleFloats(to: usize, factor: f32, count: i32): void {
  const factors = f32x4.splat(factor);
  const end = to + ((<usize>(count & ~3)) << 2);
  while (to < end) {
    v128.store(to, f32x4.mul(factors, v128.load(to)));
    to += 16;
  }
  const last = to + ((<usize>(count & 3)) << 2);
  while (to < last) {
    store<f32>(to, factor * load<f32>(to));
    to += 4;
  }
}
