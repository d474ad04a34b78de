import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packPanels, packedBytes, packingCost } from '../../kernels/gemm-pack';
import { hideBehind, scaleRow, softmaxRow } from '../../kernels/softmax-row';
import { AttentionShape } from './attention-shape';

/**
 * Attention whose scores and probabilities the model's own graphs may change: each takes all of them and gives as many back. Source:
 * ONNX, ai.onnx.preview.FlexAttention (1).
 */
export function addFlexAttention(): void {
  addOperator('ai.onnx.preview', 'FlexAttention', new Operator(1, 3, 3, prepare, run));
}

const SCRATCH_MAX: u64 = 1 << 30;

class FlexState extends State {
  shape: AttentionShape = new AttentionShape();
  scale: f32 = 0;
  /** Instructions without the model's graphs, estimated. */
  cost: f64 = 0;
  /** Offsets in scratch: panels of the values, a row with what fills its last four, all scores. */
  values: usize = 0;
  row: usize = 0;
  scores: usize = 0;
}

function prepare(node: Node): i32 {
  for (let index = 0; index < 3; index++) {
    if (node.input(index).type != DataType.FLOAT) return node.refuseType(node.input(index));
    if (node.input(index).rank == 4) continue;
    const got = ', got the shape ' + node.input(index).shapeText();
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected inputs of rank 4' + got);
  }
  if (node.attributes.has('mask_mod')) return node.refuse(RefusalCode.UNSUPPORTED, 'it has a graph mask_mod');
  if (!isPlainGraph(node, 'score_mod') || !isPlainGraph(node, 'prob_mod')) return Prepared.REFUSED;
  if (node.state === null) node.state = new FlexState();
  const state = node.state as FlexState;
  const shape = state.shape;
  if (!shape.read(node)) return Prepared.REFUSED;
  state.scale = node.float('scale', <f32>(1 / Math.sqrt(<f64>max(shape.size, 1))));
  const y = node.output(0);
  y.beginShape(DataType.FLOAT, 4);
  y.setDim(0, shape.batch);
  y.setDim(1, shape.heads);
  y.setDim(2, shape.asking);
  y.setDim(3, shape.valueSize);
  const outcome = node.ready(y);
  return outcome == Prepared.READY ? layOut(node, state) : outcome;
}

function isPlainGraph(node: Node, name: string): bool {
  const graph = node.graph(name);
  if (graph === null || (graph.inputs.length == 1 && graph.outputs.length == 1)) return true;
  node.refuse(RefusalCode.MALFORMED, 'expected a graph "' + name + '" with one input and one output');
  return false;
}

function layOut(node: Node, state: FlexState): i32 {
  const shape = state.shape;
  const total = <u64>shape.total;
  const pairs = <u64>shape.batch * <u64>shape.heads * <u64>shape.asking;
  const scores = total == 0 ? 0 : pairs * total;
  const panels = (<u64>shape.size + 16) * (total + 16) + (<u64>shape.valueSize + 16) * (total + 16);
  if (pairs > SCRATCH_MAX || (scores + panels + total) * 4 > SCRATCH_MAX) {
    return node.refuse(RefusalCode.TOO_LARGE, 'it has ' + scores.toString() + ' scores');
  }
  state.values = (packedBytes(shape.size, shape.total) + 15) & ~15;
  state.row = state.values + ((packedBytes(shape.total, shape.valueSize) + 15) & ~15);
  state.scores = state.row + ((<usize>((shape.total + 3) & ~3)) << 2);
  node.scratchSize = state.scores + ((<usize>scores) << 2);
  const each =
    multiplyCost(shape.asking, shape.total, shape.size) +
    multiplyCost(shape.asking, shape.valueSize, shape.total) +
    packingCost(shape.size, shape.total) * 2.5 +
    packingCost(shape.total, shape.valueSize) +
    <f64>shape.asking * <f64>shape.total * 36;
  state.cost = <f64>shape.batch * <f64>shape.heads * each + 800;
  node.cost = state.cost;
  return Prepared.READY;
}

function run(node: Node): void {
  const state = node.state as FlexState;
  const shape = state.shape;
  const heads = shape.batch * shape.heads;
  node.cost = state.cost;
  const scores = node.scratch + state.scores;
  const area = (<usize>shape.asking * <usize>shape.total) << 2;
  const asked = (<usize>shape.asking * <usize>shape.size) << 2;
  for (let head = 0; head < heads; head++) {
    const keys = node.input(1).data + keyOffset(shape, head, shape.size);
    packPanels(node.scratch, keys, shape.size, shape.total, 1, shape.size);
    const to = scores + <usize>head * area;
    const q = node.input(0).data + <usize>head * asked;
    multiply(q, shape.size, node.scratch, to, shape.total, shape.asking, shape.total, shape.size);
  }
  // Scores lie one behind the other, in whole numbers of fours but for the last few.
  scaleAll(scores, <usize>heads * (area >> 2), state.scale);
  if (!change(node, state, 'score_mod', scores)) return;
  weighRows(node, state, heads * shape.asking);
  if (!change(node, state, 'prob_mod', scores)) return;
  const size = (<usize>shape.asking * <usize>shape.valueSize) << 2;
  for (let head = 0; head < heads; head++) {
    const panels = node.scratch + state.values;
    const values = node.input(2).data + keyOffset(shape, head, shape.valueSize);
    packPanels(panels, values, shape.total, shape.valueSize, shape.valueSize, 1);
    const to = node.output(0).data + <usize>head * size;
    const from = scores + <usize>head * area;
    multiply(from, shape.total, panels, to, shape.valueSize, shape.asking, shape.valueSize, shape.total);
  }
}

// Where the keys or values of a head that asks lie: several heads share them.
function keyOffset(shape: AttentionShape, head: i32, size: i32): usize {
  const batch = head / shape.heads;
  const kvHead = (head % shape.heads) / (shape.heads / shape.kvHeads);
  const index = <usize>(batch * shape.kvHeads + kvHead);
  return (index * <usize>shape.total * <usize>size) << 2;
}

function scaleAll(scores: usize, count: usize, scale: f32): void {
  const fours = count & ~3;
  scaleRow(scores, <i32>fours, scale);
  for (let at = fours; at < count; at++) {
    const address = scores + (at << 2);
    store<f32>(address, load<f32>(address) * scale);
  }
}

function weighRows(node: Node, state: FlexState, rows: i32): void {
  const total = state.shape.total;
  const count = (total + 3) & ~3;
  const line = (<usize>total) << 2;
  const row = node.scratch + state.row;
  let at = node.scratch + state.scores;
  for (let index = 0; index < rows; index++) {
    copyBytes(row, at, line);
    hideBehind(row, total, count);
    softmaxRow(row, count);
    copyBytes(at, row, line);
    at += line;
  }
}

// Runs a graph of the model over all scores, in place. False: refused.
function change(node: Node, state: FlexState, name: string, scores: usize): bool {
  const graph = node.graph(name);
  if (graph === null) return true;
  const shape = state.shape;
  const input = graph.inputs[0].tensor!;
  input.beginShape(DataType.FLOAT, 4);
  input.setDim(0, shape.batch);
  input.setDim(1, shape.heads);
  input.setDim(2, shape.asking);
  input.setDim(3, shape.total);
  input.endShape();
  input.data = scores;
  if (!graph.body!.run()) return false;
  node.cost += graph.body!.cost;
  const output = graph.outputs[0].tensor!;
  if (output.type != DataType.FLOAT || !output.hasShapeOf(input)) {
    const expected = 'expected of "' + name + '" floats of the shape ' + input.shapeText();
    return refuse(RefusalCode.INVALID_INPUT, node.op + ': ' + expected + ', got ' + output.shapeText());
  }
  if (output.data != scores) copyBytes(scores, output.data, output.byteSize);
  return true;
}
