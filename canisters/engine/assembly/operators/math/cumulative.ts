import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode, refuse } from '../../core/refusal';

/** Running sums and products along an axis, which is an input. Source: ONNX, CumSum (11, 14) and CumProd (26). */
export function addCumulative(): void {
  addOperator('', 'CumSum', new Operator(11, 2, 2, prepare, run));
  addOperator('', 'CumProd', new Operator(26, 2, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  const axis = node.input(1);
  const isFloat = input.type == DataType.FLOAT || input.type == DataType.DOUBLE;
  const isWide = input.type == DataType.UINT32 || input.type == DataType.UINT64;
  if (!isFloat && !isWide && input.type != DataType.INT32 && input.type != DataType.INT64)
    return node.refuseType(input);
  if (axis.type != DataType.INT64 && axis.type != DataType.INT32) return node.refuseType(axis);
  if (axis.size != 1)
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected one axis, got ' + axis.shapeText());
  node.output(0).shapeLike(input, input.type);
  node.cost = <f64>input.size * 38 + 200;
  return Prepared.READY;
}

function run(node: Node): void {
  const rank = node.input(0).rank;
  let axis = node.input(1).intAt(0);
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank) {
    refuse(
      RefusalCode.INVALID_INPUT,
      node.op + ': the tensor has no axis ' + node.input(1).intAt(0).toString(),
    );
    return;
  }
  const isProduct = node.op == 'CumProd';
  switch (node.input(0).type) {
    case DataType.FLOAT: accumulate<f32>(node, <i32>axis, isProduct); break; // prettier-ignore
    case DataType.DOUBLE: accumulate<f64>(node, <i32>axis, isProduct); break; // prettier-ignore
    case DataType.INT32:
    case DataType.UINT32: accumulate<i32>(node, <i32>axis, isProduct); break; // prettier-ignore
    default: accumulate<i64>(node, <i32>axis, isProduct); // prettier-ignore
  }
}

function accumulate<T>(node: Node, axis: i32, isProduct: bool): void {
  const input = node.input(0);
  if (input.size == 0) return;
  const count = input.dim(axis);
  const inner = input.sizeOf(axis + 1, input.rank);
  const outer = input.sizeOf(0, axis);
  const isExclusive = node.int('exclusive', 0) != 0;
  const isReverse = node.int('reverse', 0) != 0;
  const step = <usize>inner * sizeof<T>();
  const block = <usize>count * step;
  const move = isReverse ? <usize>0 - step : step;
  for (let at = 0; at < outer; at++) {
    for (let lane: usize = 0; lane < step; lane += sizeof<T>()) {
      const offset = <usize>at * block + lane + (isReverse ? block - step : 0);
      let from = input.data + offset;
      let to = node.output(0).data + offset;
      let value = isProduct ? <T>1 : <T>0;
      for (let index = 0; index < count; index++) {
        const x = load<T>(from);
        const next = isProduct ? value * x : value + x;
        store<T>(to, isExclusive ? value : next);
        value = next;
        from += move;
        to += move;
      }
    }
  }
}
