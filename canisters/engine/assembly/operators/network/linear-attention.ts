import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { fillElements } from '../../kernels/fill-elements';
import { addScaled, scaleFloats } from '../../kernels/scaled-rows';
import { exp1 } from '../../kernels/vector-math';

/**
 * Attention by a state that is written and read at each position: it fades by `decay`, forgets what the key found before by `beta`
 * (and the erase gate), takes the key's value, and is asked by the queries. Source: ONNX, LinearAttention (27).
 */
export function addLinearAttention(): void {
  addOperator('', 'LinearAttention', new Operator(27, 3, 7, prepare, run));
}

const PAST: i32 = 3;
const DECAY: i32 = 4;
const BETA: i32 = 5;
const ERASE: i32 = 6;

class LinearState extends State {
  batch: i32 = 0;
  positions: i32 = 0;
  heads: i32 = 0;
  kvHeads: i32 = 0;
  size: i32 = 0;
  valueSize: i32 = 0;
  scale: f32 = 0;
  isDecaying: bool = false;
  isCorrecting: bool = false;
  isDecayOfHead: bool = false;
  isBetaShared: bool = false;
}

function prepare(node: Node): i32 {
  for (let index = 0; index < 7; index++) {
    if (!node.hasInput(index)) continue;
    if (node.input(index).type != DataType.FLOAT) return node.refuseType(node.input(index));
    if (index != PAST && node.input(index).rank != 3) return refuseShapes(node);
  }
  if (node.state === null) node.state = new LinearState();
  const state = node.state as LinearState;
  const rule = node.text('update_rule', 'gated_delta');
  state.isDecaying = rule == 'gated' || rule == 'gated_delta';
  state.isCorrecting = rule == 'delta' || rule == 'gated_delta';
  if (!state.isDecaying && !state.isCorrecting && rule != 'linear') {
    return node.refuse(RefusalCode.UNSUPPORTED, 'the update_rule "' + rule + '" is not supported');
  }
  const isFit =
    node.hasInput(DECAY) == state.isDecaying &&
    node.hasInput(BETA) == state.isCorrecting &&
    (!node.hasInput(ERASE) || state.isCorrecting);
  if (!isFit) return node.refuse(RefusalCode.INVALID_INPUT, 'the inputs are not those of the rule ' + rule);
  if (!readSizes(node, state)) return refuseShapes(node);
  const given = node.float('scale', 0);
  state.scale = given != 0 ? given : <f32>(1 / Math.sqrt(<f64>max(state.size, 1)));
  return setOutputs(node, state);
}

function readSizes(node: Node, state: LinearState): bool {
  const q = node.input(0);
  const k = node.input(1);
  const v = node.input(2);
  const heads = node.int('q_num_heads', 0);
  const kvHeads = node.int('kv_num_heads', 0);
  if (heads < 1 || kvHeads < 1 || heads > <i64>max(q.dim(2), 1) || heads % kvHeads != 0) return false;
  state.heads = <i32>heads;
  state.kvHeads = <i32>kvHeads;
  state.batch = q.dim(0);
  state.positions = q.dim(1);
  state.size = q.dim(2) / state.heads;
  state.valueSize = v.dim(2) / state.kvHeads;
  const keys = state.size * state.kvHeads;
  if (q.dim(2) != state.size * state.heads || k.dim(2) != keys) return false;
  if (v.dim(2) != state.valueSize * state.kvHeads) return false;
  for (let index = 0; index < 7; index++) {
    if (index == PAST || !node.hasInput(index)) continue;
    const tensor = node.input(index);
    if (tensor.dim(0) != state.batch || tensor.dim(1) != state.positions) return false;
  }
  if (node.hasInput(DECAY)) {
    const last = node.input(DECAY).dim(2);
    state.isDecayOfHead = last == state.kvHeads;
    if (!state.isDecayOfHead && last != keys) return false;
  }
  if (node.hasInput(BETA)) {
    const last = node.input(BETA).dim(2);
    state.isBetaShared = last == 1;
    if (!state.isBetaShared && last != state.kvHeads) return false;
  }
  if (node.hasInput(ERASE) && node.input(ERASE).dim(2) != keys) return false;
  return !node.hasInput(PAST) || isState(node.input(PAST), state);
}

function isState(past: Tensor, state: LinearState): bool {
  return (
    past.rank == 4 &&
    past.dim(0) == state.batch &&
    past.dim(1) == state.kvHeads &&
    past.dim(2) == state.size &&
    past.dim(3) == state.valueSize
  );
}

function refuseShapes(node: Node): i32 {
  let shapes = node.input(0).shapeText();
  for (let index = 1; index < node.inputs.length; index++) {
    if (node.hasInput(index)) shapes += ', ' + node.input(index).shapeText();
  }
  const message = 'the shapes of the inputs or the numbers of heads do not fit: ' + shapes;
  return node.refuse(RefusalCode.INVALID_INPUT, message);
}

function setOutputs(node: Node, state: LinearState): i32 {
  const y = node.output(0);
  y.beginShape(DataType.FLOAT, 3);
  y.setDim(0, state.batch);
  y.setDim(1, state.positions);
  y.setDim(2, state.heads * state.valueSize);
  if (node.ready(y) != Prepared.READY) return Prepared.REFUSED;
  if (node.hasOutput(1)) {
    const present = node.output(1);
    present.beginShape(DataType.FLOAT, 4);
    present.setDim(0, state.batch);
    present.setDim(1, state.kvHeads);
    present.setDim(2, state.size);
    present.setDim(3, state.valueSize);
    if (node.ready(present) != Prepared.READY) return Prepared.REFUSED;
  }
  const area = <i64>state.size * <i64>state.valueSize;
  if (area > 1 << 28)
    return node.refuse(RefusalCode.TOO_LARGE, 'a state has ' + area.toString() + ' elements');
  node.scratchSize = (<usize>area + <usize>state.valueSize) << 2;
  const passes = <f64>(state.isDecaying ? 1 : 0) + <f64>(state.isCorrecting ? 1 : 0) + 1;
  const each = <f64>area * 3 * (passes * <f64>state.kvHeads + <f64>state.heads);
  node.cost = <f64>state.batch * <f64>state.positions * each + 500;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = node.state as LinearState;
  const area = <usize>state.size * <usize>state.valueSize;
  const memory = node.scratch;
  for (let batch = 0; batch < state.batch; batch++) {
    for (let head = 0; head < state.kvHeads; head++) {
      const at = (<usize>(batch * state.kvHeads + head) * area) << 2;
      if (node.hasInput(PAST)) copyBytes(memory, node.input(PAST).data + at, area << 2);
      else fillElements(memory, 0, 4, <i32>area);
      for (let position = 0; position < state.positions; position++) {
        const row = batch * state.positions + position;
        write(node, state, memory, row, head);
        read(node, state, memory, row, head);
      }
      if (node.hasOutput(1)) copyBytes(node.output(1).data + at, memory, area << 2);
    }
  }
}

function at(tensor: Tensor, row: i32, offset: i32): usize {
  return tensor.data + ((<usize>row * <usize>tensor.dim(2) + <usize>offset) << 2);
}

function write(node: Node, state: LinearState, memory: usize, row: i32, head: i32): void {
  const size = state.size;
  const wide = state.valueSize;
  const line = (<usize>wide) << 2;
  const key = at(node.input(1), row, head * size);
  const value = memory + ((<usize>size * <usize>wide) << 2);
  if (state.isDecaying) {
    const step = state.isDecayOfHead ? 0 : 1;
    const decay = at(node.input(DECAY), row, state.isDecayOfHead ? head : head * size);
    for (let index = 0; index < size; index++) {
      const fading = exp1(load<f32>(decay + ((<usize>(index * step)) << 2)));
      scaleFloats(memory + <usize>index * line, fading, wide);
    }
  }
  copyBytes(value, at(node.input(2), row, head * wide), line);
  if (state.isCorrecting) {
    const erase = node.hasInput(ERASE) ? at(node.input(ERASE), row, head * size) : 0;
    for (let index = 0; index < size; index++) {
      let factor = load<f32>(key + ((<usize>index) << 2));
      if (erase != 0) factor *= load<f32>(erase + ((<usize>index) << 2));
      addScaled(value, memory + <usize>index * line, -factor, wide);
    }
    scaleFloats(value, load<f32>(at(node.input(BETA), row, state.isBetaShared ? 0 : head)), wide);
  }
  for (let index = 0; index < size; index++) {
    addScaled(memory + <usize>index * line, value, load<f32>(key + ((<usize>index) << 2)), wide);
  }
}

function read(node: Node, state: LinearState, memory: usize, row: i32, kvHead: i32): void {
  const shared = state.heads / state.kvHeads;
  const wide = state.valueSize;
  for (let head = kvHead * shared; head < (kvHead + 1) * shared; head++) {
    const query = at(node.input(0), row, head * state.size);
    const to = at(node.output(0), row, head * wide);
    fillElements(to, 0, 4, wide);
    for (let index = 0; index < state.size; index++) {
      const line = memory + ((<usize>index * <usize>wide) << 2);
      addScaled(to, line, load<f32>(query + ((<usize>index) << 2)), wide);
    }
    scaleFloats(to, state.scale, wide);
  }
}
