import { elementSize } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { axisOf, rememberAxis } from './axis-state';
import { refuseIndex } from './check-indices';
import { copyCost } from './copy-cost';
import { isIndexType } from './known-integers';

/** ReverseSequence: in each batch the first so many steps of time in reverse; time and batch are the first two axes. */
export function prepareReverseSequence(node: Node): i32 {
  const data = node.input(0);
  const lengths = node.input(1);
  const batchAxis = node.int('batch_axis', 1);
  const timeAxis = node.int('time_axis', 0);
  if (!isIndexType(lengths)) return node.refuseType(lengths);
  const areAxes = data.rank >= 2 && batchAxis + timeAxis == 1 && batchAxis * timeAxis == 0;
  if (!areAxes || lengths.rank != 1 || lengths.dim(0) != data.dim(<i32>batchAxis)) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected time and batch as the first two axes and a length for each batch, got ' +
        data.shapeText() +
        ' and ' +
        lengths.shapeText(),
    );
  }
  rememberAxis(node, <i32>timeAxis);
  node.output(0).shapeLike(data, data.type);
  const outcome = node.ready(node.output(0));
  node.cost = copyCost(data, data.dim(0) * data.dim(1));
  return outcome;
}

export function runReverseSequence(node: Node): void {
  const data = node.input(0);
  const lengths = node.input(1);
  const timeAxis = axisOf(node);
  const times = data.dim(timeAxis);
  const batches = data.dim(1 - timeAxis);
  const block = <usize>data.sizeOf(2, data.rank) * <usize>elementSize(data.type);
  const timeStep = timeAxis == 0 ? <usize>batches * block : block;
  const batchStep = timeAxis == 0 ? block : <usize>times * block;
  for (let batch = 0; batch < batches; batch++) {
    const length = lengths.intAt(batch);
    if (length < 0 || length > times) {
      refuseIndex(node, length, times + 1);
      return;
    }
    const from = data.data + <usize>batch * batchStep;
    const to = node.output(0).data + <usize>batch * batchStep;
    for (let time = 0; time < times; time++) {
      const source = time < <i32>length ? <i32>length - 1 - time : time;
      copyBytes(to + <usize>time * timeStep, from + <usize>source * timeStep, block);
    }
  }
}
