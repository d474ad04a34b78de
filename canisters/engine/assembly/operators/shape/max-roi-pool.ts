import { DataType } from '../../core/data-type';
import { Node, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { refuseIndex } from './check-indices';

class PoolState extends State {
  scale: f32 = 1;
}

/** MaxRoiPool: the largest element in each cell of a grid laid over regions of images; a region is its image and two corners. */
export function prepareMaxRoiPool(node: Node): i32 {
  const data = node.input(0);
  const regions = node.input(1);
  if (data.type != DataType.FLOAT) return node.refuseType(data);
  if (regions.type != DataType.FLOAT) return node.refuseType(regions);
  const shape = node.ints('pooled_shape');
  if (shape === null) return node.refuse(RefusalCode.MALFORMED, 'the attribute "pooled_shape" is missing');
  const isFitting =
    data.rank == 4 &&
    regions.rank == 2 &&
    regions.dim(1) == 5 &&
    shape.length == 2 &&
    shape[0] > 0 &&
    shape[1] > 0 &&
    shape[0] <= 0xffff &&
    shape[1] <= 0xffff;
  if (!isFitting) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'regions of shape ' +
        regions.shapeText() +
        ' or the pooled shape do not fit images of ' +
        data.shapeText(),
    );
  }
  const state = new PoolState();
  state.scale = node.float('spatial_scale', 1);
  node.state = state;
  const output = node.output(0);
  output.beginShape(data.type, 4);
  output.setDim(0, regions.dim(0));
  output.setDim(1, data.dim(1));
  output.setDim(2, <i32>shape[0]);
  output.setDim(3, <i32>shape[1]);
  node.cost =
    100 +
    80 * <f64>output.size +
    (data.dim(0) > 0 ? 20 * <f64>regions.dim(0) * (<f64>data.size / <f64>data.dim(0)) : 0);
  return node.ready(output);
}

// A whole number, halves away from zero, kept within what an image can have.
function rounded(value: f32): i32 {
  const whole = value < 0 ? Math.ceil(<f64>value - 0.5) : Math.floor(<f64>value + 0.5);
  return whole > -LIMIT ? (whole < LIMIT ? <i32>whole : <i32>LIMIT) : -(<i32>LIMIT);
}

const LIMIT: f64 = 100000000;

export function runMaxRoiPool(node: Node): void {
  const data = node.input(0);
  const output = node.output(0);
  const scale = (<PoolState>node.state!).scale;
  const plane = <usize>data.dim(2) * <usize>data.dim(3);
  let region = node.input(1).data;
  let to = output.data;
  for (let at = 0; at < output.dim(0); at++) {
    const batch = load<f32>(region);
    if (!(batch >= 0 && batch < <f32>data.dim(0))) {
      refuseIndex(node, batch >= -1e9 && batch <= 1e9 ? <i64>batch : -1, data.dim(0));
      return;
    }
    const left = rounded(load<f32>(region, 4) * scale);
    const top = rounded(load<f32>(region, 8) * scale);
    const high = max(1, rounded(load<f32>(region, 16) * scale) - top + 1);
    const wide = max(1, rounded(load<f32>(region, 12) * scale) - left + 1);
    region += 20;
    for (let channel = 0; channel < data.dim(1); channel++) {
      const image = data.data + ((<usize>(<i32>batch * data.dim(1) + channel) * plane) << 2);
      for (let y = 0; y < output.dim(2); y++) {
        const first = border(y, high, output.dim(2), top, data.dim(2), false);
        const end = border(y + 1, high, output.dim(2), top, data.dim(2), true);
        for (let x = 0; x < output.dim(3); x++) {
          const start = border(x, wide, output.dim(3), left, data.dim(3), false);
          const stop = border(x + 1, wide, output.dim(3), left, data.dim(3), true);
          store<f32>(to, largest(image, data.dim(3), first, end, start, stop));
          to += 4;
        }
      }
    }
  }
}

// A border between cells, in elements of the image; cells that share an element both take it.
function border(cell: i32, length: i32, cells: i32, start: i32, size: i32, isEnd: bool): i32 {
  const place = (<f64>cell * <f64>length) / <f64>cells;
  return max(0, min(size, <i32>(isEnd ? Math.ceil(place) : Math.floor(place)) + start));
}

// 0 when nothing lies in the cell.
function largest(image: usize, width: i32, first: i32, end: i32, start: i32, stop: i32): f32 {
  if (end <= first || stop <= start) return 0;
  let found: f32 = -Infinity;
  for (let y = first; y < end; y++) {
    const row = image + ((<usize>y * <usize>width) << 2);
    for (let x = start; x < stop; x++) {
      const value = load<f32>(row + ((<usize>x) << 2));
      if (value > found) found = value;
    }
  }
  return found;
}
