import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { activationCost } from '../../kernels/activate';
import { finishRows } from '../../kernels/finish-rows';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { windowLine, windowLineCost } from '../../kernels/window-rows';
import { ConvLayout } from './conv-layout';
import { FusedActivation } from './fused-activation';

/**
 * Convolution along one to three axes, by groups. Each sum runs over channel, depth, height and width of the window in that order.
 * Source: ONNX, Conv (1, 11, 22).
 */
export function addConv(): void {
  addOperator('', 'Conv', new Operator(1, 2, 3, prepare, run));
}

/** Up to this many channels of output, a group walks over its input once for each and unfolds nothing. */
const WALKED_MAX: i32 = 2;

class ConvState extends State {
  layout: ConvLayout = new ConvLayout();
  activation: FusedActivation = new FusedActivation();
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  const weights = node.input(1);
  if (x.type != DataType.FLOAT) return node.refuseType(x);
  if (weights.type != DataType.FLOAT) return node.refuseType(weights);
  if (node.state === null) node.state = new ConvState();
  const state = node.state as ConvState;
  const layout = state.layout;
  if (!layout.prepare(node, x, weights, x.type) || !state.activation.read(node)) return Prepared.REFUSED;
  if (node.hasInput(2) && !isBias(node, weights.dim(0), 2)) return Prepared.REFUSED;
  node.scratchSize = layout.scratchSize;
  const products = <f64>layout.images * <f64>layout.groups;
  const finishing = <f64>node.output(0).size * (4 + activationCost(state.activation.kind) / 4);
  if (layout.channelsOut <= WALKED_MAX) {
    const width = layout.window.output[2];
    const each = <f64>layout.k * windowLineCost(width, layout.window.strides[2]);
    node.cost = <f64>node.output(0).size * each + layout.paddingCost + finishing * 2 + 500;
    return Prepared.READY;
  }
  node.cost =
    products * multiplyCost(layout.channelsOut, layout.places, layout.k) + layout.cost + finishing + 500;
  return Prepared.READY;
}

/** Whether an input is a bias of one float for each channel; else the node is refused. */
export function isBias(node: Node, channels: i32, index: i32): bool {
  const bias = node.input(index);
  if (bias.type != DataType.FLOAT) {
    node.refuseType(bias);
    return false;
  }
  if (bias.size == channels) return true;
  const expected = 'expected a bias of ' + channels.toString() + ' values, got the shape ';
  node.refuse(RefusalCode.INVALID_INPUT, expected + bias.shapeText());
  return false;
}

function run(node: Node): void {
  const state = node.state as ConvState;
  const layout = state.layout;
  const table = node.scratch + layout.paddedSize;
  const strip = table + layout.tableSize;
  const groupIn = (<usize>layout.channelsIn * <usize>layout.window.inputSize) << 2;
  const groupOut = (<usize>layout.channelsOut * <usize>layout.places) << 2;
  const groupWeights = (<usize>layout.channelsOut * <usize>layout.k) << 2;
  let from = node.input(0).data;
  let to = node.output(0).data;
  layout.writeTable(table);
  for (let image = 0; image < layout.images; image++) {
    let weights = node.input(1).data;
    let bias = node.hasInput(2) ? node.input(2).data : 0;
    for (let group = 0; group < layout.groups; group++) {
      const source = layout.padded(node.scratch, from, 0);
      if (layout.channelsOut <= WALKED_MAX) walkGroup(state, source, table, weights, to, bias);
      else runGroup(state, source, table, strip, weights, to, bias);
      if (bias != 0) bias += (<usize>layout.channelsOut) << 2;
      weights += groupWeights;
      from += groupIn;
      to += groupOut;
    }
  }
}

function runGroup(
  state: ConvState,
  source: usize,
  table: usize,
  strip: usize,
  weights: usize,
  to: usize,
  bias: usize,
): void {
  const layout = state.layout;
  const activation = state.activation;
  const rows = layout.channelsOut;
  const places = layout.places;
  const k = layout.k;
  for (let first = 0; first < places; first += layout.strip) {
    const count = min(layout.strip, places - first);
    const target = to + ((<usize>first) << 2);
    layout.unfold(strip, source, table, first, count);
    multiply(weights, k, strip, target, places, rows, count, k);
    finishRows(target, places, rows, count, bias, 1, 0, activation.kind, activation.alpha, activation.beta);
  }
}

function walkGroup(
  state: ConvState,
  source: usize,
  table: usize,
  weights: usize,
  to: usize,
  bias: usize,
): void {
  const layout = state.layout;
  const activation = state.activation;
  const width = layout.window.output[2];
  const step = layout.window.strides[2];
  const lines = layout.lines;
  const k = layout.k;
  const places = layout.places;
  for (let channel = 0; channel < layout.channelsOut; channel++) {
    let target = to;
    for (let line = 0; line < lines; line++) {
      const from = source + ((<usize>layout.lineOffset(line)) << 2);
      windowLine(target, from, table, weights, k, width, step);
      target += (<usize>width) << 2;
    }
    finishRows(to, places, 1, places, bias, 1, 0, activation.kind, activation.alpha, activation.beta);
    if (bias != 0) bias += 4;
    weights += (<usize>k) << 2;
    to = target;
  }
}
