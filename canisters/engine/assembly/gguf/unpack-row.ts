import { PanelMatrix, Q4_PANEL_BLOCK_BYTES, Q8_PANEL_BLOCK_BYTES } from './panel-matrix';
import { TensorType } from './tensor-info';

/** One row of a matrix as floats. The row is within the matrix. */
export function unpackRow(matrix: PanelMatrix, row: i32, to: usize): void {
  const panel = matrix.data + <usize>(row >> 2) * <usize>matrix.panelSize;
  const lane = <usize>(row & 3);
  if (matrix.type == TensorType.Q8_0) unpackQ8(panel, lane, matrix.columns, to);
  else if (matrix.type == TensorType.Q4_0) unpackQ4(panel, lane, matrix.columns, to);
  else unpackF32(panel, lane, matrix.columns, to);
}

function unpackF32(panel: usize, lane: usize, columns: i32, to: usize): void {
  let from = panel + (lane << 2);
  for (let column = 0; column < columns; column++) {
    store<f32>(to, load<f32>(from));
    from += 16;
    to += 4;
  }
}

function unpackQ8(panel: usize, lane: usize, columns: i32, to: usize): void {
  for (let block = 0; block < columns; block += 32) {
    const scale = load<f32>(panel + (lane << 2));
    let pair = panel + 16 + (lane << 1);
    for (let column = 0; column < 32; column += 2) {
      store<f32>(to, <f32>load<i8>(pair) * scale);
      store<f32>(to, <f32>load<i8>(pair, 1) * scale, 4);
      pair += 8;
      to += 8;
    }
    panel += Q8_PANEL_BLOCK_BYTES;
  }
}

function unpackQ4(panel: usize, lane: usize, columns: i32, to: usize): void {
  for (let block = 0; block < columns; block += 32) {
    const scale = load<f32>(panel + (lane << 2));
    for (let column: usize = 0; column < 8; column++) {
      const place = panel + 16 + ((column >> 1) << 4) + (lane << 2) + ((column & 1) << 1);
      const weights = (<i32>load<u16>(place)) ^ 0x8000;
      const target = to + (column << 2);
      store<f32>(target, <f32>((weights & 15) - 8) * scale);
      store<f32>(target, <f32>(((weights >> 4) & 15) - 8) * scale, 32);
      store<f32>(target, <f32>(((weights >> 8) & 15) - 8) * scale, 64);
      store<f32>(target, <f32>((weights >> 12) - 8) * scale, 96);
    }
    panel += Q4_PANEL_BLOCK_BYTES;
    to += 128;
  }
}
