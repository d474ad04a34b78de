import { elementSize } from '../../core/data-type';
import { Node, State } from '../../core/node';
import { fillElements } from '../../kernels/fill-elements';
import { StridedCopy } from '../../kernels/strided-copy';
import { stepOf } from './transpose';

/** What a node remembers that places its input into an output of another size. */
export class RegionState extends State {
  copy: StridedCopy = new StridedCopy();
  /** Where the part that is kept begins, in elements. */
  toStart: i32 = 0;
  fromStart: i32 = 0;
  /** Elements of the part that is kept. */
  kept: i32 = 0;
}

/**
 * Prepares to place input 0 in output 0, whose shape is set: the element at 0 of an axis comes to `offsets[axis]`; what falls outside
 * is dropped. Shares the memory when nothing changes.
 */
export function prepareRegion(node: Node, offsets: StaticArray<i32>): void {
  const data = node.input(0);
  const output = node.output(0);
  const state = new RegionState();
  state.kept = 1;
  let isSame = true;
  for (let axis = 0; axis < data.rank; axis++) {
    const offset = offsets[axis];
    const first = max(0, offset);
    const end = min(output.dim(axis), data.dim(axis) + offset);
    const count = max(0, end - first);
    state.toStart += first * stepOf(output, axis);
    state.fromStart += (first - offset) * stepOf(data, axis);
    state.kept *= count;
    state.copy.addAxis(count, stepOf(output, axis), stepOf(data, axis));
    isSame = isSame && offset == 0 && output.dim(axis) == data.dim(axis);
  }
  state.copy.end();
  const size = elementSize(data.type);
  node.state = state;
  node.alias = isSame ? 0 : -1;
  node.cost = isSame ? 20 : 100 + 0.4 * <f64>output.byteSize + state.copy.cost(size);
}

/** Fills the output with an element's bits, then places the part that is kept. */
export function runRegion(node: Node, filling: u64): void {
  if (node.alias >= 0) return;
  const state = <RegionState>node.state!;
  const output = node.output(0);
  const size = elementSize(output.type);
  if (state.kept < output.size) fillElements(output.data, filling, size, output.size);
  const to = output.data + <usize>state.toStart * <usize>size;
  state.copy.run(to, node.input(0).data + <usize>state.fromStart * <usize>size, size);
}
