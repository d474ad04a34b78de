import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { GridWalk } from '../../kernels/grid-walk';
import { frontAxis } from './axis';
import { axisOf, rememberAxis } from './axis-state';
import { checkIndices } from './check-indices';
import { isIndexType } from './known-integers';
import { stepOf } from './transpose';

const walk = new GridWalk();

/**
 * Whether indexes (input 1) fit the data (input 0): the same rank, no dimension larger beside the axis. The axis, or -1: refused by
 * the node's name.
 */
export function elementsAxis(node: Node): i32 {
  const data = node.input(0);
  const indices = node.input(1);
  if (!isIndexType(indices)) {
    node.refuseType(indices);
    return -1;
  }
  const axis = frontAxis(node, node.int('axis', 0), data.rank);
  if (axis < 0) return -1;
  let isFitting = indices.rank == data.rank;
  for (let at = 0; isFitting && at < data.rank; at++)
    isFitting = at == axis || indices.dim(at) <= data.dim(at);
  if (isFitting) return axis;
  node.refuse(
    RefusalCode.INVALID_INPUT,
    'the indexes of shape ' + indices.shapeText() + ' do not fit the data of ' + data.shapeText(),
  );
  return -1;
}

/** Walks the rows of the indexes; the offset is that of a row's first place in the data, with 0 along the axis. */
export function beginRows(node: Node, axis: i32): GridWalk {
  const data = node.input(0);
  const indices = node.input(1);
  walk.begin();
  for (let at = 0; at < data.rank - 1; at++) walk.addAxis(indices.dim(at), at == axis ? 0 : stepOf(data, at));
  return walk;
}

/** GatherElements: for each index the element at its place, moved along `axis` to the index. */
export function prepareGatherElements(node: Node): i32 {
  const axis = elementsAxis(node);
  if (axis < 0) return Prepared.REFUSED;
  rememberAxis(node, axis);
  node.output(0).shapeLike(node.input(1), node.input(0).type);
  node.cost = 100 + 72 * <f64>node.input(1).size;
  return Prepared.READY;
}

export function runGatherElements(node: Node): void {
  const data = node.input(0);
  const indices = node.input(1);
  const axis = axisOf(node);
  if (!checkIndices(node, indices, data.dim(axis)) || indices.size == 0) return;
  const size = elementSize(data.type);
  if (size == 4) gather<u32>(node, axis);
  else if (size == 8) gather<u64>(node, axis);
  else if (size == 2) gather<u16>(node, axis);
  else gather<u8>(node, axis);
}

function gather<T>(node: Node, axis: i32): void {
  const data = node.input(0);
  const indices = node.input(1);
  const dim = data.dim(axis);
  const step = stepOf(data, axis);
  const last = data.rank - 1;
  const along = axis == last ? 0 : sizeof<T>();
  const isWide = elementSize(indices.type) == 8;
  const count = indices.dim(last);
  const rows = beginRows(node, axis);
  let index = indices.data;
  let to = node.output(0).data;
  for (let row = indices.size / count; row > 0; row--) {
    let from = data.data + <usize>rows.offset * sizeof<T>();
    for (const end = to + <usize>count * sizeof<T>(); to < end; to += sizeof<T>()) {
      // The lower half of a checked index is the index.
      const place = load<i32>(index);
      store<T>(to, load<T>(from + <usize>((place < 0 ? place + dim : place) * step) * sizeof<T>()));
      index += isWide ? 8 : 4;
      from += along;
    }
    rows.next();
  }
}
