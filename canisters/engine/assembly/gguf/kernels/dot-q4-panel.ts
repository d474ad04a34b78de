import { Q4_PANEL_BLOCK_BYTES } from '../panel-matrix';
import { ACTIVATION_BLOCK_BYTES } from './quantise-activation';

/**
 * Products of four rows of Q4_0 weights with one quantised activation. A 16-bit lane holds four weights, and none is shifted
 * into place: their sums come out as multiples of 1, 16, 256 and 4096, which are divided once for a block. The first three are
 * 8 too large, which the activation's own sum takes back. Largest sum: 8 · 4096 · 127 · 8 < 2^31.
 */
export function dotQ4Panel(panel: usize, activation: usize, blocks: i32): v128 {
  let sum = f32x4.splat(0);
  const end = panel + <usize>(blocks * Q4_PANEL_BLOCK_BYTES);
  while (panel < end) {
    const w0 = v128.load(panel, 16);
    const w1 = v128.load(panel, 32);
    const w2 = v128.load(panel, 48);
    const w3 = v128.load(panel, 64);
    let dot0 = i32x4.dot_i16x8_s(v128.and(w0, i16x8.splat(0x000f)), v128.load_splat<u32>(activation, 0));
    dot0 = i32x4.add(
      dot0,
      i32x4.dot_i16x8_s(v128.and(w1, i16x8.splat(0x000f)), v128.load_splat<u32>(activation, 4)),
    );
    dot0 = i32x4.add(
      dot0,
      i32x4.dot_i16x8_s(v128.and(w2, i16x8.splat(0x000f)), v128.load_splat<u32>(activation, 8)),
    );
    dot0 = i32x4.add(
      dot0,
      i32x4.dot_i16x8_s(v128.and(w3, i16x8.splat(0x000f)), v128.load_splat<u32>(activation, 12)),
    );
    let dot1 = i32x4.dot_i16x8_s(v128.and(w0, i16x8.splat(0x00f0)), v128.load_splat<u32>(activation, 16));
    dot1 = i32x4.add(
      dot1,
      i32x4.dot_i16x8_s(v128.and(w1, i16x8.splat(0x00f0)), v128.load_splat<u32>(activation, 20)),
    );
    dot1 = i32x4.add(
      dot1,
      i32x4.dot_i16x8_s(v128.and(w2, i16x8.splat(0x00f0)), v128.load_splat<u32>(activation, 24)),
    );
    dot1 = i32x4.add(
      dot1,
      i32x4.dot_i16x8_s(v128.and(w3, i16x8.splat(0x00f0)), v128.load_splat<u32>(activation, 28)),
    );
    let dot2 = i32x4.dot_i16x8_s(v128.and(w0, i16x8.splat(0x0f00)), v128.load_splat<u32>(activation, 32));
    dot2 = i32x4.add(
      dot2,
      i32x4.dot_i16x8_s(v128.and(w1, i16x8.splat(0x0f00)), v128.load_splat<u32>(activation, 36)),
    );
    dot2 = i32x4.add(
      dot2,
      i32x4.dot_i16x8_s(v128.and(w2, i16x8.splat(0x0f00)), v128.load_splat<u32>(activation, 40)),
    );
    dot2 = i32x4.add(
      dot2,
      i32x4.dot_i16x8_s(v128.and(w3, i16x8.splat(0x0f00)), v128.load_splat<u32>(activation, 44)),
    );
    let dot3 = i32x4.dot_i16x8_s(
      v128.and(w0, i16x8.splat(<i16>0xf000)),
      v128.load_splat<u32>(activation, 48),
    );
    dot3 = i32x4.add(
      dot3,
      i32x4.dot_i16x8_s(v128.and(w1, i16x8.splat(<i16>0xf000)), v128.load_splat<u32>(activation, 52)),
    );
    dot3 = i32x4.add(
      dot3,
      i32x4.dot_i16x8_s(v128.and(w2, i16x8.splat(<i16>0xf000)), v128.load_splat<u32>(activation, 56)),
    );
    dot3 = i32x4.add(
      dot3,
      i32x4.dot_i16x8_s(v128.and(w3, i16x8.splat(<i16>0xf000)), v128.load_splat<u32>(activation, 60)),
    );
    let dot = i32x4.sub(dot0, v128.load_splat<i32>(activation, 68));
    dot = i32x4.add(dot, i32x4.shr_s(dot1, 4));
    dot = i32x4.add(dot, i32x4.shr_s(dot2, 8));
    dot = i32x4.add(dot, i32x4.shr_s(dot3, 12));
    const scales = f32x4.mul(v128.load(panel), v128.load_splat<f32>(activation, 64));
    sum = f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(dot), scales));
    panel += Q4_PANEL_BLOCK_BYTES;
    activation += ACTIVATION_BLOCK_BYTES;
  }
  return sum;
}
