import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { preparePool } from './max-pool';
import { PoolLines } from './pool-lines';
import { PoolTaps } from './pool-taps';
import { SpatialWindow } from './spatial-window';

/**
 * The mean of each window, and its norm. The padding counts for the mean when `count_include_pad` says so; what a window of the
 * ceiling mode covers behind the padding never does. Source: ONNX, AveragePool (1, 7, 10, 11, 19, 22), LpPool (1, 2, 11, 18, 22).
 */
export function addAveragePool(): void {
  addOperator('', 'AveragePool', new Operator(1, 1, 1, prepareMean, runAverage));
  addOperator('', 'LpPool', new Operator(1, 1, 1, prepareNorm, runNorm));
}

class AverageState extends State {
  window: SpatialWindow = new SpatialWindow();
  taps: PoolTaps = new PoolTaps();
  includesPads: bool = false;
  power: f64 = 2;
  lines: PoolLines = new PoolLines();
  isInLines: bool = false;
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  if (x.type != DataType.FLOAT && x.type != DataType.DOUBLE) return node.refuseType(x);
  if (node.state === null) node.state = new AverageState();
  const state = node.state as AverageState;
  state.includesPads = node.int('count_include_pad', 0) != 0;
  return preparePool(node, state.window);
}

function prepareMean(node: Node): i32 {
  const outcome = prepare(node);
  if (outcome != Prepared.READY) return outcome;
  const state = node.state as AverageState;
  const x = node.input(0);
  state.isInLines = x.type == DataType.FLOAT && state.lines.prepare(state.window);
  if (!state.isInLines) return Prepared.READY;
  node.scratchSize = state.lines.scratchSize;
  node.cost = state.lines.cost(state.window, x.dim(0) * x.dim(1)) + <f64>node.output(0).size * 16;
  return Prepared.READY;
}

function prepareNorm(node: Node): i32 {
  if (!isPower(node)) return Prepared.REFUSED;
  const outcome = prepare(node);
  if (node.state !== null) (node.state as AverageState).power = powerOf(node);
  return outcome;
}

/** Whether the attribute `p` is a power whose root can be taken; else the node is refused. */
export function isPower(node: Node): bool {
  if (powerOf(node) >= 1) return true;
  node.refuse(RefusalCode.INVALID_INPUT, 'expected p from 1 on, got ' + powerOf(node).toString());
  return false;
}

/** The attribute `p`: a number before version 2, an integer since then. */
export function powerOf(node: Node): f64 {
  return node.opset < 2 ? <f64>node.float('p', 2) : <f64>node.int('p', 2);
}

function runAverage(node: Node): void {
  const state = node.state as AverageState;
  if (state.isInLines) {
    const x = node.input(0);
    const channels = x.dim(0) * x.dim(1);
    const to = node.output(0).data;
    return state.lines.runMean(to, x.data, node.scratch, state.window, channels, state.includesPads);
  }
  if (node.input(0).type == DataType.FLOAT) pool<f32>(node, false);
  else pool<f64>(node, false);
}

function runNorm(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) pool<f32>(node, true);
  else pool<f64>(node, true);
}

function pool<T>(node: Node, isNorm: bool): void {
  const state = node.state as AverageState;
  const window = state.window;
  const taps = state.taps;
  const places = window.outputSize;
  if (places == 0) return;
  const block = window.inputSize;
  const channels = node.output(0).size / places;
  let to = node.output(0).data;
  let from = node.input(0).data;
  for (let channel = 0; channel < channels; channel++) {
    taps.begin(window);
    do {
      if (isNorm) {
        store<T>(to, rooted<T>(sum<T>(from, window, taps, state.power), state.power));
      } else {
        const count = state.includesPads ? taps.withPads : taps.inside;
        store<T>(to, count == 0 ? <T>0 : <T>(sum<T>(from, window, taps, 0) / <T>count));
      }
      to += sizeof<T>();
    } while (taps.next(window));
    from += <usize>block * sizeof<T>();
  }
}

// The power 0 stands for the plain sum.
function sum<T>(from: usize, window: SpatialWindow, taps: PoolTaps, power: f64): T {
  const height = unchecked(window.input[1]);
  const width = unchecked(window.input[2]);
  const columns = unchecked(taps.end[2]);
  const step = unchecked(window.dilations[2]);
  const distance = <usize>step * sizeof<T>();
  let total: T = 0;
  for (let z = unchecked(taps.first[0]); z < unchecked(taps.end[0]); z += unchecked(window.dilations[0])) {
    for (let y = unchecked(taps.first[1]); y < unchecked(taps.end[1]); y += unchecked(window.dilations[1])) {
      let at = from + <usize>((z * height + y) * width + unchecked(taps.first[2])) * sizeof<T>();
      for (let x = unchecked(taps.first[2]); x < columns; x += step) {
        const one = load<T>(at);
        total += power == 0 ? one : powered<T>(one, power);
        at += distance;
      }
    }
  }
  return total;
}

/** |x| to a power. */
export function powered<T>(x: T, power: f64): T {
  if (power == 2) return <T>(x * x);
  const size = abs<T>(x);
  return power == 1 ? size : <T>Math.pow(<f64>size, power);
}

/** The root that undoes {@link powered}. */
export function rooted<T>(x: T, power: f64): T {
  if (power == 2) return sqrt<T>(x);
  return power == 1 ? x : <T>Math.pow(<f64>x, 1 / power);
}
