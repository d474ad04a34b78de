/** Bytes of a quantised block of 32 numbers: as 16-bit integers, the float scale, and eight times the sum of the first 24. */
export const ACTIVATION_BLOCK_BYTES: i32 = 80;

/**
 * Quantises numbers in blocks of 32 to integers of ±127 times a scale of their own, as ggml does for Q8_0: the integers by the
 * exact scale, which is then rounded to half precision, so that results stay near those of llama.cpp. A block of zeros gets the
 * scale 0. Numbers that are not finite give a scale that is not finite. Source: ggml, quantize_row_q8_0.
 */
export function quantiseActivation(from: usize, to: usize, count: i32): void {
  const end = from + ((<usize>count) << 2);
  while (from < end) {
    let top = f32x4.abs(v128.load(from));
    top = f32x4.max(top, f32x4.abs(v128.load(from, 16)));
    top = f32x4.max(top, f32x4.abs(v128.load(from, 32)));
    top = f32x4.max(top, f32x4.abs(v128.load(from, 48)));
    top = f32x4.max(top, f32x4.abs(v128.load(from, 64)));
    top = f32x4.max(top, f32x4.abs(v128.load(from, 80)));
    top = f32x4.max(top, f32x4.abs(v128.load(from, 96)));
    top = f32x4.max(top, f32x4.abs(v128.load(from, 112)));
    top = f32x4.max(top, i8x16.shuffle(top, top, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
    top = f32x4.max(top, i8x16.shuffle(top, top, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));
    const scale = f32x4.extract_lane(top, 0) / 127;
    const inverse = f32x4.splat(scale != 0 ? 1 / scale : 0);
    store<f32>(to, roundToHalf(scale), 64);
    const s0 = storeEight(from, to, inverse);
    const s1 = storeEight(from + 32, to + 16, inverse);
    const s2 = storeEight(from + 64, to + 32, inverse);
    storeEight(from + 96, to + 48, inverse);
    const ones = i16x8.splat(1);
    const sums = i32x4.dot_i16x8_s(i16x8.add(i16x8.add(s0, s1), s2), ones);
    const first24 =
      i32x4.extract_lane(sums, 0) +
      i32x4.extract_lane(sums, 1) +
      i32x4.extract_lane(sums, 2) +
      i32x4.extract_lane(sums, 3);
    store<i32>(to, first24 << 3, 68);
    from += 128;
    to += ACTIVATION_BLOCK_BYTES;
  }
}

/** The nearest number of half precision, of two equally near the even one; beyond its range the number keeps 11 bits. */
function roundToHalf(positive: f32): f32 {
  // Below 2^-14 steps are 2^-24, as those of floats near 0.75; above, the 13 bits that half precision lacks are rounded off.
  if (positive < reinterpret<f32>(0x3880_0000)) return positive + 0.75 - 0.75;
  const bits = reinterpret<u32>(positive);
  if (bits >= 0x7f80_0000) return positive;
  return reinterpret<f32>((bits + 0xfff + ((bits >> 13) & 1)) & 0xffff_e000);
}

/** Eight numbers as integers; they are returned, too. */
function storeEight(from: usize, to: usize, inverse: v128): v128 {
  const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from), inverse)));
  const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from, 16), inverse)));
  const both = i16x8.narrow_i32x4_s(low, high);
  v128.store(to, both);
  return both;
}
