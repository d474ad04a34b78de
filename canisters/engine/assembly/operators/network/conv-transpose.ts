import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { fillElements } from '../../kernels/fill-elements';
import { finishRows } from '../../kernels/finish-rows';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packPanels, packedColumns, packingCost } from '../../kernels/gemm-pack';
import { turnBlock } from '../../kernels/turn-block';
import { isBias } from './conv';
import { addPlaces } from './add-places';
import { TransposedWindow } from './transposed-window';

/**
 * The transposed convolution: each element of the input spreads the weights over the output. The products come first, then they are
 * added where they belong, in the order of the window's places. Source: ONNX, ConvTranspose (1, 11, 22).
 */
export function addConvTranspose(): void {
  addOperator('', 'ConvTranspose', new Operator(1, 2, 3, prepare, run));
}

/** Bytes of products that are made at a time. */
const STRIP_BYTES: i32 = 1 << 18;
const SCRATCH_MAX: u64 = 1 << 30;

class ConvTransposeState extends State {
  window: TransposedWindow = new TransposedWindow();
  images: i32 = 0;
  groups: i32 = 0;
  channelsIn: i32 = 0;
  channelsOut: i32 = 0;
  /** Rows of products: channels of a group of the output times places of the window. */
  rows: i32 = 0;
  places: i32 = 0;
  strip: i32 = 0;
  panels: usize = 0;
  products: usize = 0;
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  const w = node.input(1);
  if (x.type != DataType.FLOAT) return node.refuseType(x);
  if (w.type != DataType.FLOAT) return node.refuseType(w);
  if (node.state === null) node.state = new ConvTransposeState();
  const state = node.state as ConvTransposeState;
  const groups = node.int('group', 1);
  const isFit = w.rank == x.rank && x.rank > 2 && x.dim(1) == w.dim(0) && groups > 0;
  if (!isFit || groups > <i64>max(x.dim(1), 1) || x.dim(1) % <i32>groups != 0) {
    const shapes = x.shapeText() + ' and ' + w.shapeText();
    return node.refuse(RefusalCode.INVALID_INPUT, 'the shapes of input and weights do not fit: ' + shapes);
  }
  const window = state.window;
  if (!window.read(node, x, w) || !window.spread(node)) return Prepared.REFUSED;
  state.groups = <i32>groups;
  state.images = x.dim(0);
  state.channelsIn = x.dim(1) / state.groups;
  state.channelsOut = w.dim(1);
  const channels = <i64>w.dim(1) * groups;
  if (channels > <i64>i32.MAX_VALUE) return node.refuse(RefusalCode.TOO_LARGE, 'it has too many channels');
  const output = node.output(0);
  output.beginShape(x.type, x.rank);
  output.setDim(0, x.dim(0));
  output.setDim(1, <i32>channels);
  window.setDims(output);
  const outcome = node.ready(output);
  if (outcome != Prepared.READY) return outcome;
  if (node.hasInput(2) && !isBias(node, <i32>channels, 2)) return Prepared.REFUSED;
  return layOut(node, state);
}

function layOut(node: Node, state: ConvTransposeState): i32 {
  state.rows = state.channelsOut * state.window.kernelSize;
  state.places = state.window.inputSize;
  state.strip = max(64, ((STRIP_BYTES / max(state.rows, 1)) >> 6) << 4);
  state.strip = min(state.strip, (state.places + 15) & ~15);
  const weights = (<u64>state.rows * <u64>state.channelsIn) << 2;
  const panels = (<u64>state.channelsIn * <u64>packedColumns(state.strip)) << 2;
  const products = (<u64>state.rows * <u64>state.strip) << 2;
  const needed = weights + panels + products + 64;
  if (needed > SCRATCH_MAX) {
    return node.refuse(RefusalCode.TOO_LARGE, 'it needs ' + needed.toString() + ' bytes beside its outputs');
  }
  state.panels = (<usize>weights + 15) & ~15;
  state.products = state.panels + ((<usize>panels + 15) & ~15);
  node.scratchSize = state.products + <usize>products;
  const each =
    multiplyCost(state.rows, state.places, state.channelsIn) +
    packingCost(state.channelsIn, state.places) +
    <f64>state.rows * <f64>state.places * 14 +
    <f64>weights * 1.5;
  node.cost = <f64>state.images * <f64>state.groups * each + <f64>node.output(0).size * 5 + 800;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = node.state as ConvTransposeState;
  const output = node.output(0);
  fillElements(output.data, 0, 4, output.size);
  const area = state.window.outputSize;
  const groupOut = (<usize>state.channelsOut * <usize>area) << 2;
  const groupIn = (<usize>state.channelsIn * <usize>state.places) << 2;
  const groupWeights = (<usize>state.channelsIn * <usize>state.rows) << 2;
  let weights = node.input(1).data;
  for (let group = 0; group < state.groups; group++) {
    turnBlock(node.scratch, weights, state.channelsIn, state.rows, state.channelsIn, state.rows, 4);
    weights += groupWeights;
    for (let image = 0; image < state.images; image++) {
      const index = <usize>image * <usize>state.groups + <usize>group;
      runGroup(node, state, node.input(0).data + index * groupIn, output.data + index * groupOut);
      if (!node.hasInput(2)) continue;
      const bias = node.input(2).data + ((<usize>group * <usize>state.channelsOut) << 2);
      finishRows(output.data + index * groupOut, area, state.channelsOut, area, bias, 1, 0, 0, 0, 0);
    }
  }
}

function runGroup(node: Node, state: ConvTransposeState, from: usize, to: usize): void {
  const panels = node.scratch + state.panels;
  const products = node.scratch + state.products;
  const k = state.channelsIn;
  for (let first = 0; first < state.places; first += state.strip) {
    const count = min(state.strip, state.places - first);
    packPanels(panels, from + ((<usize>first) << 2), k, count, state.places, 1);
    multiply(node.scratch, k, panels, products, state.strip, state.rows, count, k);
    addPlaces(to, products, state.window, state.channelsOut, state.strip, first, count);
  }
}
