import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { AxisState, refuseAxis } from './softmax';

/** Index of the largest or smallest element along an axis; NaN counts as both. Source: ONNX, ArgMax and ArgMin (1 to 13). */
export function addArgExtremes(): void {
  addOperator('', 'ArgMax', new Operator(1, 1, 1, prepare, run));
  addOperator('', 'ArgMin', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type == DataType.STRING || input.type == DataType.BOOL) return node.refuseType(input);
  let axis = <i32>node.int('axis', 0);
  if (axis < 0) axis += input.rank;
  if (axis < 0 || axis >= input.rank) return refuseAxis(node, <i32>node.int('axis', 0), input.rank);
  const state = node.state === null ? new AxisState() : changetype<AxisState>(node.state);
  node.state = state;
  state.outer = input.sizeOf(0, axis);
  state.count = input.dim(axis);
  state.inner = input.sizeOf(axis + 1, input.rank);
  const output = node.output(0);
  const isKept = node.int('keepdims', 1) != 0;
  output.beginShape(DataType.INT64, 0);
  let rank = 0;
  for (let at = 0; at < input.rank; at++)
    if (at != axis || isKept) output.setDim(rank++, at == axis ? 1 : input.dim(at));
  output.rank = rank;
  if (state.count == 0 && state.outer * state.inner > 0)
    return node.refuse(RefusalCode.INVALID_INPUT, 'the axis ' + axis.toString() + ' has no elements');
  node.cost = <f64>input.size * 55 + <f64>(state.outer * state.inner) * 30 + 100;
  return node.ready(output);
}

function run(node: Node): void {
  switch (node.input(0).type) {
    case DataType.FLOAT: find<f32>(node); break; // prettier-ignore
    case DataType.DOUBLE: find<f64>(node); break; // prettier-ignore
    case DataType.INT8: find<i8>(node); break; // prettier-ignore
    case DataType.INT16: find<i16>(node); break; // prettier-ignore
    case DataType.INT32: find<i32>(node); break; // prettier-ignore
    case DataType.INT64: find<i64>(node); break; // prettier-ignore
    case DataType.UINT8: find<u8>(node); break; // prettier-ignore
    case DataType.UINT16: find<u16>(node); break; // prettier-ignore
    case DataType.UINT32: find<u32>(node); break; // prettier-ignore
    default: find<u64>(node); // prettier-ignore
  }
}

function find<T>(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  const isLargest = node.op == 'ArgMax';
  const isLast = node.int('select_last_index', 0) != 0;
  const step = <usize>state.inner * sizeof<T>();
  let to = node.output(0).data;
  for (let outer = 0; outer < state.outer; outer++) {
    for (let inner = 0; inner < state.inner; inner++) {
      let from = node.input(0).data + <usize>(outer * state.count) * step + <usize>inner * sizeof<T>();
      let best = load<T>(from);
      let found = 0;
      for (let index = 1; index < state.count; index++) {
        from += step;
        const x = load<T>(from);
        const isBetter = isLargest ? x > best : x < best;
        if (isBetter || (isLast && x == best) || (isFloat<T>() && x != x && (isLast || best == best))) {
          best = x;
          found = index;
        }
      }
      store<i64>(to, <i64>found);
      to += 8;
    }
  }
}
