import { DataType } from '../../core/data-type';
import { allocateLasting, hasLastingRoom } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import {
  BYTE_PANEL,
  bytePanelsSize,
  multiplyBytes,
  multiplyBytesCost,
  packBytes,
  pairsOf,
  widenRows,
} from '../../kernels/bytes-gemm';
import { fillElements } from '../../kernels/fill-elements';
import { addColumns, requantize } from '../../kernels/requantize';
import { ProductShape } from './product-shape';
import { isByteType, isPerOne, scaleAt, stepOf, zeroAt } from './zero-points';

/**
 * Products of bytes less their zero points: into 32 bits, or scaled into bytes again. The zero points of A are one for all or one for
 * each row, those of B one for all or one for each column. Source: ONNX, MatMulInteger (10), QLinearMatMul (10, 21).
 */
export function addMatMulInteger(): void {
  addOperator('', 'MatMulInteger', new Operator(10, 2, 4, prepareWhole, runWhole));
  addOperator('', 'QLinearMatMul', new Operator(10, 8, 8, prepareLinear, runLinear));
}

const SCRATCH_MAX: u64 = 1 << 30;

class ByteProductState extends State {
  shape: ProductShape = new ProductShape();
  /** Indexes of the inputs. */
  b: i32 = 1;
  aZero: i32 = 2;
  bZero: i32 = 3;
  /** Panels of B that are made once. */
  lasting: usize = 0;
  widened: usize = 0;
  sums: usize = 0;
  constants: usize = 0;
  panels: usize = 0;
}

function prepareWhole(node: Node): i32 {
  if (node.state === null) node.state = new ByteProductState();
  return prepareBytes(node, node.state as ByteProductState, DataType.INT32, false);
}

function prepareLinear(node: Node): i32 {
  if (node.state === null) node.state = new ByteProductState();
  const state = node.state as ByteProductState;
  state.b = 3;
  state.aZero = 2;
  state.bZero = 5;
  if (!isByteType(node.input(7).type)) return node.refuseType(node.input(7));
  const outcome = prepareBytes(node, state, node.input(7).type, true);
  if (outcome != Prepared.READY) return outcome;
  const shape = state.shape;
  const isFit =
    isPerOne(node, 1, DataType.FLOAT, shape.m) &&
    isPerOne(node, 4, DataType.FLOAT, shape.n) &&
    isPerOne(node, 6, DataType.FLOAT, 1) &&
    isPerOne(node, 7, node.input(7).type, 1);
  return isFit ? Prepared.READY : Prepared.REFUSED;
}

function prepareBytes(node: Node, state: ByteProductState, type: i32, isLinear: bool): i32 {
  const a = node.input(0);
  const b = node.input(state.b);
  if (!isByteType(a.type)) return node.refuseType(a);
  if (!isByteType(b.type)) return node.refuseType(b);
  const shape = state.shape;
  const outcome = shape.prepare(node, a, b, type);
  if (outcome != Prepared.READY) return outcome;
  if (!isPerOne(node, state.aZero, a.type, shape.m)) return Prepared.REFUSED;
  if (!isPerOne(node, state.bZero, b.type, shape.n)) return Prepared.REFUSED;
  const panels = (bytePanelsSize(shape.k, shape.n) + 15) & ~15;
  const widened = (((<u64>shape.m * <u64>pairsOf(shape.k)) << 2) + 15) & ~15;
  const sums = (((<u64>shape.m) << 2) + 15) & ~15;
  const constants = ((<u64>(shape.n + BYTE_PANEL)) << 2) & ~15;
  const product = isLinear ? (<u64>shape.m * <u64>shape.n) << 2 : 0;
  const total = panels + widened + sums + constants + product;
  if (total > SCRATCH_MAX) {
    return node.refuse(RefusalCode.TOO_LARGE, 'it needs ' + total.toString() + ' bytes beside its outputs');
  }
  packOnce(node, state, <usize>panels);
  state.sums = <usize>widened;
  state.constants = state.sums + <usize>sums;
  state.panels = state.constants + <usize>constants;
  state.widened = 0;
  node.scratchSize = <usize>(total - (state.lasting != 0 ? panels : 0));
  const each = multiplyBytesCost(shape.m, shape.n, shape.k) + <f64>shape.m * <f64>shape.k * 4;
  const packing = state.lasting != 0 ? 0 : <f64>panels * 3;
  const finishing = <f64>shape.m * <f64>shape.n * (isLinear ? 32 : 3);
  node.cost = <f64>shape.count * (each + packing + finishing) + 400;
  return Prepared.READY;
}

function packOnce(node: Node, state: ByteProductState, size: usize): void {
  const b = node.input(state.b);
  const shape = state.shape;
  if (state.lasting != 0 || shape.count != 1 || !b.isConstant || node.input(0).isConstant) return;
  if (!hasLastingRoom(<u64>size)) return;
  if (!hasLastingRoom(size)) return;
  state.lasting = allocateLasting(size);
  packBytes(state.lasting, b.data, shape.k, shape.n, shape.n, 1, flipOf(b.type));
}

/** What turns a byte of the type into a signed one less 128 (unsigned) or as it is (signed). */
export function flipOf(type: i32): i32 {
  return type == DataType.UINT8 ? 0x80 : 0;
}

function runWhole(node: Node): void {
  const shape = (node.state as ByteProductState).shape;
  let to = node.output(0).data;
  for (let index = 0; index < shape.count; index++) {
    multiplyOne(node, index, to);
    to += (<usize>shape.m * <usize>shape.n) << 2;
  }
}

function runLinear(node: Node): void {
  const state = node.state as ByteProductState;
  const shape = state.shape;
  const product = node.scratch + state.panels + panelsInScratch(state);
  const isSigned = node.output(0).type == DataType.INT8;
  const yScale = load<f32>(node.input(6).data);
  const zero = zeroAt(node, 7, 0);
  const isByColumn = stepOf(node, 4) == 1;
  let to = node.output(0).data;
  for (let index = 0; index < shape.count; index++) {
    multiplyOne(node, index, product);
    let from = product;
    for (let row = 0; row < shape.m; row++) {
      const aScale = scaleAt(node, 1, row);
      if (!isByColumn) {
        requantize(to, from, shape.n, <f32>(<f32>(aScale * scaleAt(node, 4, 0)) / yScale), zero, isSigned);
      } else {
        for (let column = 0; column < shape.n; column++) {
          const scale = <f32>(<f32>(aScale * scaleAt(node, 4, column)) / yScale);
          requantize(to + <usize>column, from + ((<usize>column) << 2), 1, scale, zero, isSigned);
        }
      }
      to += <usize>shape.n;
      from += (<usize>shape.n) << 2;
    }
  }
}

function panelsInScratch(state: ByteProductState): usize {
  if (state.lasting != 0) return 0;
  return (<usize>bytePanelsSize(state.shape.k, state.shape.n) + 15) & ~15;
}

// What B was stored with too much or too little is a constant for each column, times the sum of the row.
function multiplyOne(node: Node, index: i32, c: usize): void {
  const state = node.state as ByteProductState;
  const shape = state.shape;
  const a = node.input(0);
  const b = node.input(state.b);
  let panels = state.lasting;
  if (panels == 0) {
    panels = node.scratch + state.panels;
    const from = b.data + <usize>shape.bOffset(index);
    packBytes(panels, from, shape.k, shape.n, shape.n, 1, flipOf(b.type));
  }
  const wide = node.scratch + state.widened;
  const sums = node.scratch + state.sums;
  const zeros = node.hasInput(state.aZero) ? node.input(state.aZero).data : 0;
  const from = a.data + <usize>shape.aOffset(index);
  widenRows(wide, sums, from, shape.m, shape.k, a.type == DataType.INT8, zeros, stepOf(node, state.aZero));
  multiplyBytes(wide, panels, c, shape.n, shape.m, shape.n, pairsOf(shape.k));
  const constants = node.scratch + state.constants;
  const isByColumn = stepOf(node, state.bZero) == 1;
  const flip = flipOf(b.type);
  if (isByColumn) {
    for (let column = 0; column < shape.n; column++) {
      store<i32>(constants + ((<usize>column) << 2), flip - zeroAt(node, state.bZero, column));
    }
  } else {
    const constant = flip - zeroAt(node, state.bZero, 0);
    if (constant == 0) return;
    fillElements(constants, <u64>(<u32>constant), 4, shape.n);
  }
  for (let row = 0; row < shape.m; row++) {
    addColumns(c, shape.n, load<i32>(sums + ((<usize>row) << 2)), constants);
    c += (<usize>shape.n) << 2;
  }
}
