import { DataType } from '../../core/data-type';
import { allocateLasting, hasLastingRoom } from '../../core/memory';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { multiplyBytes, multiplyBytesCost, widenRows } from '../../kernels/bytes-gemm';
import { addSame, requantize } from '../../kernels/requantize';
import { ConvLayout } from './conv-layout';
import { flipOf } from './matmul-integer';
import { isByteType, isPerOne, scaleAt, stepOf, zeroAt } from './zero-points';

/**
 * Convolution of bytes less their zero points: into 32 bits, or scaled into bytes again; the padding stands for the zero point. The
 * weights' zero points and scales are one for all or one for each channel of the output. Source: ONNX, ConvInteger (10),
 * QLinearConv (10).
 */
export function addConvInteger(): void {
  addOperator('', 'ConvInteger', new Operator(10, 2, 4, prepareWhole, run));
  addOperator('', 'QLinearConv', new Operator(10, 8, 9, prepareLinear, run));
}

const SCRATCH_MAX: u64 = 1 << 30;

class ByteConvState extends State {
  layout: ConvLayout = new ConvLayout();
  isLinear: bool = false;
  /** Indexes of the inputs. */
  w: i32 = 1;
  xZero: i32 = 2;
  wZero: i32 = 3;
  /** Weights of 16 bits and their sums by row that are made once. */
  lasting: usize = 0;
  widened: usize = 0;
  sums: usize = 0;
  product: usize = 0;
}

function prepareWhole(node: Node): i32 {
  if (node.state === null) node.state = new ByteConvState();
  return prepare(node, node.state as ByteConvState, DataType.INT32);
}

function prepareLinear(node: Node): i32 {
  if (node.state === null) node.state = new ByteConvState();
  const state = node.state as ByteConvState;
  state.isLinear = true;
  state.w = 3;
  state.xZero = 2;
  state.wZero = 5;
  const type = node.input(7).type;
  if (!isByteType(type)) return node.refuseType(node.input(7));
  const outcome = prepare(node, state, type);
  if (outcome != Prepared.READY) return outcome;
  const channels = node.input(3).dim(0);
  const isFit =
    isPerOne(node, 1, DataType.FLOAT, 1) &&
    isPerOne(node, 4, DataType.FLOAT, channels) &&
    isPerOne(node, 6, DataType.FLOAT, 1) &&
    isPerOne(node, 7, type, 1) &&
    isPerOne(node, 8, DataType.INT32, channels);
  if (!isFit) return Prepared.REFUSED;
  if (!node.hasInput(8) || node.input(8).size == channels) return Prepared.READY;
  return node.refuse(RefusalCode.INVALID_INPUT, 'expected a bias of ' + channels.toString() + ' values');
}

function prepare(node: Node, state: ByteConvState, type: i32): i32 {
  const x = node.input(0);
  const w = node.input(state.w);
  if (!isByteType(x.type)) return node.refuseType(x);
  if (!isByteType(w.type)) return node.refuseType(w);
  const layout = state.layout;
  if (!layout.prepare(node, x, w, type)) return Prepared.REFUSED;
  if (!isPerOne(node, state.xZero, x.type, 1)) return Prepared.REFUSED;
  if (!isPerOne(node, state.wZero, w.type, w.dim(0))) return Prepared.REFUSED;
  const rows = <u64>w.dim(0);
  const widened = (((rows * <u64>layout.pairs) << 2) + 15) & ~15;
  const sums = ((rows << 2) + 15) & ~15;
  const product = state.isLinear ? (<u64>layout.channelsOut * <u64>layout.strip) << 2 : 0;
  const base = (layout.scratchSize + 15) & ~15;
  const total = <u64>base + widened + sums + product;
  if (total > SCRATCH_MAX) {
    return node.refuse(RefusalCode.TOO_LARGE, 'it needs ' + total.toString() + ' bytes beside its outputs');
  }
  widenOnce(node, state, <usize>widened, <usize>sums);
  state.product = base;
  state.widened = base + <usize>product;
  state.sums = state.widened + <usize>widened;
  node.scratchSize = <usize>(total - (state.lasting != 0 ? widened + sums : 0));
  const products = <f64>layout.images * <f64>layout.groups;
  const each = multiplyBytesCost(layout.channelsOut, layout.places, layout.k);
  const finishing = <f64>node.output(0).size * (state.isLinear ? 36 : 8);
  node.cost = products * each + layout.cost * 0.6 + finishing + <f64>w.size * 4 + 800;
  return Prepared.READY;
}

function widenOnce(node: Node, state: ByteConvState, widened: usize, sums: usize): void {
  const w = node.input(state.w);
  if (state.lasting != 0 || !w.isConstant || node.input(0).isConstant) return;
  if (node.hasInput(state.wZero) && !node.input(state.wZero).isConstant) return;
  if (!hasLastingRoom(<u64>widened + <u64>sums)) return;
  if (!hasLastingRoom(widened + sums)) return;
  state.lasting = allocateLasting(widened + sums);
  widen(node, state, state.lasting, state.lasting + widened);
}

function widen(node: Node, state: ByteConvState, to: usize, sums: usize): void {
  const w = node.input(state.w);
  const zeros = node.hasInput(state.wZero) ? node.input(state.wZero).data : 0;
  const step = stepOf(node, state.wZero);
  widenRows(to, sums, w.data, w.dim(0), state.layout.k, w.type == DataType.INT8, zeros, step);
}

function run(node: Node): void {
  const state = node.state as ByteConvState;
  const layout = state.layout;
  const table = node.scratch + layout.paddedSize;
  const strip = table + layout.tableSize;
  const groupIn = <usize>layout.channelsIn * <usize>layout.window.inputSize;
  const zero = zeroAt(node, state.xZero, 0);
  const rows = node.input(state.w).dim(0);
  let wide = state.lasting;
  let sums = wide + ((((<usize>rows * <usize>layout.pairs) << 2) + 15) & ~15);
  if (wide == 0) {
    wide = node.scratch + state.widened;
    sums = node.scratch + state.sums;
    widen(node, state, wide, sums);
  }
  layout.writeTable(table);
  let from = node.input(0).data;
  for (let image = 0; image < layout.images; image++) {
    for (let group = 0; group < layout.groups; group++) {
      const source = layout.padded(node.scratch, from, <u64>(<u8>zero));
      const channel = group * layout.channelsOut;
      runGroup(node, state, source, table, strip, wide, sums, image, channel, zero);
      from += groupIn;
    }
  }
}

function runGroup(
  node: Node,
  state: ByteConvState,
  source: usize,
  table: usize,
  strip: usize,
  wide: usize,
  sums: usize,
  image: i32,
  channel: i32,
  zero: i32,
): void {
  const layout = state.layout;
  const flip = flipOf(node.input(0).type);
  const weights = wide + ((<usize>channel * <usize>layout.pairs) << 2);
  const first = (image * layout.groups * layout.channelsOut + channel) * layout.places;
  for (let place = 0; place < layout.places; place += layout.strip) {
    const count = min(layout.strip, layout.places - place);
    layout.unfoldBytes(strip, source, table, place, count, flip);
    const to = node.output(0).data + ((<usize>(first + place)) << (state.isLinear ? 0 : 2));
    const product = state.isLinear ? node.scratch + state.product : to;
    const step = state.isLinear ? layout.strip : layout.places;
    multiplyBytes(weights, strip, product, step, layout.channelsOut, count, layout.pairs);
    for (let row = 0; row < layout.channelsOut; row++) {
      const at = product + ((<usize>row * <usize>step) << 2);
      const sum = load<i32>(sums + ((<usize>(channel + row)) << 2));
      // The panels hold x less 128 or x; what is wanted is x less its zero point.
      const constant = sum * (flip - zero);
      if (!state.isLinear) addSame(at, count, constant);
      else finishLinear(node, to + <usize>row * <usize>layout.places, at, count, channel + row, constant);
    }
  }
}

function finishLinear(node: Node, to: usize, from: usize, count: i32, channel: i32, constant: i32): void {
  const bias = node.hasInput(8) ? load<i32>(node.input(8).data + ((<usize>channel) << 2)) : 0;
  addSame(from, count, constant + bias);
  const scale = <f32>(<f32>(scaleAt(node, 1, 0) * scaleAt(node, 4, channel)) / scaleAt(node, 6, 0));
  requantize(to, from, count, scale, zeroAt(node, 7, 0), node.output(0).type == DataType.INT8);
}
