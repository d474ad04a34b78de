import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX, Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { frontAxis } from './axis';
import { axisOf, rememberAxis } from './axis-state';
import { checkIndices, frontIndex, refuseIndex } from './check-indices';
import { copyCost } from './copy-cost';
import { isIndexType } from './known-integers';
import { refuseRank } from './reshape';

/** Gather: slices of the data along `axis`, one for each index; the indexes' shape stands in place of the axis. */
export function prepareGather(node: Node): i32 {
  const data = node.input(0);
  const indices = node.input(1);
  if (!isIndexType(indices)) return node.refuseType(indices);
  const axis = frontAxis(node, node.int('axis', 0), data.rank);
  if (axis < 0) return Prepared.REFUSED;
  const rank = data.rank - 1 + indices.rank;
  if (rank > RANK_MAX) return refuseRank(node, rank);
  const output = node.output(0);
  output.beginShape(data.type, rank);
  let to = 0;
  for (let at = 0; at < axis; at++) output.setDim(to++, data.dim(at));
  for (let at = 0; at < indices.rank; at++) output.setDim(to++, indices.dim(at));
  for (let at = axis + 1; at < data.rank; at++) output.setDim(to++, data.dim(at));
  const outcome = node.ready(output);
  rememberAxis(node, axis);
  const rows = <f64>data.sizeOf(0, axis) * <f64>indices.size;
  const isSingle = axis == data.rank - 1;
  node.cost = 100 + 15 * <f64>indices.size + (isSingle ? 42 * rows : 90 * rows + 0.45 * <f64>output.byteSize);
  return outcome;
}

export function runGather(node: Node): void {
  const data = node.input(0);
  const indices = node.input(1);
  const axis = axisOf(node);
  const dim = data.dim(axis);
  if (!checkIndices(node, indices, dim)) return;
  const size = elementSize(data.type);
  const block = <usize>data.sizeOf(axis + 1, data.rank) * <usize>size;
  const outer = data.sizeOf(0, axis);
  let from = data.data;
  let to = node.output(0).data;
  if (block == <usize>size) {
    for (let row = 0; row < outer; row++) {
      gatherRow(to, from, indices, dim, size);
      from += <usize>dim * block;
      to += <usize>indices.size * block;
    }
    return;
  }
  for (let row = 0; row < outer; row++) {
    for (let at = 0; at < indices.size; at++) {
      copyBytes(to, from + <usize>frontIndex(indices, at, dim) * block, block);
      to += block;
    }
    from += <usize>dim * block;
  }
}

/** Chooses single elements of a row of `dim` by indexes that were checked. */
function gatherRow(to: usize, from: usize, indices: Tensor, dim: i32, size: i32): void {
  if (size == 4) gatherOnes<u32>(to, from, indices, dim);
  else if (size == 8) gatherOnes<u64>(to, from, indices, dim);
  else if (size == 2) gatherOnes<u16>(to, from, indices, dim);
  else gatherOnes<u8>(to, from, indices, dim);
}

function gatherOnes<T>(to: usize, from: usize, indices: Tensor, dim: i32): void {
  const isWide = elementSize(indices.type) == 8;
  let address = indices.data;
  const end = address + indices.byteSize;
  while (address < end) {
    // The lower half of a checked index is the index.
    const index = load<i32>(address);
    address += isWide ? 8 : 4;
    store<T>(to, load<T>(from + <usize>(index < 0 ? index + dim : index) * sizeof<T>()));
    to += sizeof<T>();
  }
}

/**
 * GatherND: the last dimension of the indexes addresses an element or a slice of the data, inside of the first `batch_dims`
 * dimensions that both share.
 */
export function prepareGatherND(node: Node): i32 {
  const data = node.input(0);
  const indices = node.input(1);
  if (!isIndexType(indices)) return node.refuseType(indices);
  const shared = node.int('batch_dims', 0);
  const depth = indices.rank > 0 ? indices.dim(indices.rank - 1) : 0;
  const isFitting =
    indices.rank > 0 && shared >= 0 && shared < indices.rank && depth > 0 && shared + depth <= data.rank;
  if (!isFitting) return refusePair(node);
  const batch = <i32>shared;
  for (let axis = 0; axis < batch; axis++) if (data.dim(axis) != indices.dim(axis)) return refusePair(node);
  const rank = indices.rank - 1 + data.rank - batch - depth;
  if (rank > RANK_MAX) return refuseRank(node, rank);
  const output = node.output(0);
  output.beginShape(data.type, rank);
  let to = 0;
  for (let axis = 0; axis < indices.rank - 1; axis++) output.setDim(to++, indices.dim(axis));
  for (let axis = batch + depth; axis < data.rank; axis++) output.setDim(to++, data.dim(axis));
  const outcome = node.ready(output);
  const blocks = indices.sizeOf(0, indices.rank - 1);
  rememberAxis(node, batch);
  node.cost = copyCost(output, blocks) + 160 * <f64>blocks * <f64>depth;
  return outcome;
}

function refusePair(node: Node): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'the indexes of shape ' +
      node.input(1).shapeText() +
      ' do not fit the data of ' +
      node.input(0).shapeText(),
  );
}

export function runGatherND(node: Node): void {
  const data = node.input(0);
  const indices = node.input(1);
  const batch = axisOf(node);
  const depth = indices.dim(indices.rank - 1);
  const size = <usize>elementSize(data.type);
  const block = <usize>data.sizeOf(batch + depth, data.rank) * size;
  const batches = data.sizeOf(0, batch);
  const perBatch = indices.sizeOf(batch, indices.rank - 1);
  const whole = <usize>data.sizeOf(batch, data.rank) * size;
  let to = node.output(0).data;
  for (let at = 0; at < batches; at++) {
    for (let tuple = 0; tuple < perBatch; tuple++) {
      const place = tupleOffset(node, (at * perBatch + tuple) * depth, depth, batch);
      if (place < 0) return;
      copyBytes(to, data.data + <usize>at * whole + <usize>place * size, block);
      to += block;
    }
  }
}

/**
 * Offset in elements of what the indexes (input 1) from `first` on address in the data (input 0) behind its first `batch`
 * dimensions; -1 when one of them is outside: refused by the node's name.
 */
export function tupleOffset(node: Node, first: i32, depth: i32, batch: i32): i32 {
  const data = node.input(0);
  const indices = node.input(1);
  let offset = 0;
  for (let at = 0; at < depth; at++) {
    const dim = data.dim(batch + at);
    let index = indices.intAt(first + at);
    if (index < 0) index += dim;
    if (index < 0 || index >= dim) {
      refuseIndex(node, indices.intAt(first + at), dim);
      return -1;
    }
    offset = offset * dim + <i32>index;
  }
  return offset * data.sizeOf(batch + depth, data.rank);
}
