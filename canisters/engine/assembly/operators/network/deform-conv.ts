import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { finishRows } from '../../kernels/finish-rows';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packPanels } from '../../kernels/gemm-pack';
import { isBias } from './conv';
import { sampleAt } from './sample-plane';
import { SpatialWindow } from './spatial-window';

/**
 * Convolution whose window looks where offsets say, between the elements by linear interpolation, each look weighed by a mask; two
 * spatial axes. Source: ONNX, DeformConv (19, 22).
 */
export function addDeformConv(): void {
  addOperator('', 'DeformConv', new Operator(19, 3, 5, prepare, run));
}

const STRIP: i32 = 64;
const SCRATCH_MAX: u64 = 1 << 30;

class DeformState extends State {
  window: SpatialWindow = new SpatialWindow();
  groups: i32 = 0;
  offsetGroups: i32 = 0;
  channelsIn: i32 = 0;
  channelsOut: i32 = 0;
  k: i32 = 0;
  places: i32 = 0;
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  const w = node.input(1);
  for (let index = 0; index < 5; index++) {
    if (node.hasInput(index) && node.input(index).type != DataType.FLOAT)
      return node.refuseType(node.input(index));
  }
  if (x.rank != 4 || w.rank != 4) {
    return node.refuse(RefusalCode.UNSUPPORTED, 'expected two spatial axes, got the shape ' + x.shapeText());
  }
  if (node.state === null) node.state = new DeformState();
  const state = node.state as DeformState;
  const window = state.window;
  if (!window.read(node, x, w) || !window.place(node, false, false)) return Prepared.REFUSED;
  const groups = node.int('group', 1);
  const offsetGroups = node.int('offset_group', 1);
  const channels = <i64>max(x.dim(1), 1);
  if (groups < 1 || groups > channels || offsetGroups < 1 || offsetGroups > channels)
    return node.refuseShapes();
  state.groups = <i32>groups;
  state.offsetGroups = <i32>offsetGroups;
  state.channelsIn = w.dim(1);
  state.channelsOut = w.dim(0) / state.groups;
  state.places = window.outputSize;
  const isFit =
    <i64>w.dim(1) * groups == <i64>x.dim(1) &&
    w.dim(0) % state.groups == 0 &&
    x.dim(1) % state.offsetGroups == 0 &&
    isField(node.input(2), x.dim(0), <i64>window.kernelSize * 2 * offsetGroups, window) &&
    (!node.hasInput(4) || isField(node.input(4), x.dim(0), <i64>window.kernelSize * offsetGroups, window));
  if (!isFit) return node.refuseShapes();
  if (node.hasInput(3) && !isBias(node, w.dim(0), 3)) return Prepared.REFUSED;
  state.k = state.channelsIn * window.kernelSize;
  const output = node.output(0);
  output.beginShape(x.type, 4);
  output.setDim(0, x.dim(0));
  output.setDim(1, w.dim(0));
  window.setDims(output);
  const strip = <u64>state.k * <u64>STRIP * 8 + 64;
  if (strip > SCRATCH_MAX) return node.refuse(RefusalCode.TOO_LARGE, 'the window is too large');
  node.scratchSize = <usize>strip;
  const looks = <f64>x.dim(0) * <f64>state.groups * <f64>state.k * <f64>state.places;
  const product = multiplyCost(state.channelsOut, state.places, state.k);
  node.cost = looks * 130 + <f64>x.dim(0) * <f64>state.groups * product + 800;
  return node.ready(output);
}

function isField(field: Tensor, images: i32, channels: i64, window: SpatialWindow): bool {
  return (
    field.rank == 4 &&
    field.dim(0) == images &&
    <i64>field.dim(1) == channels &&
    field.dim(2) == window.output[1] &&
    field.dim(3) == window.output[2]
  );
}

function run(node: Node): void {
  const state = node.state as DeformState;
  const places = state.places;
  const panels = node.scratch + ((<usize>state.k * <usize>STRIP) << 2);
  const rows = state.channelsOut;
  for (let image = 0; image < node.input(0).dim(0); image++) {
    for (let group = 0; group < state.groups; group++) {
      const channel = group * rows;
      const weights = node.input(1).data + ((<usize>channel * <usize>state.k) << 2);
      const bias = node.hasInput(3) ? node.input(3).data + ((<usize>channel) << 2) : 0;
      const first = (image * state.groups * rows + channel) * places;
      for (let place = 0; place < places; place += STRIP) {
        const count = min(STRIP, places - place);
        look(node, state, image, group, place, count);
        packPanels(panels, node.scratch, state.k, count, STRIP, 1);
        const to = node.output(0).data + ((<usize>(first + place)) << 2);
        multiply(weights, state.k, panels, to, places, rows, count, state.k);
        finishRows(to, places, rows, count, bias, 1, 0, 0, 0, 0);
      }
    }
  }
}

// What the window sees at `count` places: a row for each k.
function look(node: Node, state: DeformState, image: i32, group: i32, place: i32, count: i32): void {
  const window = state.window;
  const height = window.input[1];
  const width = window.input[2];
  const taps = window.kernelSize;
  const channels = node.input(0).dim(1);
  const perField = channels / state.offsetGroups;
  let to = node.scratch;
  for (let index = 0; index < state.channelsIn; index++) {
    const channel = group * state.channelsIn + index;
    const plane = node.input(0).data + ((<usize>(image * channels + channel) * <usize>(height * width)) << 2);
    const field = image * state.offsetGroups + channel / perField;
    for (let tap = 0; tap < taps; tap++) {
      const down = (<usize>(field * taps + tap) * 2 * <usize>state.places + <usize>place) << 2;
      const right = down + ((<usize>state.places) << 2);
      const offsets = node.input(2).data;
      const mask = (<usize>(field * taps + tap) * <usize>state.places + <usize>place) << 2;
      const yBase = (tap / window.kernel[2]) * window.dilations[1] - window.begins[1];
      const xBase = (tap % window.kernel[2]) * window.dilations[2] - window.begins[2];
      for (let at = 0; at < count; at++) {
        const row = (place + at) / window.output[2];
        const column = (place + at) % window.output[2];
        const step = (<usize>at) << 2;
        const y = <f32>(row * window.strides[1] + yBase) + load<f32>(offsets + down + step);
        const x = <f32>(column * window.strides[2] + xBase) + load<f32>(offsets + right + step);
        let value = sampleAt(plane, height, width, y, x);
        if (node.hasInput(4)) value *= load<f32>(node.input(4).data + mask + step);
        store<f32>(to + step, value);
      }
      to += (<usize>STRIP) << 2;
    }
  }
}
