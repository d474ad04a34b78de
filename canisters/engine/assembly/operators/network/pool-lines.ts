import { padChannels } from '../../kernels/pad-channels';
import { Largest, Total, divideLine, poolLine } from '../../kernels/pool-rows';
import { SPATIAL, SpatialWindow } from './spatial-window';

/** Elements of a channel with what stands around it; larger ones are pooled place by place. */
const BLOCK_MAX: i64 = 1 << 24;
const TAPS_MAX: i64 = 1 << 16;

/**
 * Pooling of floats line by line: a channel is copied with what stands around it, so that no window asks where it ends. Scratch
 * holds the channel, a table of the window's places, and how many places of the window count for each column.
 */
export class PoolLines {
  private outer: StaticArray<i32> = new StaticArray<i32>(SPATIAL);
  private table: usize = 0;
  private columns: usize = 0;
  scratchSize: usize = 0;

  /** Whether the windows can be walked in lines; sets the scratch bytes. */
  prepare(window: SpatialWindow): bool {
    let block: i64 = 1;
    let taps: i64 = 1;
    for (let axis = 0; axis < SPATIAL; axis++) {
      if (window.begins[axis] < 0 || window.ends[axis] < 0) return false;
      const wide = <i64>(window.kernel[axis] - 1) * <i64>window.dilations[axis] + 1;
      // Windows of the ceiling mode end behind the padding.
      const reach = <i64>(window.output[axis] - 1) * <i64>window.strides[axis] + wide;
      const size = max<i64>(window.padded(axis), reach);
      block *= max<i64>(size, 1);
      taps *= window.kernel[axis];
      if (block > BLOCK_MAX || taps > TAPS_MAX) return false;
      this.outer[axis] = <i32>size;
    }
    this.table = (((<usize>block) << 2) + 15) & ~15;
    this.columns = this.table + ((((<usize>taps) << 2) + 15) & ~15);
    this.scratchSize = this.columns + ((<usize>window.output[2]) << 2);
    return true;
  }

  /** Instructions of pooling `channels`, estimated. */
  cost(window: SpatialWindow, channels: i32): f64 {
    const lines = <f64>window.output[0] * <f64>window.output[1];
    const fours = <f64>((window.output[2] + 3) / 4);
    const each = <f64>window.kernelSize * (window.strides[2] > 2 ? 80 : 29) + 70;
    const block = <f64>this.outer[0] * <f64>this.outer[1] * <f64>this.outer[2];
    return <f64>channels * (lines * (fours * each + 60) + block * 2.5) + 400;
  }

  /** The largest element of each window. */
  runLargest(to: usize, from: usize, scratch: usize, window: SpatialWindow, channels: i32): void {
    this.writeTable(scratch, window);
    for (let channel = 0; channel < channels; channel++) {
      const bits = <u64>reinterpret<u32>(-(<f32>Infinity));
      padChannels(scratch, from, 1, window.input, window.begins, this.outer, bits, 4);
      to = this.pool<Largest>(to, scratch, window, -Infinity, false, false);
      from += (<usize>window.inputSize) << 2;
    }
  }

  /** The mean of each window; with `includesPads` over what lies in the padding, too. */
  runMean(
    to: usize,
    from: usize,
    scratch: usize,
    window: SpatialWindow,
    channels: i32,
    includesPads: bool,
  ): void {
    this.writeTable(scratch, window);
    for (let place = 0; place < window.output[2]; place++) {
      const count = tapsInside(window, 2, place, includesPads);
      store<f32>(scratch + this.columns + ((<usize>place) << 2), <f32>count);
    }
    for (let channel = 0; channel < channels; channel++) {
      padChannels(scratch, from, 1, window.input, window.begins, this.outer, 0, 4);
      to = this.pool<Total>(to, scratch, window, 0, true, includesPads);
      from += (<usize>window.inputSize) << 2;
    }
  }

  private pool<Op>(
    to: usize,
    scratch: usize,
    window: SpatialWindow,
    start: f32,
    isMean: bool,
    includesPads: bool,
  ): usize {
    const width = window.output[2];
    const taps = window.kernelSize;
    for (let z = 0; z < window.output[0]; z++) {
      for (let y = 0; y < window.output[1]; y++) {
        const row = (z * window.strides[0] * this.outer[1] + y * window.strides[1]) * this.outer[2];
        const from = scratch + ((<usize>row) << 2);
        poolLine<Op>(to, from, scratch + this.table, taps, width, window.strides[2], start);
        if (isMean) {
          const lines = tapsInside(window, 0, z, includesPads) * tapsInside(window, 1, y, includesPads);
          divideLine(to, scratch + this.columns, width, <f32>lines);
        }
        to += (<usize>width) << 2;
      }
    }
    return to;
  }

  private writeTable(scratch: usize, window: SpatialWindow): void {
    let table = scratch + this.table;
    const outer = this.outer;
    for (let z = 0; z < window.kernel[0]; z++) {
      for (let y = 0; y < window.kernel[1]; y++) {
        const line = (z * window.dilations[0] * outer[1] + y * window.dilations[1]) * outer[2];
        for (let x = 0; x < window.kernel[2]; x++) {
          store<u32>(table, (line + x * window.dilations[2]) << 2);
          table += 4;
        }
      }
    }
  }
}

/** Places of the window on an axis that lie in the input, or also in its padding. */
function tapsInside(window: SpatialWindow, axis: i32, place: i32, includesPads: bool): i32 {
  const step = window.dilations[axis];
  const start = place * window.strides[axis] - window.begins[axis];
  const limit = window.input[axis] + (includesPads ? window.ends[axis] : 0) - start;
  const end = min(window.kernel[axis], limit <= 0 ? 0 : (limit + step - 1) / step);
  const first = start < 0 && !includesPads ? (step - 1 - start) / step : 0;
  return max(end - first, 0);
}
