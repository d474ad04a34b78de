import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { fillElements } from '../../kernels/fill-elements';
import { refuseIndex } from './check-indices';
import { isIndexType } from './known-integers';

/** The most samples of one region along an axis: a region that is not one would be sampled without end. */
const SAMPLES_MAX: f64 = 1024;

class AlignState extends State {
  isLargest: bool = false;
  /** Half of an element, by which regions are moved so that their corners are those of elements. */
  offset: f32 = 0;
  scale: f32 = 1;
  samples: i32 = 0;
  // One sample: the four elements around it, in bytes from the plane's first, and their weights.
  places: StaticArray<usize> = new StaticArray<usize>(4);
  weights: StaticArray<f32> = new StaticArray<f32>(4);
}

/** RoiAlign: regions of images in a fixed size, each place the mean or the largest of samples between the elements. */
export function prepareRoiAlign(node: Node): i32 {
  const data = node.input(0);
  const regions = node.input(1);
  const batches = node.input(2);
  if (data.type != DataType.FLOAT) return node.refuseType(data);
  if (regions.type != DataType.FLOAT) return node.refuseType(regions);
  if (!isIndexType(batches)) return node.refuseType(batches);
  const height = node.int('output_height', 1);
  const width = node.int('output_width', 1);
  const isFitting =
    data.rank == 4 &&
    regions.rank == 2 &&
    regions.dim(1) == 4 &&
    batches.rank == 1 &&
    batches.dim(0) == regions.dim(0) &&
    height > 0 &&
    width > 0 &&
    height <= 0xffff &&
    width <= 0xffff;
  if (!isFitting) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'regions of shape ' + regions.shapeText() + ' do not fit images of ' + data.shapeText(),
    );
  }
  const mode = node.text('mode', 'avg');
  const transform = node.text(
    'coordinate_transformation_mode',
    node.opset < 16 ? 'output_half_pixel' : 'half_pixel',
  );
  const samples = node.int('sampling_ratio', 0);
  if (mode != 'avg' && mode != 'max') return refuseMode(node, mode);
  if (transform != 'half_pixel' && transform != 'output_half_pixel') return refuseMode(node, transform);
  if (samples < 0 || <f64>samples > SAMPLES_MAX) return refuseMode(node, samples.toString() + ' samples');
  const state = new AlignState();
  state.isLargest = mode == 'max';
  state.offset = transform == 'half_pixel' ? 0.5 : 0;
  state.scale = node.float('spatial_scale', 1);
  state.samples = <i32>samples;
  node.state = state;
  const output = node.output(0);
  output.beginShape(data.type, 4);
  output.setDim(0, regions.dim(0));
  output.setDim(1, data.dim(1));
  output.setDim(2, <i32>height);
  output.setDim(3, <i32>width);
  const perPlace = samples > 0 ? <f64>(samples * samples) : 4.0;
  const outcome = node.ready(output);
  node.cost = 100 + <f64>output.size * perPlace * (170 + 450 / <f64>max(1, data.dim(1)));
  if (outcome == Prepared.READY && output.size > 0 && data.size == 0) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'images of shape ' + data.shapeText() + ' have no element');
  }
  return outcome;
}

function refuseMode(node: Node, mode: string): i32 {
  return node.refuse(RefusalCode.UNSUPPORTED, 'the mode "' + mode + '" is not supported');
}

export function runRoiAlign(node: Node): void {
  const data = node.input(0);
  const regions = node.input(1);
  const output = node.output(0);
  const state = <AlignState>node.state!;
  fillElements(output.data, 0, 4, output.size);
  for (let region = 0; region < regions.dim(0); region++) {
    const batch = node.input(2).intAt(region);
    if (batch < 0 || batch >= data.dim(0)) {
      refuseIndex(node, batch, data.dim(0));
      return;
    }
    if (!alignRegion(node, state, region, <i32>batch)) return;
  }
}

function alignRegion(node: Node, state: AlignState, region: i32, batch: i32): bool {
  const data = node.input(0);
  const output = node.output(0);
  const corners = node.input(1).data + ((<usize>region) << 4);
  const left = load<f32>(corners) * state.scale - state.offset;
  const top = load<f32>(corners, 4) * state.scale - state.offset;
  let wide = load<f32>(corners, 8) * state.scale - state.offset - left;
  let high = load<f32>(corners, 12) * state.scale - state.offset - top;
  if (state.offset == 0) {
    wide = max<f32>(wide, 1);
    high = max<f32>(high, 1);
  }
  const binHigh = high / <f32>output.dim(2);
  const binWide = wide / <f32>output.dim(3);
  const rows = state.samples > 0 ? <f64>state.samples : Math.ceil(<f64>binHigh);
  const columns = state.samples > 0 ? <f64>state.samples : Math.ceil(<f64>binWide);
  if (!(rows <= SAMPLES_MAX && columns <= SAMPLES_MAX)) {
    node.refuse(RefusalCode.TOO_LARGE, 'the region ' + region.toString() + ' has too many samples');
    return false;
  }
  // A region turned inside out has no sample and stays 0.
  const countRows = max(0, <i32>rows);
  const countColumns = max(0, <i32>columns);
  const plane = (<usize>data.dim(2) * <usize>data.dim(3)) << 2;
  const image = data.data + <usize>(batch * data.dim(1)) * plane;
  for (let y = 0; y < output.dim(2); y++) {
    for (let x = 0; x < output.dim(3); x++) {
      const to = ((region * data.dim(1) * output.dim(2) + y) * output.dim(3) + x) << 2;
      for (let row = 0; row < countRows; row++) {
        const atY = top + <f32>y * binHigh + ((<f32>row + 0.5) * binHigh) / <f32>countRows;
        for (let column = 0; column < countColumns; column++) {
          const atX = left + <f32>x * binWide + ((<f32>column + 0.5) * binWide) / <f32>countColumns;
          findSample(state, atY, atX, data.dim(2), data.dim(3));
          addSample(node, state, output.data + <usize>to, image, plane, row == 0 && column == 0);
        }
      }
      if (!state.isLargest) divide(node, output.data + <usize>to, <f32>max(1, countRows * countColumns));
    }
  }
  return true;
}

// The four elements around a place and their weights; a place further outside than one element weighs nothing.
function findSample(state: AlignState, givenY: f32, givenX: f32, height: i32, width: i32): void {
  const isInside = givenY >= -1 && givenY <= <f32>height && givenX >= -1 && givenX <= <f32>width;
  if (!isInside) {
    for (let at = 0; at < 4; at++) {
      unchecked((state.places[at] = 0));
      unchecked((state.weights[at] = 0));
    }
    return;
  }
  const y = max<f32>(0, min<f32>(givenY, <f32>(height - 1)));
  const x = max<f32>(0, min<f32>(givenX, <f32>(width - 1)));
  const top = <i32>y;
  const left = <i32>x;
  const bottom = min(top + 1, height - 1);
  const right = min(left + 1, width - 1);
  const down = y - <f32>top;
  const along = x - <f32>left;
  unchecked((state.places[0] = (<usize>(top * width + left)) << 2));
  unchecked((state.places[1] = (<usize>(top * width + right)) << 2));
  unchecked((state.places[2] = (<usize>(bottom * width + left)) << 2));
  unchecked((state.places[3] = (<usize>(bottom * width + right)) << 2));
  unchecked((state.weights[0] = (1 - down) * (1 - along)));
  unchecked((state.weights[1] = (1 - down) * along));
  unchecked((state.weights[2] = down * (1 - along)));
  unchecked((state.weights[3] = down * along));
}

function addSample(
  node: Node,
  state: AlignState,
  to: usize,
  image: usize,
  plane: usize,
  isFirst: bool,
): void {
  const step = (<usize>(node.output(0).dim(2) * node.output(0).dim(3))) << 2;
  const channels = node.output(0).dim(1);
  for (let channel = 0; channel < channels; channel++) {
    const a = unchecked(state.weights[0]) * load<f32>(image + unchecked(state.places[0]));
    const b = unchecked(state.weights[1]) * load<f32>(image + unchecked(state.places[1]));
    const c = unchecked(state.weights[2]) * load<f32>(image + unchecked(state.places[2]));
    const d = unchecked(state.weights[3]) * load<f32>(image + unchecked(state.places[3]));
    if (state.isLargest) {
      const largest = max<f32>(max<f32>(a, b), max<f32>(c, d));
      store<f32>(to, isFirst ? largest : max<f32>(load<f32>(to), largest));
    } else store<f32>(to, load<f32>(to) + (a + b + c + d));
    to += step;
    image += plane;
  }
}

function divide(node: Node, to: usize, count: f32): void {
  const step = (<usize>(node.output(0).dim(2) * node.output(0).dim(3))) << 2;
  for (let channel = 0; channel < node.output(0).dim(1); channel++) {
    store<f32>(to, load<f32>(to) / count);
    to += step;
  }
}
