import { DataType, elementSize } from '../../core/data-type';
import { Node, State } from '../../core/node';
import { Tensor } from '../../core/tensor';
import { isFloatType, storeFromFloat64, widen } from './float-elements';
import { ResizedAxis } from './resize-coordinates';
import { AxisWeights, Weighing } from './resize-weights';

/** One axis resized: `outer` blocks of `from` rows become as many of `to` rows; a row has `inner` elements. */
class Pass {
  outer: i32 = 1;
  from: i32 = 1;
  to: i32 = 1;
  inner: i32 = 1;
  weights: AxisWeights;

  constructor(weights: AxisWeights) {
    this.weights = weights;
  }
}

/** What a linear or cubic resize remembers. */
export class WeightedState extends State {
  passes: Array<Pass> = new Array<Pass>();
  /** Bytes of the largest value between two passes. */
  betweenSize: usize = 0;
  /** Stands where a place lies outside. */
  extrapolation: f64 = 0;
}

/** Prepares the passes, one for each axis that changes, the last axis first. */
export function prepareWeighted(
  node: Node,
  axes: Array<ResizedAxis>,
  weighing: Weighing,
  extrapolation: f64,
): void {
  const data = node.input(0);
  const state = new WeightedState();
  state.extrapolation = extrapolation;
  const unit: usize = data.type == DataType.FLOAT ? 4 : 8;
  const isWidened = !isFloatType(data.type);
  let cost: f64 = 100;
  let before = 1;
  for (let at = 0; at < data.rank; at++) before *= axes[at].from;
  let inner = 1;
  state.betweenSize = isWidened ? <usize>max(data.size, node.output(0).size) * unit : 0;
  for (let at = data.rank - 1; at >= 0; at--) {
    const axis = axes[at];
    before /= max(1, axis.from);
    if (!axis.isSame) {
      const pass = new Pass(new AxisWeights(axis, weighing));
      pass.outer = before;
      pass.from = axis.from;
      pass.to = axis.to;
      pass.inner = inner;
      state.passes.push(pass);
      const size = <usize>pass.outer * <usize>pass.to * <usize>inner;
      state.betweenSize = max(state.betweenSize, size * unit);
      const perTap: f64 = inner >= 4 && unit == 4 ? 3 : 12;
      cost += <f64>size * (8 + perTap * <f64>pass.weights.taps);
    }
    inner *= axis.to;
  }
  // A single pass of floats goes from the input to the output; else values lie between.
  node.scratchSize = state.passes.length > 1 || isWidened ? 2 * ((state.betweenSize + 15) & ~15) : 0;
  node.state = state;
  node.alias = state.passes.length == 0 ? 0 : -1;
  node.cost = state.passes.length == 0 ? 20 : cost + (isWidened ? 30 * <f64>node.output(0).size : 0);
}

export function runWeighted(node: Node, state: WeightedState): void {
  const data = node.input(0);
  const output = node.output(0);
  if (output.size == 0) return;
  const isWidened = !isFloatType(data.type);
  let from = data.data;
  const one = node.scratch;
  const other = node.scratch + ((state.betweenSize + 15) & ~15);
  let next = one;
  if (isWidened) {
    widen(data, one);
    from = one;
    next = other;
  }
  for (let index = 0; index < state.passes.length; index++) {
    const isLast = index == state.passes.length - 1;
    const to = isLast && !isWidened ? output.data : next;
    if (data.type == DataType.FLOAT) runPass<f32>(state.passes[index], to, from, <f32>state.extrapolation);
    else runPass<f64>(state.passes[index], to, from, state.extrapolation);
    from = to;
    next = to == one ? other : one;
  }
  if (isWidened) narrow(output, from);
}

const WHOLE_MARGIN: f64 = 1e-6;

function narrow(output: Tensor, from: usize): void {
  const size = <usize>elementSize(output.type);
  for (let at = 0; at < output.size; at++) {
    const value = load<f64>(from + ((<usize>at) << 3));
    // Weights are not exact: what they miss a whole number by is not cut off.
    const whole = nearest<f64>(value);
    const isWhole = Math.abs(value - whole) < WHOLE_MARGIN;
    storeFromFloat64(output.type, output.data + <usize>at * size, isWhole ? whole : value);
  }
}

function runPass<T>(pass: Pass, to: usize, from: usize, extrapolation: T): void {
  const taps = pass.weights.taps;
  const row = <usize>pass.inner * sizeof<T>();
  for (let block = 0; block < pass.outer; block++) {
    for (let at = 0; at < pass.to; at++) {
      const start = at * taps;
      if (unchecked(pass.weights.places[start]) < 0) fill<T>(to, pass.inner, extrapolation);
      else if (pass.inner == 1) store<T>(to, weighOne<T>(pass, start, taps, from));
      else weighRow<T>(pass, start, taps, to, from, row);
      to += row;
    }
    from += <usize>pass.from * row;
  }
}

function fill<T>(to: usize, count: i32, value: T): void {
  for (let at = 0; at < count; at++) store<T>(to + <usize>at * sizeof<T>(), value);
}

function weighOne<T>(pass: Pass, start: i32, taps: i32, from: usize): T {
  let sum: T = 0;
  for (let tap = start; tap < start + taps; tap++) {
    const place = <usize>unchecked(pass.weights.places[tap]);
    sum += <T>unchecked(pass.weights.weights[tap]) * load<T>(from + place * sizeof<T>());
  }
  return sum;
}

function weighRow<T>(pass: Pass, start: i32, taps: i32, to: usize, from: usize, row: usize): void {
  for (let tap = 0; tap < taps; tap++) {
    const place = <usize>unchecked(pass.weights.places[start + tap]);
    addRow<T>(to, from + place * row, row, <T>unchecked(pass.weights.weights[start + tap]), tap == 0);
  }
}

// The first row is written, the others are added; both begin from 0 as a single sum does.
function addRow<T>(to: usize, from: usize, row: usize, weight: T, isFirst: bool): void {
  const end = to + row;
  if (sizeof<T>() == 4) {
    const factor = f32x4.splat(<f32>weight);
    while (to + 12 < end) {
      const sum = isFirst ? f32x4.splat(0) : v128.load(to);
      v128.store(to, f32x4.add(sum, f32x4.mul(factor, v128.load(from))));
      to += 16;
      from += 16;
    }
  }
  while (to < end) {
    const sum: T = isFirst ? 0 : load<T>(to);
    store<T>(to, sum + weight * load<T>(from));
    to += sizeof<T>();
    from += sizeof<T>();
  }
}
