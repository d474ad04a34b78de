import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { frontAxis } from './axis';
import { axisOf, rememberAxis } from './axis-state';
import { copyCost } from './copy-cost';

const FLATTENED: i32 = -1;

/** Compress: the slices along `axis` (of the flattened data without it) for which the condition holds. */
export function prepareCompress(node: Node): i32 {
  const data = node.input(0);
  const condition = node.input(1);
  if (condition.type != DataType.BOOL) return node.refuseType(condition);
  let axis = FLATTENED;
  if (node.attributes.has('axis')) {
    axis = frontAxis(node, node.int('axis', 0), data.rank);
    if (axis < 0) return Prepared.REFUSED;
  }
  const dim = axis == FLATTENED ? data.size : data.dim(axis);
  if (condition.rank != 1) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected a list of conditions, got ' + condition.shapeText(),
    );
  }
  if (!condition.isValueKnown) return Prepared.WAITS;
  let kept = 0;
  for (let at = 0; at < condition.size; at++) {
    if (load<u8>(condition.data + <usize>at) == 0) continue;
    if (at >= dim) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'the condition ' + at.toString() + ' has no element among ' + dim.toString(),
      );
    }
    kept++;
  }
  const output = node.output(0);
  if (axis == FLATTENED) {
    output.beginShape(data.type, 1);
    output.setDim(0, kept);
  } else {
    output.shapeLike(data, data.type);
    output.setDim(axis, kept);
  }
  rememberAxis(node, axis);
  const outcome = node.ready(output);
  node.cost = copyCost(output, axis == FLATTENED ? kept : kept * data.sizeOf(0, axis));
  return outcome;
}

export function runCompress(node: Node): void {
  const data = node.input(0);
  const condition = node.input(1);
  const axis = axisOf(node);
  const isFlat = axis == FLATTENED;
  const size = <usize>elementSize(data.type);
  const block = isFlat ? size : <usize>data.sizeOf(axis + 1, data.rank) * size;
  const outer = isFlat ? 1 : data.sizeOf(0, axis);
  const dim = isFlat ? data.size : data.dim(axis);
  let from = data.data;
  let to = node.output(0).data;
  for (let row = 0; row < outer; row++) {
    for (let at = 0; at < condition.size; at++) {
      if (load<u8>(condition.data + <usize>at) == 0) continue;
      copyBytes(to, from + <usize>at * block, block);
      to += block;
    }
    from += <usize>dim * block;
  }
}
