import { halfToFloat } from '../onnx/half-float';
import { PANEL_ROWS, Q4_PANEL_BLOCK_BYTES, Q8_PANEL_BLOCK_BYTES } from './panel-matrix';
import { TensorType } from './tensor-info';

/**
 * Packs up to four rows of a file's matrix into one panel; lanes without a row become zero.
 * Units: `rowSize` is the bytes of a row in the file.
 */
export function packPanel(type: u32, from: usize, rowSize: usize, rows: i32, columns: i32, to: usize): void {
  for (let lane = 0; lane < PANEL_ROWS; lane++) {
    const row = lane < rows ? from + <usize>lane * rowSize : 0;
    if (type == TensorType.Q8_0) packQ8Row(row, to, lane, columns / 32);
    else if (type == TensorType.Q4_0) packQ4Row(row, to, lane, columns / 32);
    else packFloatRow(row, to, lane, columns, type == TensorType.F16);
  }
}

/** Numbers of a vector in the file as floats. */
export function readFloats(type: u32, from: usize, count: i32, to: usize): void {
  if (type == TensorType.F32) {
    memory.copy(to, from, (<usize>count) << 2);
    return;
  }
  for (let index = 0; index < count; index++) {
    store<f32>(to + ((<usize>index) << 2), halfToFloat(load<u16>(from + ((<usize>index) << 1))));
  }
}

function packFloatRow(row: usize, to: usize, lane: i32, columns: i32, isHalf: bool): void {
  to += (<usize>lane) << 2;
  const end = to + ((<usize>columns) << 4);
  if (row == 0) {
    for (; to < end; to += 16) store<f32>(to, 0);
    return;
  }
  if (isHalf) {
    for (; to < end; to += 16, row += 2) store<f32>(to, wideHalf(load<u16>(row)));
    return;
  }
  const unrolled = to + ((<usize>(columns & ~3)) << 4);
  for (; to < unrolled; to += 64, row += 16) {
    store<f32>(to, load<f32>(row));
    store<f32>(to, load<f32>(row, 4), 16);
    store<f32>(to, load<f32>(row, 8), 32);
    store<f32>(to, load<f32>(row, 12), 48);
  }
  for (; to < end; to += 16, row += 4) store<f32>(to, load<f32>(row));
}

/** The number of bits in half precision: scaled by a power of two, which subnormals need, too; the rest goes the long way. */
function wideHalf(bits: u32): f32 {
  if ((bits & 0x7c00) == 0x7c00) return halfToFloat(bits);
  const size = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x7780_0000);
  return reinterpret<f32>(reinterpret<u32>(size) | ((bits & 0x8000) << 16));
}

function packQ8Row(row: usize, to: usize, lane: i32, blocks: i32): void {
  const end = to + <usize>(blocks * Q8_PANEL_BLOCK_BYTES);
  for (; to < end; to += Q8_PANEL_BLOCK_BYTES) {
    const pairs = to + 16 + ((<usize>lane) << 1);
    if (row == 0) {
      store<f32>(to + ((<usize>lane) << 2), 0);
      for (let pair: usize = 0; pair < 128; pair += 8) store<u16>(pairs + pair, 0);
      continue;
    }
    store<f32>(to + ((<usize>lane) << 2), halfToFloat(load<u16>(row)));
    for (let half: usize = 0; half < 2; half++) {
      const source = row + 2 + (half << 4);
      const target = pairs + (half << 6);
      store<u16>(target, load<u16>(source));
      store<u16>(target, load<u16>(source, 2), 8);
      store<u16>(target, load<u16>(source, 4), 16);
      store<u16>(target, load<u16>(source, 6), 24);
      store<u16>(target, load<u16>(source, 8), 32);
      store<u16>(target, load<u16>(source, 10), 40);
      store<u16>(target, load<u16>(source, 12), 48);
      store<u16>(target, load<u16>(source, 14), 56);
    }
    row += 34;
  }
}

// The file keeps weight j and weight j + 16 in byte j, the lower nibble first. A lane of 16 bits takes columns c, c + 8, c + 16 and
// c + 24: the two nibbles of byte c and of byte c + 8, crosswise. The highest loses its 8.
function packQ4Row(row: usize, to: usize, lane: i32, blocks: i32): void {
  const end = to + <usize>(blocks * Q4_PANEL_BLOCK_BYTES);
  for (; to < end; to += Q4_PANEL_BLOCK_BYTES) {
    let lanes = i16x8.splat(0x0888);
    let scale: f32 = 0;
    if (row != 0) {
      const near = v128.load_zero<u64>(row, 2);
      const far = v128.load_zero<u64>(row, 10);
      const low = v128.or(v128.and(near, i8x16.splat(0x0f)), i8x16.shl(far, 4));
      const high = v128.or(i8x16.shr_u(near, 4), v128.and(far, i8x16.splat(<i8>0xf0)));
      const weights = i8x16.shuffle(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      lanes = v128.xor(weights, i16x8.splat(<i16>0x8000));
      scale = halfToFloat(load<u16>(row));
      row += 18;
    }
    const place = to + ((<usize>lane) << 2);
    store<f32>(place, scale);
    v128.store_lane<u32>(place, lanes, 0, 16);
    v128.store_lane<u32>(place, lanes, 1, 32);
    v128.store_lane<u32>(place, lanes, 2, 48);
    v128.store_lane<u32>(place, lanes, 3, 64);
  }
}
