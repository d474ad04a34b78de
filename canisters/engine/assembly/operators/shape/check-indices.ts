import { elementSize } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/**
 * Whether every index lies in a dimension, from `-dim` up to `dim - 1`; if not, the run is refused by the node's name. Checked
 * before anything is read or written by them.
 */
export function checkIndices(node: Node, indices: Tensor, dim: i32): bool {
  const limit = <i64>dim;
  const isWide = elementSize(indices.type) == 8;
  let address = indices.data;
  const end = address + indices.byteSize;
  while (address < end) {
    const index = isWide ? load<i64>(address) : <i64>load<i32>(address);
    if (index >= limit || index < -limit) return refuseIndex(node, index, dim);
    address += isWide ? 8 : 4;
  }
  return true;
}

/** Refuses an index in a run; always false. */
export function refuseIndex(node: Node, index: i64, dim: i32): bool {
  node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected an index into ' + dim.toString() + ' elements, got ' + index.toString(),
  );
  return false;
}

/** An index that was checked, counted from the front. */
export function frontIndex(indices: Tensor, at: i32, dim: i32): i32 {
  const index = <i32>indices.intAt(at);
  return index < 0 ? index + dim : index;
}
