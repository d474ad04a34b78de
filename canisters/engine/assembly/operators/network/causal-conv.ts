import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Activation, activate } from '../../kernels/activate';
import { copyBytes } from '../../kernels/copy-bytes';
import { fillElements } from '../../kernels/fill-elements';
import { addScaled } from '../../kernels/scaled-rows';

/**
 * A convolution of each channel with its own weights that looks back only, and hands on what the next one needs. Source: ONNX,
 * CausalConvWithState (27).
 */
export function addCausalConv(): void {
  addOperator('', 'CausalConvWithState', new Operator(27, 2, 4, prepare, run));
}

class CausalConvState extends State {
  batch: i32 = 0;
  channels: i32 = 0;
  length: i32 = 0;
  /** Places of the window. */
  taps: i32 = 0;
  isGated: bool = false;
}

function prepare(node: Node): i32 {
  const x = node.input(0);
  const w = node.input(1);
  for (let index = 0; index < 4; index++) {
    if (node.hasInput(index) && node.input(index).type != DataType.FLOAT)
      return node.refuseType(node.input(index));
  }
  const name = node.text('activation', 'none');
  if (name != 'none' && name != 'silu' && name != 'swish') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the activation "' + name + '" is not supported');
  }
  if (x.rank != 3 || w.rank != 3 || w.dim(0) != x.dim(1) || w.dim(1) != 1 || w.dim(2) < 1)
    return node.refuseShapes();
  if (node.state === null) node.state = new CausalConvState();
  const state = node.state as CausalConvState;
  state.batch = x.dim(0);
  state.channels = x.dim(1);
  state.length = x.dim(2);
  state.taps = w.dim(2);
  state.isGated = name != 'none';
  if (node.hasInput(2) && node.input(2).size != state.channels) return node.refuseShapes();
  if (node.hasInput(3)) {
    const past = node.input(3);
    const isFit = past.rank == 3 && past.dim(0) == state.batch && past.dim(1) == state.channels;
    if (!isFit || past.dim(2) != state.taps - 1) return node.refuseShapes();
  }
  node.output(0).shapeLike(x, x.type);
  if (node.hasOutput(1)) {
    const present = node.output(1);
    present.beginShape(x.type, 3);
    present.setDim(0, state.batch);
    present.setDim(1, state.channels);
    present.setDim(2, state.taps - 1);
    if (node.ready(present) != Prepared.READY) return Prepared.REFUSED;
  }
  const row = <i64>state.length + <i64>state.taps;
  if (row > 1 << 28) return node.refuse(RefusalCode.TOO_LARGE, 'a row has ' + row.toString() + ' elements');
  node.scratchSize = (<usize>row) << 2;
  const rows = <f64>state.batch * <f64>state.channels;
  node.cost = rows * (<f64>row * (3 + 3.5 * <f64>state.taps + (state.isGated ? 24 : 0)) + 100) + 300;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = node.state as CausalConvState;
  const line = (<usize>state.length) << 2;
  const before = (<usize>(state.taps - 1)) << 2;
  let from = node.input(0).data;
  let to = node.output(0).data;
  let past = node.hasInput(3) ? node.input(3).data : 0;
  let present = node.hasOutput(1) ? node.output(1).data : 0;
  const padded = node.scratch;
  for (let batch = 0; batch < state.batch; batch++) {
    for (let channel = 0; channel < state.channels; channel++) {
      if (past != 0) copyBytes(padded, past, before);
      else fillElements(padded, 0, 4, state.taps - 1);
      copyBytes(padded + before, from, line);
      fillElements(to, 0, 4, state.length);
      let weight = node.input(1).data + ((<usize>channel * <usize>state.taps) << 2);
      for (let tap = 0; tap < state.taps; tap++) {
        addScaled(to, padded + ((<usize>tap) << 2), load<f32>(weight), state.length);
        weight += 4;
      }
      if (node.hasInput(2))
        addBias(to, state.length, load<f32>(node.input(2).data + ((<usize>channel) << 2)));
      if (state.isGated) activate(to, state.length, Activation.SWISH, 1, 0);
      if (present != 0) {
        copyBytes(present, padded + line, before);
        present += before;
      }
      if (past != 0) past += before;
      from += line;
      to += line;
    }
  }
}

function addBias(to: usize, count: i32, bias: f32): void {
  const end = to + ((<usize>count) << 2);
  for (; to < end; to += 4) store<f32>(to, load<f32>(to) + bias);
}
