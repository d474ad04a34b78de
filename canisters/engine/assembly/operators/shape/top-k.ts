import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { elementBits, storeBits } from '../../kernels/fill-elements';
import { frontAxis } from './axis';
import { axisOf, choiceOf, rememberAxis } from './axis-state';
import { integersOf, needIntegers } from './known-integers';
import { isNumberType } from './number-at';
import { writeSortKeys } from './sort-keys';

/** TopK up to opset 9: the number is an attribute. */
export function prepareTopKByAttribute(node: Node): i32 {
  return topK(node, node.int('k', -1));
}

/** TopK from opset 10: the number is an input. */
export function prepareTopK(node: Node): i32 {
  const outcome = needIntegers(node, 1);
  if (outcome != Prepared.READY) return outcome;
  const given = integersOf(node, 1);
  if (given.length == 1) return topK(node, given[0]);
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'expected one number of elements, got ' + given.length.toString(),
  );
}

// In order always: an order is allowed when none is asked for. Of equal elements the one with the lower index comes first.
function topK(node: Node, count: i64): i32 {
  const data = node.input(0);
  if (!isNumberType(data.type)) return node.refuseType(data);
  const axis = frontAxis(node, node.int('axis', -1), data.rank);
  if (axis < 0) return Prepared.REFUSED;
  const dim = data.dim(axis);
  if (count < 0 || count > dim) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected at most ' + dim.toString() + ' elements, got ' + count.toString(),
    );
  }
  for (let index = 0; index < 2; index++) {
    if (!node.hasOutput(index)) continue;
    const output = node.output(index);
    output.shapeLike(data, index == 0 ? data.type : DataType.INT64);
    output.setDim(axis, <i32>count);
    output.endShape();
  }
  rememberAxis(node, axis, <i32>count);
  node.scratchSize = ((<usize>count) << 2) + ((<usize>dim) << 3);
  const levels = Math.log2(<f64>count + 1);
  node.cost =
    100 + <f64>data.size * 80 + (<f64>data.size / <f64>max(dim, 1)) * <f64>count * (200 + 140 * levels);
  return Prepared.READY;
}

// The keys of one selection: of two elements the one with the smaller key comes first.
let keys: usize = 0;

export function runTopK(node: Node): void {
  const data = node.input(0);
  const axis = axisOf(node);
  const count = choiceOf(node);
  if (count == 0 || data.size == 0) return;
  const size = elementSize(data.type);
  const dim = data.dim(axis);
  const inner = data.sizeOf(axis + 1, data.rank);
  const outer = data.sizeOf(0, axis);
  const isLargest = node.opset < 11 || node.int('largest', 1) != 0;
  const distance = <usize>inner * <usize>size;
  keys = node.scratch;
  const heap = keys + ((<usize>dim) << 3);
  for (let row = 0; row < outer; row++) {
    for (let column = 0; column < inner; column++) {
      const from = data.data + (<usize>row * <usize>dim * <usize>inner + <usize>column) * <usize>size;
      writeSortKeys(keys, from, distance, dim, data.type, isLargest);
      select(heap, count, dim);
      for (let at = 0; at < count; at++) {
        const index = load<i32>(heap + ((<usize>at) << 2));
        const place = <usize>((row * count + at) * inner + column);
        if (node.hasOutput(0)) {
          const bits = elementBits(from + <usize>index * distance, size);
          storeBits(node.output(0).data + place * <usize>size, bits, size);
        }
        if (node.hasOutput(1)) store<i64>(node.output(1).data + (place << 3), <i64>index);
      }
    }
  }
}

/** Whether the element `one` comes before `other`. */
function isBefore(one: i32, other: i32): bool {
  const a = load<i64>(keys + ((<usize>one) << 3));
  const b = load<i64>(keys + ((<usize>other) << 3));
  return a == b ? one < other : a < b;
}

// A heap of the best so far whose root is the last of them; in the end it is emptied from the back, so that it stands in order.
function select(heap: usize, count: i32, dim: i32): void {
  for (let at = 0; at < count; at++) store<i32>(heap + ((<usize>at) << 2), at);
  for (let at = (count >> 1) - 1; at >= 0; at--) sink(heap, at, count);
  for (let at = count; at < dim; at++) {
    if (!isBefore(at, load<i32>(heap))) continue;
    store<i32>(heap, at);
    sink(heap, 0, count);
  }
  for (let left = count - 1; left > 0; left--) {
    const end = heap + ((<usize>left) << 2);
    const last = load<i32>(heap);
    store<i32>(heap, load<i32>(end));
    store<i32>(end, last);
    sink(heap, 0, left);
  }
}

function sink(heap: usize, place: i32, count: i32): void {
  const moved = load<i32>(heap + ((<usize>place) << 2));
  for (;;) {
    let child = 2 * place + 1;
    if (child >= count) break;
    let index = load<i32>(heap + ((<usize>child) << 2));
    if (child + 1 < count) {
      const right = load<i32>(heap + ((<usize>(child + 1)) << 2));
      if (isBefore(index, right)) {
        index = right;
        child++;
      }
    }
    if (!isBefore(moved, index)) break;
    store<i32>(heap + ((<usize>place) << 2), index);
    place = child;
  }
  store<i32>(heap + ((<usize>place) << 2), moved);
}
