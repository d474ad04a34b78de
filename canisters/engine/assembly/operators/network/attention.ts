import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packPanels, packedBytes, packingCost } from '../../kernels/gemm-pack';
import { addMaskRow, capRow, hideBehind, hideRow, scaleRow, softmaxRow } from '../../kernels/softmax-row';
import { AttentionMask } from './attention-mask';
import { AttentionShape } from './attention-shape';

/**
 * Scaled dot product attention with any number of heads to a key, masks, what came before, and a cap on the scores. Of the scores
 * comes first the scale, then the cap, then the mask. A position that may look at nothing gets 0. Source: ONNX, Attention (23, 24).
 */
export function addAttention(): void {
  addOperator('', 'Attention', new Operator(23, 3, 7, prepare, run));
}

/** Rows of scores that are computed at a time. */
const ROWS: i32 = 64;
const SCRATCH_MAX: u64 = 1 << 30;

const MASK: i32 = 3;
const PAST_KEY: i32 = 4;
const PAST_VALUE: i32 = 5;
const LENGTHS: i32 = 6;
const PRESENT_KEY: i32 = 1;
const PRESENT_VALUE: i32 = 2;
const SCORES: i32 = 3;

class AttentionState extends State {
  shape: AttentionShape = new AttentionShape();
  mask: AttentionMask = new AttentionMask();
  scale: f32 = 0;
  cap: f32 = 0;
  /** Which scores the output of scores shows: 0 scaled, 1 capped, 2 masked, 3 the probabilities. */
  shown: i32 = 0;
  isCausal: bool = false;
  /** Elements of a row of scores, with what fills the last four. */
  rowSize: i32 = 0;
  valuePanels: usize = 0;
  scores: usize = 0;
  keys: usize = 0;
  values: usize = 0;
}

function prepare(node: Node): i32 {
  for (let index = 0; index < 3; index++) {
    if (node.input(index).type != DataType.FLOAT) return node.refuseType(node.input(index));
  }
  if (node.state === null) node.state = new AttentionState();
  const state = node.state as AttentionState;
  const shape = state.shape;
  if (!shape.read(node) || !shape.readPast(node, PAST_KEY, PAST_VALUE)) return Prepared.REFUSED;
  if (!state.mask.read(node, MASK, shape)) return Prepared.REFUSED;
  if (node.hasInput(LENGTHS)) {
    const lengths = node.input(LENGTHS);
    if (lengths.type != DataType.INT64) return node.refuseType(lengths);
    if (lengths.size != shape.batch) return refuseShape(node, shape);
  }
  state.isCausal = node.int('is_causal', 0) != 0;
  state.scale = node.float('scale', <f32>(1 / Math.sqrt(<f64>max(shape.size, 1))));
  state.cap = node.float('softcap', 0);
  const shown = node.int('qk_matmul_output_mode', 0);
  if (shown < 0 || shown > 3) {
    return node.refuse(RefusalCode.UNSUPPORTED, 'qk_matmul_output_mode ' + shown.toString());
  }
  state.shown = <i32>shown;
  return setOutputs(node, shape) ? layOut(node, state) : Prepared.REFUSED;
}

function refuseShape(node: Node, shape: AttentionShape): i32 {
  shape.refuse(node);
  return Prepared.REFUSED;
}

function setOutputs(node: Node, shape: AttentionShape): bool {
  const y = node.output(0);
  if (shape.isFlat) {
    y.beginShape(DataType.FLOAT, 3);
    y.setDim(0, shape.batch);
    y.setDim(1, shape.asking);
    y.setDim(2, shape.heads * shape.valueSize);
    if (node.ready(y) != Prepared.READY) return false;
  } else if (!setFour(node, 0, shape.heads, shape.asking, shape.valueSize)) {
    return false;
  }
  if (node.hasOutput(PRESENT_KEY) && !setFour(node, PRESENT_KEY, shape.kvHeads, shape.total, shape.size))
    return false;
  if (
    node.hasOutput(PRESENT_VALUE) &&
    !setFour(node, PRESENT_VALUE, shape.kvHeads, shape.total, shape.valueSize)
  )
    return false;
  return !node.hasOutput(SCORES) || setFour(node, SCORES, shape.heads, shape.asking, shape.total);
}

function setFour(node: Node, index: i32, heads: i32, rows: i32, columns: i32): bool {
  const output = node.output(index);
  output.beginShape(DataType.FLOAT, 4);
  output.setDim(0, (node.state as AttentionState).shape.batch);
  output.setDim(1, heads);
  output.setDim(2, rows);
  output.setDim(3, columns);
  return node.ready(output) == Prepared.READY;
}

function layOut(node: Node, state: AttentionState): i32 {
  const shape = state.shape;
  const total = <u64>shape.total;
  state.rowSize = (shape.total + 3) & ~3;
  const keyPanels = <u64>shape.size * (total + 16) * 4;
  const valuePanels = total * <u64>(shape.valueSize + 16) * 4;
  const scores = <u64>min(ROWS, shape.asking) * (total + 4) * 4;
  const joined = shape.past > 0 ? total * <u64>(shape.size + shape.valueSize) * 4 : 0;
  const needed = keyPanels + valuePanels + scores + joined + 64;
  if (needed > SCRATCH_MAX) {
    return node.refuse(RefusalCode.TOO_LARGE, 'it needs ' + needed.toString() + ' bytes beside its outputs');
  }
  state.valuePanels = (packedBytes(shape.size, shape.total) + 15) & ~15;
  state.scores = state.valuePanels + ((packedBytes(shape.total, shape.valueSize) + 15) & ~15);
  state.keys = state.scores + ((<usize>min(ROWS, shape.asking) * <usize>state.rowSize) << 2);
  state.values = state.keys + ((<usize>shape.total * <usize>shape.size) << 2);
  node.scratchSize = state.keys + <usize>joined;
  const perHead =
    multiplyCost(shape.asking, shape.total, shape.size) +
    multiplyCost(shape.asking, shape.valueSize, shape.total) +
    <f64>shape.asking * <f64>shape.total * (state.cap > 0 ? 60 : 32);
  const perKey = packingCost(shape.size, shape.total) * 2.5 + packingCost(shape.total, shape.valueSize);
  node.cost = <f64>shape.batch * (<f64>shape.heads * perHead + <f64>shape.kvHeads * perKey) + 800;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = node.state as AttentionState;
  const shape = state.shape;
  const shared = shape.heads / shape.kvHeads;
  for (let batch = 0; batch < shape.batch; batch++) {
    for (let kvHead = 0; kvHead < shape.kvHeads; kvHead++) {
      packHead(node, state, batch, kvHead);
      for (let head = kvHead * shared; head < (kvHead + 1) * shared; head++)
        runHead(node, state, batch, head);
    }
  }
}

// Keys lie as rows of a head's values: turned, they are the right side of the scores.
function packHead(node: Node, state: AttentionState, batch: i32, head: i32): void {
  const shape = state.shape;
  const at = batch * shape.kvHeads + head;
  const key = headData(node.input(1), shape, batch, head, shape.kvHeads, shape.fresh, shape.size);
  const value = headData(node.input(2), shape, batch, head, shape.kvHeads, shape.fresh, shape.valueSize);
  let keys = key;
  let keyStep = shape.rowStep(shape.kvHeads, shape.size);
  let values = value;
  let valueStep = shape.rowStep(shape.kvHeads, shape.valueSize);
  const hasKeys = node.hasOutput(PRESENT_KEY);
  if (hasKeys || shape.past > 0) {
    const to = hasKeys
      ? rowsAt(node.output(PRESENT_KEY), at, shape.total, shape.size)
      : node.scratch + state.keys;
    join(node, PAST_KEY, to, key, at, keyStep, shape, shape.size);
    keys = to;
    keyStep = shape.size;
  }
  const hasValues = node.hasOutput(PRESENT_VALUE);
  if (hasValues || shape.past > 0) {
    const to = hasValues
      ? rowsAt(node.output(PRESENT_VALUE), at, shape.total, shape.valueSize)
      : node.scratch + state.values;
    join(node, PAST_VALUE, to, value, at, valueStep, shape, shape.valueSize);
    values = to;
    valueStep = shape.valueSize;
  }
  packPanels(node.scratch, keys, shape.size, shape.total, 1, keyStep);
  packPanels(node.scratch + state.valuePanels, values, shape.total, shape.valueSize, valueStep, 1);
}

function rowsAt(tensor: Tensor, index: i32, rows: i32, size: i32): usize {
  return tensor.data + ((<usize>index * <usize>rows * <usize>size) << 2);
}

function headData(
  tensor: Tensor,
  shape: AttentionShape,
  batch: i32,
  head: i32,
  heads: i32,
  positions: i32,
  size: i32,
): usize {
  const offset = batch * heads * positions * size + head * shape.headStep(positions, size);
  return tensor.data + ((<usize>offset) << 2);
}

function join(
  node: Node,
  pastInput: i32,
  to: usize,
  from: usize,
  index: i32,
  step: i32,
  shape: AttentionShape,
  size: i32,
): void {
  const line = (<usize>size) << 2;
  if (shape.past > 0) {
    const before = <usize>shape.past * line;
    copyBytes(to, node.input(pastInput).data + <usize>index * before, before);
    to += before;
  }
  for (let row = 0; row < shape.fresh; row++) {
    copyBytes(to, from, line);
    to += line;
    from += (<usize>step) << 2;
  }
}

function runHead(node: Node, state: AttentionState, batch: i32, head: i32): void {
  const shape = state.shape;
  const qStep = shape.rowStep(shape.heads, shape.size);
  const yStep = shape.rowStep(shape.heads, shape.valueSize);
  let q = headData(node.input(0), shape, batch, head, shape.heads, shape.asking, shape.size);
  let y = headData(node.output(0), shape, batch, head, shape.heads, shape.asking, shape.valueSize);
  const scores = node.scratch + state.scores;
  const values = node.scratch + state.valuePanels;
  for (let first = 0; first < shape.asking; first += ROWS) {
    const rows = min(ROWS, shape.asking - first);
    multiply(q, qStep, node.scratch, scores, state.rowSize, rows, shape.total, shape.size);
    for (let row = 0; row < rows; row++) {
      const at = scores + ((<usize>row * <usize>state.rowSize) << 2);
      weigh(node, state, batch, head, first + row, at);
    }
    multiply(scores, state.rowSize, values, y, yStep, rows, shape.valueSize, shape.total);
    q += (<usize>rows * <usize>qStep) << 2;
    y += (<usize>rows * <usize>yStep) << 2;
  }
}

// From the products of a row to its probabilities.
function weigh(node: Node, state: AttentionState, batch: i32, head: i32, row: i32, scores: usize): void {
  const shape = state.shape;
  const count = state.rowSize;
  const mask = state.mask;
  scaleRow(scores, count, state.scale);
  show(node, state, 0, batch, head, row, scores);
  if (state.cap > 0) capRow(scores, count, state.cap);
  show(node, state, 1, batch, head, row, scores);
  if (mask.isThere) {
    const from = mask.rowAt(node.input(MASK), batch, head, row);
    if (mask.isBoolean) hideRow(scores, mask.columns, from);
    else addMaskRow(scores, mask.columns, from);
    hideBehind(scores, mask.columns, count);
  }
  // What only fills the last four is hidden, too.
  hideBehind(scores, seen(node, state, batch, row), count);
  show(node, state, 2, batch, head, row, scores);
  softmaxRow(scores, count);
  show(node, state, 3, batch, head, row, scores);
}

/** Number of positions, from the first on, that a row may look at. */
function seen(node: Node, state: AttentionState, batch: i32, row: i32): i32 {
  const shape = state.shape;
  let end = <i64>shape.total;
  let offset = <i64>shape.past;
  if (node.hasInput(LENGTHS)) {
    const length = min(
      max(load<i64>(node.input(LENGTHS).data + ((<usize>batch) << 3)), 0),
      <i64>i32.MAX_VALUE,
    );
    end = min(end, length);
    if (shape.past == 0) offset = length - <i64>shape.asking;
  }
  if (state.isCausal) end = min(end, <i64>row + offset + 1);
  return <i32>max(end, 0);
}

function show(
  node: Node,
  state: AttentionState,
  stage: i32,
  batch: i32,
  head: i32,
  row: i32,
  scores: usize,
): void {
  if (state.shown != stage || !node.hasOutput(SCORES)) return;
  const shape = state.shape;
  const index = (batch * shape.heads + head) * shape.asking + row;
  const size = (<usize>shape.total) << 2;
  copyBytes(node.output(SCORES).data + <usize>index * size, scores, size);
}
