import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { GridWalk } from '../../kernels/grid-walk';
import { elementBits, storeBits } from '../../kernels/fill-elements';
import { frontAxis } from './axis';
import { axisOf, rememberAxis } from './axis-state';
import { checkIndices, frontIndex } from './check-indices';
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

/** Walks the places of the indexes; the offset is that of the place in the data with 0 along the axis. */
export function beginElements(node: Node, axis: i32): GridWalk {
  const data = node.input(0);
  const indices = node.input(1);
  walk.begin();
  for (let at = 0; at < data.rank; at++) walk.addAxis(indices.dim(at), at == axis ? 0 : stepOf(data, at));
  return walk;
}

/** GatherElements: for each index the element at its place, moved along `axis` to the index. */
export function prepareGatherElements(node: Node): i32 {
  const axis = elementsAxis(node);
  if (axis < 0) return Prepared.REFUSED;
  rememberAxis(node, axis);
  node.output(0).shapeLike(node.input(1), node.input(0).type);
  node.cost = 60 + 80 * <f64>node.input(1).size;
  return Prepared.READY;
}

export function runGatherElements(node: Node): void {
  const data = node.input(0);
  const indices = node.input(1);
  const axis = axisOf(node);
  const dim = data.dim(axis);
  if (!checkIndices(node, indices, dim)) return;
  const size = elementSize(data.type);
  const step = stepOf(data, axis);
  const places = beginElements(node, axis);
  let to = node.output(0).data;
  for (let at = 0; at < indices.size; at++) {
    const place = places.offset + frontIndex(indices, at, dim) * step;
    storeBits(to, elementBits(data.data + <usize>place * <usize>size, size), size);
    to += <usize>size;
    places.next();
  }
}
