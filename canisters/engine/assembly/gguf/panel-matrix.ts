import { TensorType } from './tensor-info';

/** Rows of a matrix that lie side by side, one to a lane. */
export const PANEL_ROWS: i32 = 4;

/** Bytes of one block of 32 columns of a panel: four scales, then the weights. */
export const Q8_PANEL_BLOCK_BYTES: i32 = 144;
export const Q4_PANEL_BLOCK_BYTES: i32 = 80;

/** Bytes of one column of a panel of floats. */
export const F32_PANEL_COLUMN_BYTES: i32 = 16;

// Instructions of one block (or column), by the weights of the IC; measured with the benchmark of the engine.
const Q8_BLOCK_COST: f64 = 123;
const Q4_BLOCK_COST: f64 = 158;
const F32_COLUMN_COST: f64 = 10.2;
const PANEL_COST: f64 = 100;

/**
 * A matrix of weights in the order in which the kernels read it: panels of four rows, each panel column by column, so that a
 * vector lane belongs to one row and sums run along the columns in order.
 *
 * - F32: for each column four floats.
 * - Q8_0: for each block of 32 columns four float scales, then for each pair of columns the four pairs of bytes.
 * - Q4_0: for each block four float scales, then four vectors of 16-bit lanes; lane 2r + c of vector v holds, from its lowest
 *   nibble up, the weights of row r in the columns 2(v + 4n) + c for n = 0 to 3. The first three nibbles are the weight + 8,
 *   the highest is the weight itself in two's complement.
 *
 * Rows that fill the last panel are zero.
 */
export class PanelMatrix {
  data: usize = 0;

  constructor(
    /** Type of the weights in memory: F32, Q8_0 or Q4_0. */
    public type: u32,
    public rows: i32,
    public columns: i32,
  ) {}

  get panels(): i32 {
    return (this.rows + PANEL_ROWS - 1) / PANEL_ROWS;
  }

  /** Bytes from one panel to the next. */
  get panelSize(): i32 {
    return panelSizeOf(this.type, this.columns);
  }

  get size(): u64 {
    return <u64>this.panels * <u64>this.panelSize;
  }

  /** Instructions of a product with one vector, estimated. */
  get cost(): f64 {
    const columns = <f64>this.columns;
    let panel = columns * F32_COLUMN_COST;
    if (this.type == TensorType.Q8_0) panel = (columns / 32) * Q8_BLOCK_COST;
    else if (this.type == TensorType.Q4_0) panel = (columns / 32) * Q4_BLOCK_COST;
    return <f64>this.panels * (panel + PANEL_COST);
  }
}

/** Bytes of a panel with that many columns. */
export function panelSizeOf(type: u32, columns: i32): i32 {
  if (type == TensorType.Q8_0) return (columns / 32) * Q8_PANEL_BLOCK_BYTES;
  if (type == TensorType.Q4_0) return (columns / 32) * Q4_PANEL_BLOCK_BYTES;
  return columns * F32_PANEL_COLUMN_BYTES;
}
