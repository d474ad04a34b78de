import { Q8_PANEL_BLOCK_BYTES } from '../panel-matrix';
import { ACTIVATION_BLOCK_BYTES } from './quantise-activation';

/**
 * Products of four rows of Q8_0 weights with one quantised activation: in each block the integers are summed exactly, then
 * scaled and added in the order of the blocks.
 */
export function dotQ8Panel(panel: usize, activation: usize, blocks: i32): v128 {
  let sum = f32x4.splat(0);
  const end = panel + <usize>(blocks * Q8_PANEL_BLOCK_BYTES);
  while (panel < end) {
    let dot = i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 16), v128.load_splat<u32>(activation, 0));
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 24), v128.load_splat<u32>(activation, 4)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 32), v128.load_splat<u32>(activation, 8)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 40), v128.load_splat<u32>(activation, 12)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 48), v128.load_splat<u32>(activation, 16)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 56), v128.load_splat<u32>(activation, 20)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 64), v128.load_splat<u32>(activation, 24)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 72), v128.load_splat<u32>(activation, 28)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 80), v128.load_splat<u32>(activation, 32)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 88), v128.load_splat<u32>(activation, 36)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 96), v128.load_splat<u32>(activation, 40)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 104), v128.load_splat<u32>(activation, 44)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 112), v128.load_splat<u32>(activation, 48)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 120), v128.load_splat<u32>(activation, 52)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 128), v128.load_splat<u32>(activation, 56)),
    );
    dot = i32x4.add(
      dot,
      i32x4.dot_i16x8_s(v128.load_ext<i8>(panel, 136), v128.load_splat<u32>(activation, 60)),
    );
    const scales = f32x4.mul(v128.load(panel), v128.load_splat<f32>(activation, 64));
    sum = f32x4.add(sum, f32x4.mul(f32x4.convert_i32x4_s(dot), scales));
    panel += Q8_PANEL_BLOCK_BYTES;
    activation += ACTIVATION_BLOCK_BYTES;
  }
  return sum;
}
