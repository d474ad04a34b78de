import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared, State } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX } from '../../core/tensor';
import { fillElements } from '../../kernels/fill-elements';
import { integersOf, needIntegers } from './known-integers';
import { refuseRank } from './reshape';

/** Along each axis: how the blocks lie in the image. */
class BlocksState extends State {
  image: Array<i32> = new Array<i32>();
  block: Array<i32> = new Array<i32>();
  blocks: Array<i32> = new Array<i32>();
  strides: Array<i32> = new Array<i32>();
  dilations: Array<i32> = new Array<i32>();
  pads: Array<i32> = new Array<i32>();
  /** Where the blocks begin, for one place inside of them. */
  starts: Array<i32> = new Array<i32>();
  /** Elements of the image, and columns, inside of one place. */
  steps: Array<i32> = new Array<i32>();
  columns: Array<i32> = new Array<i32>();
}

const SIZE_MAX: i64 = 0xff_ffff;

// An attribute of so many numbers in a range, or the same number everywhere; null: refused by the node's name.
function numbers(node: Node, name: string, count: i32, otherwise: i32, least: i64): Array<i32> | null {
  const given = node.ints(name);
  const found = new Array<i32>();
  for (let at = 0; at < count; at++) {
    const value = given === null || at >= given.length ? <i64>otherwise : given[at];
    if ((given !== null && given.length != count) || value < least || value > SIZE_MAX) {
      node.refuse(RefusalCode.INVALID_INPUT, 'the attribute "' + name + '" does not fit the image');
      return null;
    }
    found.push(<i32>value);
  }
  return found;
}

/** Col2Im: blocks of columns put back into an image; where they overlap they are added. */
export function prepareCol2Im(node: Node): i32 {
  const data = node.input(0);
  const type = data.type;
  const isKnownType =
    type == DataType.FLOAT || type == DataType.DOUBLE || type == DataType.INT32 || type == DataType.INT64;
  if (!isKnownType) return node.refuseType(data);
  for (let index = 1; index < 3; index++) {
    const outcome = needIntegers(node, index);
    if (outcome != Prepared.READY) return outcome;
  }
  const image = integersOf(node, 1);
  const block = integersOf(node, 2);
  const rank = image.length;
  if (rank + 2 > RANK_MAX) return refuseRank(node, rank + 2);
  if (rank == 0 || data.rank != 3 || block.length != rank) return refuseBlocks(node);
  const strides = numbers(node, 'strides', rank, 1, 1);
  const dilations = numbers(node, 'dilations', rank, 1, 1);
  const pads = numbers(node, 'pads', 2 * rank, 0, 0);
  if (strides === null || dilations === null || pads === null) return Prepared.REFUSED;
  const state = new BlocksState();
  state.strides = strides;
  state.dilations = dilations;
  state.pads = pads;
  let perBlock: i64 = 1;
  let count: i64 = 1;
  for (let axis = 0; axis < rank; axis++) {
    if (image[axis] < 1 || image[axis] > SIZE_MAX || block[axis] < 1 || block[axis] > SIZE_MAX)
      return refuseBlocks(node);
    const room =
      image[axis] + pads[axis] + pads[rank + axis] - (<i64>dilations[axis] * (block[axis] - 1) + 1);
    if (room < 0) return refuseBlocks(node);
    state.image.push(<i32>image[axis]);
    state.block.push(<i32>block[axis]);
    state.blocks.push(<i32>(room / strides[axis]) + 1);
    perBlock *= block[axis];
    count *= state.blocks[axis];
    if (perBlock > data.dim(1) || count > data.dim(2)) return refuseBlocks(node);
  }
  if (data.dim(1) % perBlock != 0 || count != data.dim(2)) return refuseBlocks(node);
  for (let axis = 0; axis < rank; axis++) {
    let step = 1;
    let columns = 1;
    for (let inner = axis + 1; inner < rank; inner++) {
      step *= state.image[inner];
      columns *= state.blocks[inner];
    }
    state.starts.push(0);
    state.steps.push(step);
    state.columns.push(columns);
  }
  node.state = state;
  const output = node.output(0);
  output.beginShape(type, rank + 2);
  output.setDim(0, data.dim(0));
  output.setDim(1, <i32>(data.dim(1) / perBlock));
  for (let axis = 0; axis < rank; axis++) output.setDim(2 + axis, <i32>image[axis]);
  node.cost = 100 + <f64>data.size * 46;
  return node.ready(output);
}

function refuseBlocks(node: Node): i32 {
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'columns of shape ' + node.input(0).shapeText() + ' do not fit the image and its blocks',
  );
}

export function runCol2Im(node: Node): void {
  const output = node.output(0);
  fillElements(output.data, 0, elementSize(output.type), output.size);
  if (output.type == DataType.FLOAT) addBlocks<f32>(node);
  else if (output.type == DataType.DOUBLE) addBlocks<f64>(node);
  else if (output.type == DataType.INT64) addBlocks<i64>(node);
  else addBlocks<i32>(node);
}

function addBlocks<T>(node: Node): void {
  const output = node.output(0);
  const state = <BlocksState>node.state!;
  const planes = output.dim(0) * output.dim(1);
  const image = <usize>output.sizeOf(2, output.rank);
  let perBlock = 1;
  for (let axis = 0; axis < state.block.length; axis++) perBlock *= unchecked(state.block[axis]);
  let from = node.input(0).data;
  let to = output.data;
  for (let plane = 0; plane < planes; plane++) {
    for (let inside = 0; inside < perBlock; inside++) {
      let rest = inside;
      for (let axis = state.block.length - 1; axis >= 0; axis--) {
        const block = unchecked(state.block[axis]);
        const start = (rest % block) * unchecked(state.dilations[axis]) - unchecked(state.pads[axis]);
        unchecked((state.starts[axis] = start));
        rest /= block;
      }
      from = addAlong<T>(state, 0, to, from);
    }
    to += image * sizeof<T>();
  }
}

// Adds the columns along an axis and those inside of it; gives where the next ones lie. What lies in the padding is passed over.
function addAlong<T>(state: BlocksState, axis: i32, to: usize, from: usize): usize {
  const stride = unchecked(state.strides[axis]);
  const size = unchecked(state.image[axis]);
  const count = unchecked(state.blocks[axis]);
  const isLast = axis == state.image.length - 1;
  const inner = <usize>unchecked(state.columns[axis]) * sizeof<T>();
  const step = <usize>unchecked(state.steps[axis]) * sizeof<T>();
  let place = unchecked(state.starts[axis]);
  for (let at = 0; at < count; at++) {
    if (place < 0 || place >= size) from += inner;
    else if (isLast) {
      const address = to + <usize>place * sizeof<T>();
      store<T>(address, <T>(load<T>(address) + load<T>(from)));
      from += sizeof<T>();
    } else from = addAlong<T>(state, axis + 1, to + <usize>place * step, from);
    place += stride;
  }
  return from;
}
