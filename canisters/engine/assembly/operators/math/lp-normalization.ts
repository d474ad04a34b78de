import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { AxisState, refuseAxis } from './softmax';

/** Divides by the norm along an axis; a norm of 0 gives 0. Source: ONNX, LpNormalization (1, 22). */
export function addLpNormalization(): void {
  addOperator('', 'LpNormalization', new Operator(1, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  const p = node.int('p', 2);
  if (p != 1 && p != 2) return node.refuse(RefusalCode.UNSUPPORTED, 'expected p 1 or 2, got ' + p.toString());
  let axis = <i32>node.int('axis', -1);
  if (axis < 0) axis += input.rank;
  if (axis < 0 || axis >= input.rank) return refuseAxis(node, <i32>node.int('axis', -1), input.rank);
  node.output(0).shapeLike(input, input.type);
  const state = node.state === null ? new AxisState() : changetype<AxisState>(node.state);
  node.state = state;
  state.outer = input.sizeOf(0, axis);
  state.count = input.dim(axis);
  state.inner = input.sizeOf(axis + 1, input.rank);
  node.cost = <f64>input.size * 58 + 200;
  return Prepared.READY;
}

function run(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) normalise<f32>(node);
  else normalise<f64>(node);
}

function normalise<T>(node: Node): void {
  const state = changetype<AxisState>(node.state!);
  const isSquare = node.int('p', 2) == 2;
  const step = <usize>state.inner * sizeof<T>();
  const block = <usize>state.count * step;
  for (let outer = 0; outer < state.outer; outer++) {
    for (let lane: usize = 0; lane < step; lane += sizeof<T>()) {
      const from = node.input(0).data + <usize>outer * block + lane;
      const to = node.output(0).data + <usize>outer * block + lane;
      let norm = <T>0;
      for (let at: usize = 0; at < block; at += step) {
        const x = load<T>(from + at);
        norm += isSquare ? x * x : abs<T>(x);
      }
      if (isSquare) norm = sqrt<T>(norm);
      for (let at: usize = 0; at < block; at += step)
        store<T>(to + at, norm == <T>0 ? <T>0 : load<T>(from + at) / norm);
    }
  }
}
