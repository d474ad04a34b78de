import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX } from '../../core/tensor';
import { integersOf, needIntegers } from './known-integers';
import { refuseRank } from './reshape';
import { beginCopy, endCopy, stepOf } from './transpose';

/** Expand: the input broadcast with a shape, in both directions. */
export function prepareExpand(node: Node): i32 {
  const outcome = needIntegers(node, 1);
  if (outcome != Prepared.READY) return outcome;
  const shape = integersOf(node, 1);
  const data = node.input(0);
  const output = node.output(0);
  const rank = max(data.rank, shape.length);
  if (rank > RANK_MAX) return refuseRank(node, rank);
  output.beginShape(data.type, rank);
  for (let axis = 0; axis < rank; axis++) {
    const own = axis - (rank - data.rank);
    const asked = axis - (rank - shape.length);
    const dim: i64 = own < 0 ? 1 : <i64>data.dim(own);
    const wanted = asked < 0 ? 1 : shape[asked];
    if (wanted < 0 || wanted > i32.MAX_VALUE || (dim != wanted && dim != 1 && wanted != 1)) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'the shape ' + data.shapeText() + ' cannot be broadcast to [' + shape.join(',') + ']',
      );
    }
    output.setDim(axis, <i32>(dim == 1 ? wanted : dim));
  }
  const ready = node.ready(output);
  const state = beginCopy(node);
  for (let axis = 0; axis < rank; axis++) {
    const own = axis - (rank - data.rank);
    const step = own < 0 || data.dim(own) == 1 ? 0 : stepOf(data, own);
    state.copy.addAxis(output.dim(axis), stepOf(output, axis), step);
  }
  endCopy(node, state);
  return ready;
}
