import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { exp1, log1 } from '../../kernels/vector-math';
import { ReduceState, prepareReduction } from './reduce-axes';

/** Logarithm of the sum of powers along axes, without overflow. Source: ONNX, ReduceLogSumExp (1 to 18). */
export function addReduceLogSumExp(): void {
  addOperator('', 'ReduceLogSumExp', new Operator(1, 1, 2, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  const outcome = prepareReduction(node, input.type);
  if (outcome != Prepared.READY) return outcome;
  const state = changetype<ReduceState>(node.state!);
  node.scratchSize = node.output(0).byteSize;
  node.cost = <f64>input.size * 170 + <f64>state.walk.runs * 100 + <f64>node.output(0).size * 100 + 200;
  return Prepared.READY;
}

function run(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) reduce<f32>(node);
  else reduce<f64>(node);
}

// The largest element of each group is taken off first; an infinite one would leave no number, so that 0 stands for it.
function reduce<T>(node: Node): void {
  const state = changetype<ReduceState>(node.state!);
  const walk = state.walk;
  const sums = node.output(0).data;
  const largest = node.scratch;
  const size = <usize>node.output(0).size * sizeof<T>();
  const step = <usize>(walk.step(0) * sizeof<T>());
  for (let at: usize = 0; at < size; at += sizeof<T>()) store<T>(largest + at, <T>-Infinity);
  walk.start();
  let from = node.input(0).data;
  for (let left = walk.runs; left > 0; left--) {
    let place = largest + <usize>(walk.offset(0) * sizeof<T>());
    const end = from + <usize>(walk.run * sizeof<T>());
    for (; from < end; from += sizeof<T>(), place += step)
      store<T>(place, max<T>(load<T>(place), load<T>(from)));
    walk.next();
  }
  for (let at: usize = 0; at < size; at += sizeof<T>()) {
    if (abs<T>(load<T>(largest + at)) == <T>Infinity) store<T>(largest + at, <T>0);
    store<T>(sums + at, <T>0);
  }
  walk.start();
  from = node.input(0).data;
  for (let left = walk.runs; left > 0; left--) {
    let offset = <usize>(walk.offset(0) * sizeof<T>());
    const end = from + <usize>(walk.run * sizeof<T>());
    for (; from < end; from += sizeof<T>(), offset += step) {
      const x = load<T>(from) - load<T>(largest + offset);
      const power = sizeof<T>() == 4 ? <T>exp1(<f32>x) : <T>Math.exp(<f64>x);
      store<T>(sums + offset, load<T>(sums + offset) + power);
    }
    walk.next();
  }
  for (let at: usize = 0; at < size; at += sizeof<T>()) {
    const sum = load<T>(sums + at);
    const logarithm = sizeof<T>() == 4 ? <T>log1(<f32>sum) : <T>Math.log(<f64>sum);
    store<T>(sums + at, logarithm + load<T>(largest + at));
  }
}
