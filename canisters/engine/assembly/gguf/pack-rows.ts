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
  for (; to < end; to += 16) {
    if (row == 0) {
      store<f32>(to, 0);
    } else if (isHalf) {
      store<f32>(to, halfToFloat(load<u16>(row)));
      row += 2;
    } else {
      store<f32>(to, load<f32>(row));
      row += 4;
    }
  }
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
    store<f32>(to + ((<usize>lane) << 2), row == 0 ? 0 : halfToFloat(load<u16>(row)));
    for (let column: usize = 0; column < 8; column++) {
      const target = to + 16 + ((column >> 1) << 4) + ((<usize>lane) << 2) + ((column & 1) << 1);
      if (row == 0) {
        store<u16>(target, 0x0888);
        continue;
      }
      const near = <u32>load<u8>(row + column, 2);
      const far = <u32>load<u8>(row + column, 10);
      const weights = (near & 15) | ((far & 15) << 4) | ((near >> 4) << 8) | ((far >> 4) << 12);
      store<u16>(target, <u16>(weights ^ 0x8000));
    }
    if (row != 0) row += 18;
  }
}
