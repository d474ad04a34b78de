import { SpatialWindow } from './spatial-window';

/**
 * Adds products to the places of the output that they belong to. The products have a row for each channel and place of the window,
 * `rowSize` elements apart, and a column for each of `count` elements of the input from `first` on.
 */
export function addPlaces(
  to: usize,
  products: usize,
  window: SpatialWindow,
  channels: i32,
  rowSize: i32,
  first: i32,
  count: i32,
): void {
  const kernel = window.kernel;
  const area = (<usize>window.outputSize) << 2;
  for (let channel = 0; channel < channels; channel++) {
    for (let z = 0; z < kernel[0]; z++) {
      for (let y = 0; y < kernel[1]; y++) {
        for (let x = 0; x < kernel[2]; x++) {
          addOne(to, products, window, z, y, x, first, count);
          products += (<usize>rowSize) << 2;
        }
      }
    }
    to += area;
  }
}

function addOne(
  to: usize,
  products: usize,
  window: SpatialWindow,
  z: i32,
  y: i32,
  x: i32,
  first: i32,
  count: i32,
): void {
  const width = window.input[2];
  const height = window.input[1];
  const outWidth = window.output[2];
  const outHeight = window.output[1];
  const step = window.strides[2];
  const zBase = z * window.dilations[0] - window.begins[0];
  const yBase = y * window.dilations[1] - window.begins[1];
  const xBase = x * window.dilations[2] - window.begins[2];
  let column = first % width;
  let row = (first / width) % height;
  let layer = first / width / height;
  let left = count;
  while (left > 0) {
    const run = min(width - column, left);
    const outLayer = layer * window.strides[0] + zBase;
    const outRow = row * window.strides[1] + yBase;
    const isInside =
      outLayer >= 0 && outLayer < window.output[0] && outRow >= 0 && outRow < outHeight && outWidth > 0;
    if (isInside) {
      const line = to + ((<usize>(outLayer * outHeight + outRow) * <usize>outWidth) << 2);
      let place = column * step + xBase;
      for (let index = 0; index < run; index++) {
        if (<u32>place < <u32>outWidth) {
          const at = line + ((<usize>place) << 2);
          store<f32>(at, load<f32>(at) + load<f32>(products + ((<usize>index) << 2)));
        }
        place += step;
      }
    }
    products += (<usize>run) << 2;
    left -= run;
    column = 0;
    if (++row < height) continue;
    row = 0;
    layer++;
  }
}
