import { elementSize } from '../../core/data-type';
import { Node, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';
import { StridedCopy } from '../../kernels/strided-copy';

/** What a node that only moves elements remembers: the walk, and where it begins in input 0, in elements. */
export class CopyState extends State {
  copy: StridedCopy = new StridedCopy();
  start: i32 = 0;
}

/** The state of a node that moves elements, with an empty walk. */
export function beginCopy(node: Node): CopyState {
  let state = node.state;
  if (state === null) {
    state = new CopyState();
    node.state = state;
  }
  const copyState = <CopyState>state;
  copyState.copy.begin();
  copyState.start = 0;
  return copyState;
}

/** Ends the walk: shares the memory when nothing moves. */
export function endCopy(node: Node, state: CopyState): void {
  state.copy.end();
  const isSame = state.start == 0 && state.copy.isPlain && node.output(0).size == node.input(0).size;
  node.alias = isSame ? 0 : -1;
  node.cost = isSame ? 20 : state.copy.cost(elementSize(node.input(0).type));
}

/** Moves the elements as the walk says. */
export function runCopy(node: Node): void {
  if (node.alias >= 0) return;
  const state = <CopyState>node.state!;
  const size = elementSize(node.input(0).type);
  state.copy.run(node.output(0).data, node.input(0).data + <usize>state.start * <usize>size, size);
}

/** Distance between neighbours along an axis, in elements. */
export function stepOf(tensor: Tensor, axis: i32): i32 {
  return tensor.sizeOf(axis + 1, tensor.rank);
}

/** Transpose: dimension `i` of the output is dimension `perm[i]` of the input; without `perm` the order is reversed. */
export function prepareTranspose(node: Node): i32 {
  const data = node.input(0);
  const output = node.output(0);
  const given = node.ints('perm');
  if (given !== null && given.length != data.rank) return refusePermutation(node, given);
  output.beginShape(data.type, data.rank);
  let seen = 0;
  for (let axis = 0; axis < data.rank; axis++) {
    const from = given === null ? <i64>(data.rank - 1 - axis) : given[axis];
    if (from < 0 || from >= data.rank) return refusePermutation(node, given!);
    seen |= 1 << (<i32>from);
    output.setDim(axis, data.dim(<i32>from));
  }
  if (seen != (1 << data.rank) - 1) return refusePermutation(node, given!);
  const outcome = node.ready(output);
  const state = beginCopy(node);
  for (let axis = 0; axis < data.rank; axis++) {
    const from = given === null ? data.rank - 1 - axis : <i32>given[axis];
    state.copy.addAxis(output.dim(axis), stepOf(output, axis), stepOf(data, from));
  }
  endCopy(node, state);
  return outcome;
}

function refusePermutation(node: Node, perm: Array<i64>): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected an order of the dimensions of ' + node.input(0).shapeText() + ', got [' + perm.join(',') + ']',
  );
}
