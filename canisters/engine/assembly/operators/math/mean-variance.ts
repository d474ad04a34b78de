import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { ReduceState, prepareReduction } from './reduce-axes';

/** What the deviation is raised by, so that equal elements divide by no zero. Source: ONNX, MeanVarianceNormalization. */
const EPSILON: f64 = 1e-9;

/** Takes the mean off and divides by the deviation, along axes. Source: ONNX, MeanVarianceNormalization (9, 13). */
export function addMeanVariance(): void {
  addOperator('', 'MeanVarianceNormalization', new Operator(9, 1, 1, prepare, run));
}

function prepare(node: Node): i32 {
  const input = node.input(0);
  if (input.type != DataType.FLOAT && input.type != DataType.DOUBLE) return node.refuseType(input);
  const outcome = prepareReduction(node, input.type);
  if (outcome != Prepared.READY) return outcome;
  node.scratchSize = node.output(0).byteSize * 2;
  node.output(0).shapeLike(input, input.type);
  const state = changetype<ReduceState>(node.state!);
  node.cost = <f64>input.size * 135 + <f64>state.walk.runs * 240 + 200;
  return Prepared.READY;
}

function run(node: Node): void {
  if (node.input(0).type == DataType.FLOAT) normalise<f32>(node);
  else normalise<f64>(node);
}

function normalise<T>(node: Node): void {
  const input = node.input(0);
  const state = changetype<ReduceState>(node.state!);
  if (input.size == 0) return;
  const walk = state.walk;
  const size = <usize>(input.size / state.count) * sizeof<T>();
  const means = node.scratch;
  const deviations = means + size;
  const step = <usize>(walk.step(0) * sizeof<T>());
  const total = <T>state.count;
  memory.fill(means, 0, size * 2);
  for (let pass = 0; pass < 3; pass++) {
    walk.start();
    let from = input.data;
    let to = node.output(0).data;
    for (let left = walk.runs; left > 0; left--) {
      let mean = means + <usize>(walk.offset(0) * sizeof<T>());
      const end = from + <usize>(walk.run * sizeof<T>());
      for (; from < end; from += sizeof<T>(), to += sizeof<T>(), mean += step) {
        const x = load<T>(from);
        if (pass == 0) {
          store<T>(mean, load<T>(mean) + x);
          continue;
        }
        const difference = x - load<T>(mean);
        if (pass == 1) store<T>(mean + size, load<T>(mean + size) + difference * difference);
        else store<T>(to, difference / load<T>(mean + size));
      }
      walk.next();
    }
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      if (pass == 0) store<T>(means + at, load<T>(means + at) / total);
      if (pass == 1) store<T>(deviations + at, sqrt<T>(load<T>(deviations + at) / total) + <T>EPSILON);
    }
  }
}
