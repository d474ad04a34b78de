import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { Tensor } from '../../core/tensor';
import { copyBytes } from '../../kernels/copy-bytes';
import { frontAxis } from './axis';
import { compareElements } from './compare-elements';
import { sortPlaces } from './sort-places';

/** What was found: for each different slice its first place and how often it is there, and for each slice which one it is. */
class UniqueState extends State {
  /** Number of slices; the elements of one lie in `outer` rows of `inner`. */
  count: i32 = 0;
  outer: i32 = 1;
  inner: i32 = 1;
  firsts: Array<i32> = new Array<i32>();
  counts: Array<i32> = new Array<i32>();
  kinds: StaticArray<i32> = new StaticArray<i32>(0);
}

/** Unique: the different elements, or slices along `axis`, in order or (`sorted` 0) as they first appear. */
export function prepareUnique(node: Node): i32 {
  const data = node.input(0);
  const state = new UniqueState();
  let axis = -1;
  state.count = data.size;
  if (node.attributes.has('axis')) {
    axis = frontAxis(node, node.int('axis', 0), data.rank);
    if (axis < 0) return Prepared.REFUSED;
    state.count = data.dim(axis);
    state.outer = data.sizeOf(0, axis);
    state.inner = data.sizeOf(axis + 1, data.rank);
  }
  if (!data.isValueKnown) return Prepared.WAITS;
  find(data, state);
  if (node.int('sorted', 1) == 0) sortByPlace(state);
  node.state = state;
  for (let index = 0; index < 4; index++) {
    if (!node.hasOutput(index)) continue;
    const output = node.output(index);
    output.beginShape(index == 0 ? data.type : DataType.INT64, 1);
    output.setDim(0, index == 2 ? state.count : state.firsts.length);
    if (index == 0 && axis >= 0) {
      output.shapeLike(data, data.type);
      output.setDim(axis, state.firsts.length);
    }
    output.endShape();
  }
  node.cost = 100 + 60 * <f64>data.size;
  return Prepared.READY;
}

// The comparison of slices, by place, while they are sorted.
let sorted: Tensor = new Tensor('');
let found: UniqueState = new UniqueState();

function compareSlices(one: i32, other: i32): i32 {
  const size = <usize>elementSize(sorted.type);
  const row = <usize>found.count * <usize>found.inner * size;
  const block = <usize>found.inner * size;
  for (let at = 0; at < found.outer; at++) {
    const start = sorted.data + <usize>at * row;
    for (let inside: usize = 0; inside < block; inside += size) {
      const a = start + <usize>one * block + inside;
      const order = compareElements(sorted.type, a, start + <usize>other * block + inside);
      if (order != 0) return order;
    }
  }
  return 0;
}

function find(data: Tensor, state: UniqueState): void {
  sorted = data;
  found = state;
  const order = sortPlaces(state.count, compareSlices);
  state.kinds = new StaticArray<i32>(state.count);
  for (let at = 0; at < state.count; at++) {
    const isNew = at == 0 || compareSlices(order[at - 1], order[at]) != 0;
    if (isNew) {
      state.firsts.push(order[at]);
      state.counts.push(0);
    }
    const kind = state.firsts.length - 1;
    state.counts[kind] = state.counts[kind] + 1;
    state.kinds[order[at]] = kind;
  }
}

function compareFirsts(one: i32, other: i32): i32 {
  return found.firsts[one] - found.firsts[other];
}

function sortByPlace(state: UniqueState): void {
  const order = sortPlaces(state.firsts.length, compareFirsts);
  const newKinds = new StaticArray<i32>(order.length);
  const firsts = new Array<i32>();
  const counts = new Array<i32>();
  for (let at = 0; at < order.length; at++) {
    newKinds[order[at]] = at;
    firsts.push(state.firsts[order[at]]);
    counts.push(state.counts[order[at]]);
  }
  for (let at = 0; at < state.count; at++) state.kinds[at] = newKinds[state.kinds[at]];
  state.firsts = firsts;
  state.counts = counts;
}

export function runUnique(node: Node): void {
  const data = node.input(0);
  const state = <UniqueState>node.state!;
  const block = <usize>state.inner * <usize>elementSize(data.type);
  if (node.hasOutput(0)) {
    let to = node.output(0).data;
    for (let row = 0; row < state.outer; row++) {
      for (let kind = 0; kind < state.firsts.length; kind++) {
        copyBytes(to, data.data + <usize>(row * state.count + state.firsts[kind]) * block, block);
        to += block;
      }
    }
  }
  for (let kind = 0; kind < state.firsts.length; kind++) {
    const place = (<usize>kind) << 3;
    if (node.hasOutput(1)) store<i64>(node.output(1).data + place, <i64>state.firsts[kind]);
    if (node.hasOutput(3)) store<i64>(node.output(3).data + place, <i64>state.counts[kind]);
  }
  if (!node.hasOutput(2)) return;
  for (let at = 0; at < state.count; at++) {
    store<i64>(node.output(2).data + ((<usize>at) << 3), <i64>state.kinds[at]);
  }
}
