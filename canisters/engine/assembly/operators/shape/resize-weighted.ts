import { DataType } from '../../core/data-type';
import { Node, State } from '../../core/node';
import { isFloatType, narrow, widen } from './float-elements';
import { ResizedAxis } from './resize-coordinates';
import { ResizePass } from './resize-pass';
import { AxisWeights, Weighing } from './resize-weights';

/** What a linear or cubic resize remembers. */
export class WeightedState extends State {
  passes: Array<ResizePass> = new Array<ResizePass>();
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
  const unit = data.type == DataType.FLOAT ? 4 : 8;
  const isWidened = !isFloatType(data.type);
  let cost: f64 = 100;
  let before = 1;
  for (let at = 0; at < data.rank; at++) before *= axes[at].from;
  let inner = 1;
  state.betweenSize = isWidened ? <usize>max(data.size, node.output(0).size) * <usize>unit : 0;
  for (let at = data.rank - 1; at >= 0; at--) {
    const axis = axes[at];
    before /= max(1, axis.from);
    if (!axis.isSame) {
      const pass = new ResizePass(new AxisWeights(axis, weighing));
      pass.outer = before;
      pass.from = axis.from;
      pass.to = axis.to;
      pass.inner = inner;
      state.passes.push(pass);
      const size = <usize>pass.outer * <usize>pass.to * <usize>inner;
      state.betweenSize = max(state.betweenSize, size * <usize>unit);
      cost += pass.cost(unit);
    }
    inner *= axis.to;
  }
  // A single pass of floats goes from the input to the output; else values lie between.
  state.betweenSize = (state.betweenSize + 15) & ~15;
  node.scratchSize = state.passes.length > 1 || isWidened ? 2 * state.betweenSize : 0;
  node.state = state;
  node.alias = state.passes.length == 0 ? 0 : -1;
  node.cost = node.alias == 0 ? 20 : cost + (isWidened ? 70 * <f64>node.output(0).size : 0);
}

export function runWeighted(node: Node, state: WeightedState): void {
  const data = node.input(0);
  const output = node.output(0);
  if (output.size == 0) return;
  const isWidened = !isFloatType(data.type);
  const one = node.scratch;
  const other = node.scratch + state.betweenSize;
  let from = data.data;
  let next = one;
  if (isWidened) {
    widen(data, one);
    from = one;
    next = other;
  }
  for (let index = 0; index < state.passes.length; index++) {
    const isLast = index == state.passes.length - 1;
    const to = isLast && !isWidened ? output.data : next;
    const pass = unchecked(state.passes[index]);
    if (data.type == DataType.FLOAT) pass.run<f32>(to, from, <f32>state.extrapolation);
    else pass.run<f64>(to, from, state.extrapolation);
    from = to;
    next = to == one ? other : one;
  }
  if (isWidened) narrow(output, from);
}
