import { Broadcast, spreadShape } from '../../core/broadcast';
import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { refuseShapes } from './binary';

class WhereState extends State {
  walk: Broadcast = new Broadcast();
  spread: Tensor = new Tensor('');
}

/** Takes each element from one of two tensors. Source: ONNX, Where (9, 16). */
export function addWhere(): void {
  addOperator('', 'Where', new Operator(9, 3, 3, prepare, run));
}

function prepare(node: Node): i32 {
  const condition = node.input(0);
  const one = node.input(1);
  const other = node.input(2);
  const output = node.output(0);
  if (condition.type != DataType.BOOL) return node.refuseType(condition);
  if (one.type != other.type) return node.refuse(RefusalCode.INVALID_INPUT, 'expected inputs of one type');
  if (elementSize(one.type) == 0) return node.refuseType(one);
  const state = node.state === null ? new WhereState() : changetype<WhereState>(node.state);
  node.state = state;
  if (!spreadShape(state.spread, one.type, one, other)) return refuseShapes(node, one, other);
  if (!spreadShape(output, one.type, condition, state.spread))
    return refuseShapes(node, condition, state.spread);
  if (node.ready(output) != Prepared.READY) return Prepared.REFUSED;
  const walk = state.walk;
  walk.begin();
  for (let part = 0; part < 3; part++)
    walk.spread(part, node.input(part), output.rank - node.input(part).rank);
  walk.end(output);
  node.cost = <f64>output.size * 31 + <f64>walk.runs * 220 + 100;
  return Prepared.READY;
}

function run(node: Node): void {
  switch (elementSize(node.output(0).type)) {
    case 1: choose<u8>(node); break; // prettier-ignore
    case 2: choose<u16>(node); break; // prettier-ignore
    case 4: choose<u32>(node); break; // prettier-ignore
    default: choose<u64>(node); // prettier-ignore
  }
}

function choose<T>(node: Node): void {
  const walk = changetype<WhereState>(node.state!).walk;
  const conditionStep = <usize>walk.step(0);
  const oneStep = <usize>(walk.step(1) * sizeof<T>());
  const otherStep = <usize>(walk.step(2) * sizeof<T>());
  let to = node.output(0).data;
  walk.start();
  for (let left = walk.runs; left > 0; left--) {
    let condition = node.input(0).data + <usize>walk.offset(0);
    let one = node.input(1).data + <usize>(walk.offset(1) * sizeof<T>());
    let other = node.input(2).data + <usize>(walk.offset(2) * sizeof<T>());
    const end = to + <usize>walk.run * sizeof<T>();
    while (to < end) {
      store<T>(to, load<T>(load<u8>(condition) != 0 ? one : other));
      condition += conditionStep;
      one += oneStep;
      other += otherStep;
      to += sizeof<T>();
    }
    walk.next();
  }
}
