import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { elementBits, storeBits } from '../../kernels/fill-elements';
import { axisOf, choiceOf, rememberAxis } from './axis-state';
import { checkIndices, frontIndex } from './check-indices';
import { Reduction, combineElements, reductionOf } from './combine-elements';
import { copyCost } from './copy-cost';
import { beginRows, elementsAxis } from './gather-elements';
import { tupleOffset } from './gather';
import { isIndexType } from './known-integers';
import { stepOf } from './transpose';

/** ScatterElements and Scatter: the data with each update written at its place, moved along `axis` to the index. */
export function prepareScatterElements(node: Node): i32 {
  const data = node.input(0);
  const updates = node.input(2);
  const axis = elementsAxis(node);
  const reduction = reductionOf(node);
  if (axis < 0 || reduction < 0) return Prepared.REFUSED;
  if (updates.type != data.type) return node.refuseType(updates);
  if (!updates.hasShapeOf(node.input(1))) return refuseUpdates(node);
  rememberAxis(node, axis, reduction);
  node.output(0).shapeLike(data, data.type);
  node.cost = copyCost(data, 1) + (reduction == Reduction.NONE ? 175 : 210) * <f64>updates.size;
  return Prepared.READY;
}

function refuseUpdates(node: Node): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'updates of shape ' +
      node.input(2).shapeText() +
      ' do not fit indexes of ' +
      node.input(1).shapeText() +
      ' and data of ' +
      node.input(0).shapeText(),
  );
}

export function runScatterElements(node: Node): void {
  const data = node.input(0);
  const indices = node.input(1);
  const output = node.output(0);
  const axis = axisOf(node);
  const dim = data.dim(axis);
  if (!checkIndices(node, indices, dim)) return;
  copyBytes(output.data, data.data, data.byteSize);
  const reduction = choiceOf(node);
  if (indices.size == 0) return;
  const size = <usize>elementSize(data.type);
  const step = stepOf(data, axis);
  const count = indices.dim(data.rank - 1);
  const along = axis == data.rank - 1 ? 0 : size;
  const rows = beginRows(node, axis);
  let from = node.input(2).data;
  for (let at = 0; at < indices.size; rows.next()) {
    let base = output.data + <usize>rows.offset * size;
    for (const end = at + count; at < end; at++) {
      const to = base + <usize>(frontIndex(indices, at, dim) * step) * size;
      if (reduction == Reduction.NONE) storeBits(to, elementBits(from, <i32>size), <i32>size);
      else combineElements(reduction, data.type, to, from, 1);
      from += size;
      base += along;
    }
  }
}

/** ScatterND: the data with each update, an element or a slice, written where the last dimension of the indexes addresses. */
export function prepareScatterND(node: Node): i32 {
  const data = node.input(0);
  const indices = node.input(1);
  const updates = node.input(2);
  if (!isIndexType(indices)) return node.refuseType(indices);
  if (updates.type != data.type) return node.refuseType(updates);
  const reduction = reductionOf(node);
  if (reduction < 0) return Prepared.REFUSED;
  const depth = indices.rank > 0 ? indices.dim(indices.rank - 1) : 0;
  if (indices.rank == 0 || depth > data.rank) return refuseUpdates(node);
  const before = indices.rank - 1;
  let isFitting = updates.rank == before + data.rank - depth;
  for (let axis = 0; isFitting && axis < updates.rank; axis++) {
    const dim = axis < before ? indices.dim(axis) : data.dim(depth + axis - before);
    isFitting = updates.dim(axis) == dim;
  }
  if (!isFitting) return refuseUpdates(node);
  node.output(0).shapeLike(data, data.type);
  const blocks = indices.sizeOf(0, before);
  rememberAxis(node, 0, reduction);
  const moved = reduction == Reduction.NONE ? 0 : 30 * <f64>updates.size;
  node.cost = copyCost(data, 1) + copyCost(updates, blocks) + 160 * <f64>blocks * <f64>depth + moved;
  return Prepared.READY;
}

export function runScatterND(node: Node): void {
  const data = node.input(0);
  const indices = node.input(1);
  const output = node.output(0);
  copyBytes(output.data, data.data, data.byteSize);
  const reduction = choiceOf(node);
  const depth = indices.dim(indices.rank - 1);
  const tuples = indices.sizeOf(0, indices.rank - 1);
  const count = data.sizeOf(depth, data.rank);
  const size = <usize>elementSize(data.type);
  let from = node.input(2).data;
  for (let tuple = 0; tuple < tuples; tuple++) {
    const place = tupleOffset(node, tuple * depth, depth, 0);
    if (place < 0) return;
    const to = output.data + <usize>place * size;
    if (reduction == Reduction.NONE) copyBytes(to, from, <usize>count * size);
    else combineElements(reduction, data.type, to, from, count);
    from += <usize>count * size;
  }
}
