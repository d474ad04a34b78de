import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX } from '../../core/tensor';
import { elementBits, fillElements } from '../../kernels/fill-elements';
import { integersOf, needIntegers } from './known-integers';
import { refuseRank } from './reshape';

/** An end of the range of dimensions that Shape gives, counted from the front and kept within the rank. */
function border(node: Node, name: string, otherwise: i32): i32 {
  const rank = <i64>node.input(0).rank;
  const given = node.int(name, <i64>otherwise);
  return <i32>max<i64>(0, min<i64>(rank, given < 0 ? given + rank : given));
}

/** Shape: the dimensions from `start` up to `end` (both from opset 15), int64. */
export function prepareShape(node: Node): i32 {
  const start = border(node, 'start', 0);
  const end = border(node, 'end', node.input(0).rank);
  node.isFromShapes = true;
  node.cost = 50;
  node.output(0).beginShape(DataType.INT64, 1);
  node.output(0).setDim(0, max(0, end - start));
  return node.ready(node.output(0));
}

export function runShape(node: Node): void {
  const start = border(node, 'start', 0);
  const output = node.output(0);
  for (let at = 0; at < output.size; at++) {
    store<i64>(output.data + ((<usize>at) << 3), <i64>node.input(0).dim(start + at));
  }
}

/** Size: the number of elements, an int64 scalar. */
export function prepareSize(node: Node): i32 {
  node.isFromShapes = true;
  node.cost = 20;
  node.output(0).beginShape(DataType.INT64, 0);
  return node.ready(node.output(0));
}

export function runSize(node: Node): void {
  store<i64>(node.output(0).data, <i64>node.input(0).size);
}

/** ConstantOfShape: the one element of `value` (a float 0 when it is not given) everywhere. */
export function prepareConstantOfShape(node: Node): i32 {
  const outcome = needIntegers(node, 0);
  if (outcome != Prepared.READY) return outcome;
  const shape = integersOf(node, 0);
  if (shape.length > RANK_MAX) return refuseRank(node, shape.length);
  const value = node.tensorAttribute('value');
  if (value !== null && value.size != 1) {
    return node.refuse(
      RefusalCode.MALFORMED,
      'expected one element in "value", got ' + value.size.toString(),
    );
  }
  const output = node.output(0);
  output.beginShape(value === null ? DataType.FLOAT : value.type, shape.length);
  for (let axis = 0; axis < shape.length; axis++) {
    if (shape[axis] < 0 || shape[axis] > i32.MAX_VALUE) {
      return node.refuse(RefusalCode.INVALID_INPUT, 'the shape [' + shape.join(',') + '] is not one');
    }
    output.setDim(axis, <i32>shape[axis]);
  }
  const ready = node.ready(output);
  node.cost = 60 + 0.4 * <f64>output.byteSize;
  return ready;
}

export function runConstantOfShape(node: Node): void {
  const output = node.output(0);
  const value = node.tensorAttribute('value');
  const size = elementSize(output.type);
  fillElements(output.data, value === null ? 0 : elementBits(value.data, size), size, output.size);
}
