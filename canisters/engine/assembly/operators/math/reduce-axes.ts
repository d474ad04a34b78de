import { Broadcast } from '../../core/broadcast';
import { DataType } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { RANK_MAX } from '../../core/tensor';
import { refuseAxis } from './softmax';

/** How a tensor is reduced: which axes go, and the walk that takes every element (part 1) to its accumulator (part 0). */
export class ReduceState extends State {
  walk: Broadcast = new Broadcast();
  isReduced: StaticArray<bool> = new StaticArray<bool>(RANK_MAX);
  /** Elements that an accumulator takes. */
  count: i32 = 0;
  /** The last axes go and no others, so that rows are summed. */
  isOfRows: bool = false;
}

/** Reads the axes from the attribute or the second input, and sets the shape of output 0. */
export function prepareReduction(node: Node, type: i32): i32 {
  const input = node.input(0);
  const state = node.state === null ? new ReduceState() : changetype<ReduceState>(node.state);
  node.state = state;
  const outcome = readAxes(node, state);
  if (outcome != Prepared.READY) return outcome;
  const output = node.output(0);
  const isKept = node.int('keepdims', 1) != 0;
  output.beginShape(type, 0);
  let rank = 0;
  state.count = 1;
  for (let axis = 0; axis < input.rank; axis++) {
    const isReduced = state.isReduced[axis];
    if (isReduced) state.count *= input.dim(axis);
    if (!isReduced || isKept) output.setDim(rank++, isReduced ? 1 : input.dim(axis));
  }
  output.rank = rank;
  setWalk(node, state);
  return node.ready(output);
}

function readAxes(node: Node, state: ReduceState): i32 {
  const rank = node.input(0).rank;
  let given = 0;
  for (let axis = 0; axis < RANK_MAX; axis++) state.isReduced[axis] = false;
  if (node.hasInput(1)) {
    const axes = node.input(1);
    if (axes.type != DataType.INT64) return node.refuseType(axes);
    if (!axes.isValueKnown && axes.size > 0) return Prepared.WAITS;
    given = axes.size;
    for (let index = 0; index < given; index++)
      if (!mark(state, axes.intAt(index), rank)) return refuseAxis(node, <i32>axes.intAt(index), rank);
  } else {
    const axes = node.ints('axes');
    if (axes !== null) {
      given = axes.length;
      for (let index = 0; index < given; index++)
        if (!mark(state, axes[index], rank)) return refuseAxis(node, <i32>axes[index], rank);
    }
  }
  if (node.op == 'MeanVarianceNormalization' && node.ints('axes') === null) {
    // Its axes are all but the channels.
    given = 3;
    if (!mark(state, 0, rank) || !mark(state, 2, rank) || !mark(state, 3, rank))
      return refuseAxis(node, 3, rank);
  }
  if (given == 0 && node.int('noop_with_empty_axes', 0) == 0)
    for (let axis = 0; axis < rank; axis++) state.isReduced[axis] = true;
  return Prepared.READY;
}

function mark(state: ReduceState, axis: i64, rank: i32): bool {
  if (axis < -rank || axis >= rank) return false;
  state.isReduced[axis < 0 ? <i32>axis + rank : <i32>axis] = true;
  return true;
}

function setWalk(node: Node, state: ReduceState): void {
  const input = node.input(0);
  state.walk.begin();
  let accumulator = 1;
  let element = 1;
  let isTail = true;
  state.isOfRows = true;
  for (let axis = input.rank - 1; axis >= 0; axis--) {
    const size = input.dim(axis);
    const isReduced = state.isReduced[axis];
    state.walk.setStride(axis, 0, isReduced ? 0 : accumulator);
    state.walk.setStride(axis, 1, element);
    element *= size;
    if (!isReduced) accumulator *= size;
    if (size == 1) continue;
    if (!isReduced) isTail = false;
    else if (!isTail) state.isOfRows = false;
  }
  state.walk.end(input);
}
