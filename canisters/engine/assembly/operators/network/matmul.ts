import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { activationCost } from '../../kernels/activate';
import { finishRows } from '../../kernels/finish-rows';
import { multiply, multiplyCost } from '../../kernels/gemm';
import { packingCost } from '../../kernels/gemm-pack';
import { multiplyElements } from '../../kernels/gemm-plain';
import { FusedActivation } from './fused-activation';
import { ProductShape } from './product-shape';
import { RightSide } from './right-side';

/** Products of matrices and stacks of them. Source: ONNX, MatMul (1, 9, 13). */
export function addMatMul(): void {
  addOperator('', 'MatMul', new Operator(1, 2, 3, prepare, run));
}

class MatMulState extends State {
  shape: ProductShape = new ProductShape();
  right: RightSide = new RightSide();
  activation: FusedActivation = new FusedActivation();
}

function prepare(node: Node): i32 {
  const a = node.input(0);
  const b = node.input(1);
  if (a.type != b.type) return node.refuseType(b);
  if (!isProductType(a.type)) return node.refuseType(a);
  if (node.state === null) node.state = new MatMulState();
  const state = node.state as MatMulState;
  const shape = state.shape;
  const outcome = shape.prepare(node, a, b, a.type);
  if (outcome != Prepared.READY) return outcome;
  if (!state.activation.read(node)) return Prepared.REFUSED;
  const isFused = node.hasInput(2) || node.attributes.has('fused_activation');
  if (isFused && a.type != DataType.FLOAT) return node.refuseType(a);
  if (node.hasInput(2)) {
    const bias = node.input(2);
    if (bias.type != a.type) return node.refuseType(bias);
    if (bias.size != shape.n) {
      const expected = 'expected a bias of ' + shape.n.toString() + ' values';
      return node.refuse(RefusalCode.INVALID_INPUT, expected + ', got the shape ' + bias.shapeText());
    }
  }
  const count = <f64>shape.count;
  if (a.type != DataType.FLOAT) {
    node.cost = count * <f64>shape.m * <f64>shape.n * <f64>shape.k * 22 + 200;
    return Prepared.READY;
  }
  if (!state.right.prepare(node, b, shape.k, shape.n, shape.n, 1, shape.count == 1)) return Prepared.REFUSED;
  node.scratchSize = state.right.scratchSize;
  const packing = state.right.isLasting ? 0 : packingCost(shape.k, shape.n);
  const finishing = <f64>shape.m * <f64>shape.n * (3 + activationCost(state.activation.kind) / 4);
  node.cost = count * (multiplyCost(shape.m, shape.n, shape.k) + packing + (isFused ? finishing : 0)) + 200;
  return Prepared.READY;
}

/** Types that products of matrices take. */
export function isProductType(type: i32): bool {
  switch (type) {
    case DataType.FLOAT:
    case DataType.DOUBLE:
    case DataType.INT32:
    case DataType.INT64:
    case DataType.UINT32:
    case DataType.UINT64:
      return true;
    default:
      return false;
  }
}

function run(node: Node): void {
  const a = node.input(0);
  switch (a.type) {
    case DataType.FLOAT:
      return runFloats(node);
    case DataType.DOUBLE:
      return runPlainly<f64>(node);
    case DataType.INT32:
    case DataType.UINT32:
      return runPlainly<i32>(node);
    default:
      return runPlainly<i64>(node);
  }
}

function runFloats(node: Node): void {
  const state = node.state as MatMulState;
  const shape = state.shape;
  const activation = state.activation;
  const bias = node.hasInput(2) ? node.input(2).data : 0;
  const a = node.input(0).data;
  const b = node.input(1).data;
  let c = node.output(0).data;
  let before = -1;
  let panels: usize = 0;
  for (let index = 0; index < shape.count; index++) {
    const offset = shape.bOffset(index);
    if (offset != before) panels = state.right.panels(b + ((<usize>offset) << 2), node.scratch);
    before = offset;
    const left = a + ((<usize>shape.aOffset(index)) << 2);
    multiplyAndFinish(left, panels, c, shape.m, shape.n, shape.k, bias, activation);
    c += (<usize>shape.m * <usize>shape.n) << 2;
  }
}

/** Bytes of C that are finished while they are near. */
const FINISHED_BYTES: i32 = 1 << 18;

// In blocks of rows, so that what follows the product finds them in the cache.
function multiplyAndFinish(
  a: usize,
  panels: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  bias: usize,
  activation: FusedActivation,
): void {
  const isPlain = bias == 0 && activation.kind == 0;
  const block = isPlain ? max(m, 1) : max(64, ((FINISHED_BYTES / max(n, 1)) >> 4) << 2);
  for (let row = 0; row < m; row += block) {
    const rows = min(block, m - row);
    const target = c + ((<usize>row * <usize>n) << 2);
    multiply(a + ((<usize>row * <usize>k) << 2), k, panels, target, n, rows, n, k);
    if (isPlain) continue;
    finishRows(target, n, rows, n, bias, 0, 1, activation.kind, activation.alpha, activation.beta);
  }
}

function runPlainly<T>(node: Node): void {
  const shape = (node.state as MatMulState).shape;
  const a = node.input(0).data;
  const b = node.input(1).data;
  let c = node.output(0).data;
  for (let index = 0; index < shape.count; index++) {
    const left = a + <usize>shape.aOffset(index) * sizeof<T>();
    const right = b + <usize>shape.bOffset(index) * sizeof<T>();
    multiplyElements<T>(left, shape.k, 1, right, shape.n, 1, c, shape.m, shape.n, shape.k);
    c += <usize>shape.m * <usize>shape.n * sizeof<T>();
  }
}
