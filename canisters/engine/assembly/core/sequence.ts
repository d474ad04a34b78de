import { copyBytes } from '../kernels/copy-bytes';
import { DataType, ITEM_SIZE, elementSize } from './data-type';
import { RUN_BYTES_MAX } from './limits';
import { allocateValue, currentRegion, storeString, stringBytes, stringLength } from './memory';
import { RefusalCode, refuse } from './refusal';
import { RANK_MAX, Tensor } from './tensor';

/*
 * A sequence is a tensor of one dimension whose elements are items: type, rank, number of elements, place and dimensions of a
 * tensor. An optional value is a sequence of at most one. What an item points to never changes, so that items are shared.
 */

const RANK: usize = 4;
const SIZE: usize = 8;
const DATA: usize = 12;
const DIMS: usize = 16;

/** Address of an item of a sequence. */
export function itemAt(sequence: Tensor, index: i32): usize {
  return sequence.data + <usize>index * <usize>ITEM_SIZE;
}

/** Type of the value that an item holds. */
export function itemType(item: usize): i32 {
  return load<i32>(item);
}

/** Writes a value as an item; the value lives as long as the item. */
export function storeItem(item: usize, tensor: Tensor): void {
  store<i32>(item, tensor.type);
  store<i32>(item, tensor.rank, RANK);
  store<i32>(item, tensor.size, SIZE);
  store<u32>(item, <u32>tensor.data, DATA);
  for (let axis = 0; axis < RANK_MAX; axis++) {
    store<i32>(item + ((<usize>axis) << 2), axis < tensor.rank ? tensor.dim(axis) : 0, DIMS);
  }
}

/** Gives a tensor type, shape and place of an item. */
export function loadItem(item: usize, tensor: Tensor): void {
  loadItemShape(item, tensor);
  tensor.data = <usize>load<u32>(item, DATA);
}

/** Gives a tensor type and shape of an item; it has a place of its own. */
export function loadItemShape(item: usize, tensor: Tensor): void {
  tensor.beginShape(load<i32>(item), load<i32>(item, RANK));
  for (let axis = 0; axis < tensor.rank; axis++) {
    tensor.setDim(axis, load<i32>(item + ((<usize>axis) << 2), DIMS));
  }
  tensor.endShape();
}

/** Address of the elements of an item. */
export function itemData(item: usize): usize {
  return <usize>load<u32>(item, DATA);
}

/**
 * Copies elements to where values are put now, with the bytes of strings and the values of items. 0 when the values of the run
 * would take more than {@link RUN_BYTES_MAX}: refused.
 */
export function copyValue(type: i32, from: usize, count: i32): usize {
  const size = <usize>count * <usize>elementSize(type);
  if (!hasRoom(<u64>size)) return 0;
  const to = allocateValue(size);
  copyBytes(to, from, size);
  if (type == DataType.STRING) return copyStrings(to, count) ? to : 0;
  if (type == DataType.SEQUENCE || type == DataType.OPTIONAL) return copyItems(to, count) ? to : 0;
  return to;
}

/** Whether values of this size may be put beside those of the run so far; refused when not. */
export function hasRoom(size: u64): bool {
  if (<u64>currentRegion().heldBytes + size + 16 <= RUN_BYTES_MAX) return true;
  const most = RUN_BYTES_MAX.toString();
  return refuse(RefusalCode.TOO_LARGE, 'the values of the run take more than ' + most + ' bytes');
}

function copyStrings(elements: usize, count: i32): bool {
  let total: u64 = 0;
  for (let index = 0; index < count; index++) {
    total += <u64>stringLength(elements + ((<usize>index) << 3));
  }
  if (!hasRoom(total)) return false;
  let to = allocateValue(<usize>total);
  for (let index = 0; index < count; index++) {
    const element = elements + ((<usize>index) << 3);
    const length = stringLength(element);
    copyBytes(to, stringBytes(element), <usize>length);
    storeString(element, to, length);
    to += <usize>length;
  }
  return true;
}

function copyItems(items: usize, count: i32): bool {
  for (let index = 0; index < count; index++) {
    const item = items + <usize>index * <usize>ITEM_SIZE;
    const data = copyValue(itemType(item), itemData(item), load<i32>(item, SIZE));
    if (data == 0) return false;
    store<u32>(item, <u32>data, DATA);
  }
  return true;
}
