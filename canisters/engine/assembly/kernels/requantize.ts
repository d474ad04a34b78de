/** Adds to whole numbers of 32 bits a number each that is a factor times a constant; the factor is one for the row. */
export function addColumns(c: usize, count: i32, factor: i32, constants: usize): void {
  const factors = i32x4.splat(factor);
  const end = c + (((<usize>count) & ~3) << 2);
  while (c < end) {
    v128.store(c, i32x4.add(v128.load(c), i32x4.mul(factors, v128.load(constants))));
    c += 16;
    constants += 16;
  }
  const last = c + (((<usize>count) & 3) << 2);
  while (c < last) {
    store<i32>(c, load<i32>(c) + factor * load<i32>(constants));
    c += 4;
    constants += 4;
  }
}

/** Adds the same number to whole numbers of 32 bits. */
export function addSame(c: usize, count: i32, value: i32): void {
  if (value == 0) return;
  const end = c + ((<usize>count) << 2);
  while (c < end) {
    store<i32>(c, load<i32>(c) + value);
    c += 4;
  }
}

/** Bytes of whole numbers: scaled, rounded to the nearest (halves to the even one), moved by the zero point, cut to the range. */
export function requantize(to: usize, from: usize, count: i32, scale: f32, zero: i32, isSigned: bool): void {
  const low: f32 = isSigned ? -128 : 0;
  const high: f32 = isSigned ? 127 : 255;
  const end = from + ((<usize>count) << 2);
  while (from < end) {
    const value = nearest(<f32>load<i32>(from) * scale) + <f32>zero;
    const raised = value > low ? value : low;
    store<u8>(to, <u8>(<i32>(raised < high ? raised : high)));
    from += 4;
    to++;
  }
}
