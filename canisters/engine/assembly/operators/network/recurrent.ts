import { allocateLasting, hasLastingRoom } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { fillElements } from '../../kernels/fill-elements';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packPanels, packedColumns, packingCost } from '../../kernels/gemm-pack';
import { RecurrentCell } from './recurrent-cell';
import { RecurrentFunctions } from './recurrent-functions';
import { RecurrentShape } from './recurrent-shape';

/**
 * Recurrent layers: forwards, backwards or both, with sequences of different lengths, first states and peepholes. The products with
 * the inputs of all steps are made at once. Source: ONNX, RNN, GRU, LSTM (1, 3, 7, 14, 22).
 */
export function addRecurrent(): void {
  addOperator('', 'RNN', new Operator(1, 3, 6, prepareRnn, run));
  addOperator('', 'GRU', new Operator(1, 3, 6, prepareGru, run));
  addOperator('', 'LSTM', new Operator(1, 3, 8, prepareLstm, run));
}

const SCRATCH_MAX: u64 = 1 << 30;

class RecurrentState extends State {
  shape: RecurrentShape = new RecurrentShape();
  functions: RecurrentFunctions = new RecurrentFunctions();
  cell: RecurrentCell = new RecurrentCell();
  gates: i32 = 1;
  /** Panels of constant weights, a direction after the other, made once; 0: they are made in each run. */
  lasting: usize = 0;
  /** Offsets in scratch: panels of both weights, products of the inputs and of the states, both states. */
  recurrent: usize = 0;
  candidate: usize = 0;
  inputs: usize = 0;
  products: usize = 0;
  more: usize = 0;
  hidden: usize = 0;
  memory: usize = 0;
}

function prepareRnn(node: Node): i32 {
  return prepare(node, 1, 1, ['Tanh']);
}

function prepareGru(node: Node): i32 {
  return prepare(node, 3, 1, ['Sigmoid', 'Tanh']);
}

function prepareLstm(node: Node): i32 {
  return prepare(node, 4, 2, ['Sigmoid', 'Tanh', 'Tanh']);
}

function prepare(node: Node, gates: i32, states: i32, defaults: Array<string>): i32 {
  if (node.state === null) node.state = new RecurrentState();
  const state = node.state as RecurrentState;
  const shape = state.shape;
  state.gates = gates;
  if (!shape.read(node, gates, states)) return Prepared.REFUSED;
  if (!state.functions.read(node, shape.directions, defaults)) return Prepared.REFUSED;
  const cell = state.cell;
  cell.functions = state.functions;
  cell.functionsOfDirection = defaults.length;
  cell.hidden = shape.hidden;
  cell.clip = node.float('clip', 0);
  cell.isLinearBeforeReset = node.int('linear_before_reset', 0) != 0;
  cell.isCoupled = node.int('input_forget', 0) != 0;
  return layOut(node, state);
}

function layOut(node: Node, state: RecurrentState): i32 {
  const shape = state.shape;
  const hidden = shape.hidden;
  const columns = state.gates * hidden;
  const wide = <u64>packedColumns(columns) + 16;
  const rows = <u64>shape.steps * <u64>shape.batch;
  const needed =
    (<u64>(shape.width + hidden) * wide +
      rows * <u64>columns +
      <u64>shape.batch * <u64>(columns + 4 * hidden)) *
      4 +
    256;
  if (needed > SCRATCH_MAX) {
    return node.refuse(RefusalCode.TOO_LARGE, 'it needs ' + needed.toString() + ' bytes beside its outputs');
  }
  state.recurrent = bytes(shape.width, packedColumns(columns));
  state.candidate = state.recurrent + bytes(hidden, packedColumns(firstColumns(state)));
  state.inputs = state.candidate + (state.gates == 3 ? bytes(hidden, packedColumns(hidden)) : 0);
  state.products = state.inputs + bytes(<i32>rows, columns);
  state.more = state.products + bytes(shape.batch, columns);
  state.hidden = state.more + bytes(shape.batch, hidden);
  state.memory = state.hidden + bytes(shape.batch, hidden);
  node.scratchSize = state.memory + bytes(shape.batch, hidden);
  packOnce(node, state);
  const packing = (packingCost(shape.width, columns) + packingCost(hidden, columns)) * 2.5;
  const each =
    multiplyCost(<i32>rows, columns, shape.width) +
    (state.lasting != 0 ? 0 : packing) +
    <f64>shape.steps * multiplyCost(shape.batch, columns, hidden) +
    <f64>rows * <f64>columns * 60;
  node.cost = <f64>shape.directions * each + 1000;
  return Prepared.READY;
}

function packOnce(node: Node, state: RecurrentState): void {
  const isFixed = node.input(1).isConstant && node.input(2).isConstant && !node.input(0).isConstant;
  if (state.lasting != 0 || !isFixed) return;
  const directions = state.shape.directions;
  const size = <usize>directions * state.inputs;
  if (!hasLastingRoom(size)) return;
  state.lasting = allocateLasting(size);
  for (let direction = 0; direction < directions; direction++) {
    packWeights(node, state, direction, state.lasting + <usize>direction * state.inputs);
  }
}

// The panels lie in the order of their offsets in scratch.
function packWeights(node: Node, state: RecurrentState, direction: i32, to: usize): void {
  const shape = state.shape;
  const hidden = shape.hidden;
  const columns = state.gates * hidden;
  const first = firstColumns(state);
  const w = node.input(1).data + ((<usize>direction * <usize>columns * <usize>shape.width) << 2);
  const r = node.input(2).data + ((<usize>direction * <usize>columns * <usize>hidden) << 2);
  packPanels(to, w, shape.width, columns, 1, shape.width);
  packPanels(to + state.recurrent, r, hidden, first, 1, hidden);
  if (state.gates != 3) return;
  const last = r + ((<usize>first * <usize>hidden) << 2);
  packPanels(to + state.candidate, last, hidden, hidden, 1, hidden);
}

// The third gate of a GRU is multiplied with a state of its own.
function firstColumns(state: RecurrentState): i32 {
  return (state.gates == 3 ? 2 : state.gates) * state.shape.hidden;
}

function bytes(rows: i32, columns: i32): usize {
  return (((<usize>rows * <usize>columns) << 2) + 15) & ~15;
}

function run(node: Node): void {
  const state = node.state as RecurrentState;
  const shape = state.shape;
  if (node.hasInput(4) && !checkLengths(node, shape)) return;
  if (node.hasOutput(0)) fillElements(node.output(0).data, 0, 4, node.output(0).size);
  for (let direction = 0; direction < shape.directions; direction++) runDirection(node, state, direction);
}

function checkLengths(node: Node, shape: RecurrentShape): bool {
  for (let batch = 0; batch < shape.batch; batch++) {
    const length = lengthOf(node, shape, batch);
    if (length >= 0 && length <= shape.steps) continue;
    const expected = 'expected lengths from 0 to ' + shape.steps.toString();
    return refuse(RefusalCode.INVALID_INPUT, node.op + ': ' + expected + ', got ' + length.toString());
  }
  return true;
}

function lengthOf(node: Node, shape: RecurrentShape, batch: i32): i32 {
  return node.hasInput(4) ? load<i32>(node.input(4).data + ((<usize>batch) << 2)) : shape.steps;
}

function runDirection(node: Node, state: RecurrentState, direction: i32): void {
  const shape = state.shape;
  const columns = state.gates * shape.hidden;
  const scratch = node.scratch;
  let panels = scratch;
  if (state.lasting != 0) panels = state.lasting + <usize>direction * state.inputs;
  else packWeights(node, state, direction, panels);
  const rows = shape.steps * shape.batch;
  const inputs = scratch + state.inputs;
  multiply(node.input(0).data, shape.width, panels, inputs, columns, rows, columns, shape.width);
  begin(node, state, direction, 5, scratch + state.hidden);
  begin(node, state, direction, 6, scratch + state.memory);
  const isBackwards = direction == 1 || shape.isReverse;
  for (let step = 0; step < shape.steps; step++) runStep(node, state, panels, direction, step, isBackwards);
  finish(node, state, direction, 1, scratch + state.hidden);
  if (state.gates == 4) finish(node, state, direction, 2, scratch + state.memory);
}

function begin(node: Node, state: RecurrentState, direction: i32, input: i32, to: usize): void {
  const shape = state.shape;
  const size = (<usize>shape.hidden) << 2;
  for (let batch = 0; batch < shape.batch; batch++) {
    if (node.hasInput(input)) {
      copyBytes(to, node.input(input).data + <usize>shape.stateRow(direction, batch) * size, size);
    } else {
      fillElements(to, 0, 4, shape.hidden);
    }
    to += size;
  }
}

function finish(node: Node, state: RecurrentState, direction: i32, output: i32, from: usize): void {
  if (!node.hasOutput(output)) return;
  const shape = state.shape;
  const size = (<usize>shape.hidden) << 2;
  for (let batch = 0; batch < shape.batch; batch++) {
    copyBytes(node.output(output).data + <usize>shape.stateRow(direction, batch) * size, from, size);
    from += size;
  }
}

function runStep(
  node: Node,
  state: RecurrentState,
  panels: usize,
  direction: i32,
  step: i32,
  isBackwards: bool,
): void {
  const shape = state.shape;
  const scratch = node.scratch;
  const hidden = shape.hidden;
  const columns = state.gates * hidden;
  const first = firstColumns(state);
  const products = scratch + state.products;
  const states = scratch + state.hidden;
  multiply(states, hidden, panels + state.recurrent, products, columns, shape.batch, first, hidden);
  const cell = state.cell;
  const blocks = (<usize>columns) << 2;
  const size = (<usize>hidden) << 2;
  cell.direction = direction;
  cell.bias = node.hasInput(3) ? node.input(3).data + <usize>direction * blocks * 2 : 0;
  cell.peepholes = node.hasInput(7) ? node.input(7).data + <usize>direction * size * 3 : 0;
  for (let batch = 0; batch < shape.batch; batch++) {
    const length = lengthOf(node, shape, batch);
    if (step >= length) continue;
    const at = isBackwards ? length - 1 - step : step;
    const x = scratch + state.inputs + <usize>shape.inputRow(at, batch) * blocks;
    const h = states + <usize>batch * size;
    const product = products + <usize>batch * blocks;
    const more = scratch + state.more + <usize>batch * size;
    if (state.gates == 1) cell.runRnn(x, product, h);
    else if (state.gates == 3) cell.runGru(x, product, h, more, panels + state.candidate);
    else cell.runLstm(x, product, h, scratch + state.memory + <usize>batch * size);
    if (!node.hasOutput(0)) continue;
    copyBytes(node.output(0).data + <usize>shape.outputRow(at, direction, batch) * size, h, size);
  }
}
