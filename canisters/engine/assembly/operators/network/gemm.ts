import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { activationCost } from '../../kernels/activate';
import { finishRows } from '../../kernels/finish-rows';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packingCost } from '../../kernels/gemm-pack';
import { multiplyElements } from '../../kernels/gemm-plain';
import { turnBlock } from '../../kernels/turn-block';
import { FusedActivation } from './fused-activation';
import { isProductType } from './matmul';
import { RightSide } from './right-side';

/**
 * alpha * A * B + beta * C, A and B turned or not, C spread over the result. The forms before 7 say by an attribute whether C may be
 * spread; one that fits is taken either way. Source: ONNX, Gemm (1, 6, 7, 9, 11, 13).
 */
export function addGemm(): void {
  addOperator('', 'Gemm', new Operator(1, 2, 3, prepare, run));
}

class GemmState extends State {
  m: i32 = 0;
  n: i32 = 0;
  k: i32 = 0;
  isLeftTurned: bool = false;
  isRightTurned: bool = false;
  alpha: f32 = 1;
  beta: f32 = 1;
  cRowStep: i32 = 0;
  cColumnStep: i32 = 0;
  right: RightSide = new RightSide();
  activation: FusedActivation = new FusedActivation();
}

function prepare(node: Node): i32 {
  const a = node.input(0);
  const b = node.input(1);
  if (!isProductType(a.type)) return node.refuseType(a);
  if (b.type != a.type) return node.refuseType(b);
  if (node.state === null) node.state = new GemmState();
  const state = node.state as GemmState;
  state.isLeftTurned = node.int('transA', 0) != 0;
  state.isRightTurned = node.int('transB', 0) != 0;
  state.alpha = node.float('alpha', 1);
  state.beta = node.float('beta', 1);
  if (a.rank != 2 || b.rank != 2) return refuseShapes(node);
  state.m = a.dim(state.isLeftTurned ? 1 : 0);
  state.k = a.dim(state.isLeftTurned ? 0 : 1);
  state.n = b.dim(state.isRightTurned ? 0 : 1);
  if (state.k != b.dim(state.isRightTurned ? 1 : 0)) return refuseShapes(node);
  if (node.hasInput(2) && !spreads(node, state)) return Prepared.REFUSED;
  if (!state.activation.read(node)) return Prepared.REFUSED;
  if (node.attributes.has('fused_activation') && a.type != DataType.FLOAT) return node.refuseType(a);
  const output = node.output(0);
  output.beginShape(a.type, 2);
  output.setDim(0, state.m);
  output.setDim(1, state.n);
  const outcome = node.ready(output);
  return outcome == Prepared.READY ? size(node, state) : outcome;
}

function size(node: Node, state: GemmState): i32 {
  const b = node.input(1);
  const area = <f64>state.m * <f64>state.n;
  if (b.type != DataType.FLOAT) {
    node.cost = area * (<f64>state.k * 22 + 20) + 200;
    return Prepared.READY;
  }
  const rowStep = state.isRightTurned ? 1 : state.n;
  const columnStep = state.isRightTurned ? state.k : 1;
  const right = state.right;
  if (!right.prepare(node, b, state.k, state.n, rowStep, columnStep, true)) return Prepared.REFUSED;
  node.scratchSize = right.scratchSize + (state.isLeftTurned ? node.input(0).byteSize : 0);
  const turning = state.isLeftTurned ? <f64>node.input(0).size * 6 : 0;
  const packing = right.isLasting ? 0 : packingCost(state.k, state.n) * (state.isRightTurned ? 2.5 : 1);
  const finishing = area * (3 + activationCost(state.activation.kind) / 4 + (state.alpha != 1 ? 3 : 0));
  node.cost = multiplyCost(state.m, state.n, state.k) + turning + packing + finishing + 300;
  return Prepared.READY;
}

function spreads(node: Node, state: GemmState): bool {
  const c = node.input(2);
  if (c.type != node.input(0).type) {
    node.refuseType(c);
    return false;
  }
  const columns = c.rank == 0 ? 1 : c.dim(c.rank - 1);
  const rows = c.rank < 2 ? 1 : c.dim(c.rank - 2);
  if (c.rank > 2 || (columns != 1 && columns != state.n) || (rows != 1 && rows != state.m)) {
    refuseShapes(node);
    return false;
  }
  state.cRowStep = rows == 1 ? 0 : columns;
  state.cColumnStep = columns == 1 ? 0 : 1;
  return true;
}

function refuseShapes(node: Node): i32 {
  const shapes = node.input(0).shapeText() + ' and ' + node.input(1).shapeText();
  const sum = node.hasInput(2) ? ', and a sum ' + node.input(2).shapeText() : '';
  return node.refuse(RefusalCode.INVALID_INPUT, 'the shapes ' + shapes + sum + ' do not fit each other');
}

function run(node: Node): void {
  switch (node.input(0).type) {
    case DataType.FLOAT:
      return runFloats(node);
    case DataType.DOUBLE:
      return runPlainly<f64>(node);
    case DataType.INT32:
      return runPlainly<i32>(node);
    case DataType.UINT32:
      return runPlainly<u32>(node);
    case DataType.INT64:
      return runPlainly<i64>(node);
    default:
      return runPlainly<u64>(node);
  }
}

function runFloats(node: Node): void {
  const state = node.state as GemmState;
  const m = state.m;
  const n = state.n;
  const k = state.k;
  const panels = state.right.panels(node.input(1).data, node.scratch);
  let a = node.input(0).data;
  if (state.isLeftTurned) {
    const turned = node.scratch + state.right.scratchSize;
    turnBlock(turned, a, k, m, k, m, 4);
    a = turned;
  }
  const c = node.output(0).data;
  multiply(a, k, panels, c, n, m, n, k);
  const area = <usize>m * <usize>n;
  if (state.alpha != 1) scale(c, area, state.alpha);
  const activation = state.activation;
  let bias = node.hasInput(2) ? node.input(2).data : 0;
  if (bias != 0 && state.beta != 1) {
    addScaled(c, m, n, bias, state.cRowStep, state.cColumnStep, state.beta);
    bias = 0;
  }
  const kind = activation.kind;
  finishRows(c, n, m, n, bias, state.cRowStep, state.cColumnStep, kind, activation.alpha, activation.beta);
}

function scale(c: usize, count: usize, factor: f32): void {
  const end = c + (count << 2);
  while (c < end) {
    store<f32>(c, load<f32>(c) * factor);
    c += 4;
  }
}

function addScaled(c: usize, m: i32, n: i32, sum: usize, rowStep: i32, columnStep: i32, factor: f32): void {
  for (let row = 0; row < m; row++) {
    let from = sum + ((<usize>row * <usize>rowStep) << 2);
    for (let column = 0; column < n; column++) {
      store<f32>(c, load<f32>(c) + factor * load<f32>(from));
      from += (<usize>columnStep) << 2;
      c += 4;
    }
  }
}

function runPlainly<T>(node: Node): void {
  const state = node.state as GemmState;
  const n = state.n;
  const k = state.k;
  const aRow = state.isLeftTurned ? 1 : k;
  const aColumn = state.isLeftTurned ? state.m : 1;
  const bRow = state.isRightTurned ? 1 : n;
  const bColumn = state.isRightTurned ? k : 1;
  let c = node.output(0).data;
  multiplyElements<T>(node.input(0).data, aRow, aColumn, node.input(1).data, bRow, bColumn, c, state.m, n, k);
  const alpha = <T>state.alpha;
  const beta = <T>state.beta;
  for (let row = 0; row < state.m; row++) {
    for (let column = 0; column < n; column++) {
      let value = <T>(load<T>(c) * alpha);
      if (node.hasInput(2)) {
        const at = <usize>(row * state.cRowStep + column * state.cColumnStep);
        value = <T>(value + <T>(beta * load<T>(node.input(2).data + at * sizeof<T>())));
      }
      store<T>(c, value);
      c += sizeof<T>();
    }
  }
}
