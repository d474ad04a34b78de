import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { stepOf } from './transpose';

const AXES_MAX: i32 = 6;

namespace Padding {
  export const ZEROS: i32 = 0;
  export const BORDER: i32 = 1;
  export const REFLECTION: i32 = 2;
}

/** How a grid is read, and the elements around one place: for each axis so many, with their offsets (-1: zero) and weights. */
class GridState extends State {
  rank: i32 = 0;
  taps: i32 = 1;
  padding: i32 = 0;
  isAligned: bool = false;
  offsets: StaticArray<i32> = new StaticArray<i32>(4 * AXES_MAX);
  weights: StaticArray<f64> = new StaticArray<f64>(4 * AXES_MAX);
  /** All of them together, with the products of their weights. */
  count: i32 = 0;
  places: StaticArray<i32> = new StaticArray<i32>(0);
  products: StaticArray<f64> = new StaticArray<f64>(0);
}

/** GridSample: the image at the places of a grid, whose coordinates go from -1 to 1 and name the last axis first. */
export function prepareGridSample(node: Node): i32 {
  const data = node.input(0);
  const grid = node.input(1);
  if (data.type != DataType.FLOAT && data.type != DataType.DOUBLE) return node.refuseType(data);
  if (grid.type != DataType.FLOAT && grid.type != DataType.DOUBLE) return node.refuseType(grid);
  const rank = data.rank - 2;
  const isFitting =
    rank >= 1 &&
    rank <= AXES_MAX &&
    grid.rank == data.rank &&
    grid.dim(grid.rank - 1) == rank &&
    grid.dim(0) == data.dim(0);
  if (!isFitting || (node.opset < 20 && rank != 2)) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'a grid of shape ' + grid.shapeText() + ' does not fit an image of ' + data.shapeText(),
    );
  }
  const state = new GridState();
  state.rank = rank;
  state.isAligned = node.int('align_corners', 0) != 0;
  const mode = node.text('mode', 'linear');
  if (mode == 'linear' || mode == 'bilinear') state.taps = 2;
  else if (mode == 'cubic' || mode == 'bicubic') state.taps = 4;
  else if (mode != 'nearest') return refuseMode(node, mode);
  const padding = node.text('padding_mode', 'zeros');
  if (padding == 'border') state.padding = Padding.BORDER;
  else if (padding == 'reflection') state.padding = Padding.REFLECTION;
  else if (padding != 'zeros') return refuseMode(node, padding);
  let around = 1;
  for (let axis = 0; axis < rank; axis++) around *= state.taps;
  state.places = new StaticArray<i32>(around);
  state.products = new StaticArray<f64>(around);
  node.state = state;
  const output = node.output(0);
  output.beginShape(data.type, data.rank);
  output.setDim(0, data.dim(0));
  output.setDim(1, data.dim(1));
  for (let axis = 0; axis < rank; axis++) output.setDim(2 + axis, grid.dim(1 + axis));
  const outcome = node.ready(output);
  if (outcome == Prepared.READY && output.size > 0 && data.size == 0) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'an image of shape ' + data.shapeText() + ' has no element',
    );
  }
  const places = <f64>output.size / <f64>max(1, data.dim(1));
  node.cost =
    100 +
    places * (<f64>rank * (220 + 90 * <f64>state.taps) + 75 * <f64>around) +
    <f64>output.size * (65 + 23 * <f64>around);
  return outcome;
}

function refuseMode(node: Node, mode: string): i32 {
  return node.refuse(RefusalCode.UNSUPPORTED, 'the mode "' + mode + '" is not supported');
}

export function runGridSample(node: Node): void {
  const isWide = node.input(1).type == DataType.DOUBLE;
  if (node.input(0).type == DataType.FLOAT) sampleAll<f32>(node, isWide);
  else sampleAll<f64>(node, isWide);
}

function sampleAll<T>(node: Node, isWide: bool): void {
  const data = node.input(0);
  const output = node.output(0);
  const state = <GridState>node.state!;
  const rank = state.rank;
  const places = output.sizeOf(2, output.rank);
  const image = data.sizeOf(2, data.rank);
  const channels = data.dim(1);
  let coordinate = node.input(1).data;
  for (let batch = 0; batch < data.dim(0); batch++) {
    for (let place = 0; place < places; place++) {
      for (let axis = rank - 1; axis >= 0; axis--) {
        const given = isWide ? load<f64>(coordinate) : <f64>load<f32>(coordinate);
        coordinate += isWide ? 8 : 4;
        findElements<T>(state, axis, given, data.dim(2 + axis), stepOf(data, 2 + axis));
      }
      state.count = 0;
      collect<T>(state, 0, 0, 1);
      for (let channel = 0; channel < channels; channel++) {
        const at = <usize>(batch * channels + channel);
        const value = weigh<T>(state, data.data + at * <usize>image * sizeof<T>());
        store<T>(output.data + (at * <usize>places + <usize>place) * sizeof<T>(), value);
      }
    }
  }
}

// Computed in the type of the image, as every step after the grid is.
function findElements<T>(state: GridState, axis: i32, given: f64, size: i32, step: i32): void {
  const length = <T>size;
  const n = <T>given;
  let x: T = state.isAligned ? ((n + 1) / 2) * (length - 1) : ((n + 1) * length - 1) / 2;
  const isNearest = state.taps == 1;
  if (isNearest) x = nearest<T>(x);
  const low: f64 = state.isAligned ? 0 : -0.5;
  const high: f64 = state.isAligned ? <f64>size - 1 : <f64>size - 0.5;
  if (state.padding == Padding.REFLECTION) x = <T>reflect(<f64>x, low, high);
  // What lies further outside finds nothing, either; no number finds the first element, or nothing.
  const place = x > -8 ? (x < <T>(size + 8) ? <f64>x : <f64>size + 8) : -8;
  const floor = Math.floor(place);
  const ratio = <T>(place - floor);
  const first = axis * 4;
  if (isNearest) unchecked((state.weights[first] = 1));
  else if (state.taps == 2) {
    unchecked((state.weights[first] = <f64>(<T>1 - ratio)));
    unchecked((state.weights[first + 1] = <f64>ratio));
  } else {
    for (let tap = 0; tap < 4; tap++) unchecked((state.weights[first + tap] = <f64>cubic<T>(tap, ratio)));
  }
  const start = <i32>floor - (state.taps == 4 ? 1 : 0);
  for (let tap = 0; tap < state.taps; tap++) {
    unchecked((state.offsets[first + tap] = offsetOf(state.padding, start + tap, size, low, high) * step));
  }
}

function nearest<T>(x: T): T {
  // @ts-ignore: the kind of float is known when this is compiled
  return isFloat<T>() && sizeof<T>() == 4 ? <T>f32.nearest(<f32>x) : <T>f64.nearest(<f64>x);
}

function offsetOf(padding: i32, place: i32, size: i32, low: f64, high: f64): i32 {
  if (place >= 0 && place < size) return place;
  if (padding == Padding.ZEROS) return OUTSIDE;
  const inside = padding == Padding.REFLECTION ? <i32>reflect(<f64>place, low, high) : place;
  return max(0, min(size - 1, inside));
}

const OUTSIDE: i32 = -1;

// Back and forth between the borders.
function reflect(x: f64, low: f64, high: f64): f64 {
  const range = high - low;
  if (!(x < low || x > high)) return x;
  if (range <= 0) return low;
  const beyond = x < low ? low - x : x - high;
  const times = Math.floor(beyond / range);
  const rest = beyond - times * range;
  const isEven = times % 2 == 0;
  return isEven == x < low ? low + rest : high - rest;
}

function cubic<T>(tap: i32, ratio: T): T {
  const a: T = -0.75;
  const x: T = tap == 0 ? ratio + 1 : tap == 1 ? ratio : tap == 2 ? <T>1 - ratio : <T>2 - ratio;
  if (tap == 1 || tap == 2) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
}

// Every element that is weighed for the place, with the product of its weights along the axes.
function collect<T>(state: GridState, axis: i32, offset: i32, weight: T): void {
  const first = axis * 4;
  for (let tap = first; tap < first + state.taps; tap++) {
    const along = unchecked(state.offsets[tap]);
    if (along < 0) continue;
    const product = <T>(weight * <T>unchecked(state.weights[tap]));
    if (axis + 1 < state.rank) collect<T>(state, axis + 1, offset + along, product);
    else {
      unchecked((state.places[state.count] = offset + along));
      unchecked((state.products[state.count] = <f64>product));
      state.count++;
    }
  }
}

function weigh<T>(state: GridState, from: usize): T {
  let place = changetype<usize>(state.places);
  let product = changetype<usize>(state.products);
  const end = place + ((<usize>state.count) << 2);
  let sum: T = 0;
  while (place < end) {
    sum += <T>load<f64>(product) * load<T>(from + <usize>load<i32>(place) * sizeof<T>());
    place += 4;
    product += 8;
  }
  return sum;
}
