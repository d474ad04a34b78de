import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { copyBytes } from '../../kernels/copy-bytes';
import { frontAxis } from './axis';
import { axisOf, rememberAxis } from './axis-state';
import { copyCost } from './copy-cost';

/** Concat: the inputs one after the other along `axis` (1 up to opset 3 when it is not given). */
export function prepareConcat(node: Node): i32 {
  const first = node.input(0);
  if (node.opset >= 4 && !node.attributes.has('axis')) {
    return node.refuse(RefusalCode.MALFORMED, 'the attribute "axis" is missing');
  }
  const axis = frontAxis(node, node.int('axis', 1), first.rank);
  if (axis < 0) return Prepared.REFUSED;
  let along: i64 = 0;
  let blocks = 0;
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input === null) return node.refuse(RefusalCode.MALFORMED, 'an input is missing');
    if (input.type != first.type) return node.refuseType(input);
    let isAlike = input.rank == first.rank;
    for (let other = 0; isAlike && other < first.rank; other++) {
      isAlike = other == axis || input.dim(other) == first.dim(other);
    }
    if (!isAlike) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'the shapes ' +
          first.shapeText() +
          ' and ' +
          input.shapeText() +
          ' differ beside axis ' +
          axis.toString(),
      );
    }
    along += input.dim(axis);
    blocks += input.sizeOf(0, axis);
  }
  if (along > i32.MAX_VALUE) return node.refuse(RefusalCode.TOO_LARGE, 'the output is too large');
  const output = node.output(0);
  output.shapeLike(first, first.type);
  output.setDim(axis, <i32>along);
  const outcome = node.ready(output);
  rememberAxis(node, axis);
  node.alias = node.inputs.length == 1 ? 0 : -1;
  node.cost = copyCost(output, blocks);
  return outcome;
}

export function runConcat(node: Node): void {
  if (node.alias >= 0) return;
  const output = node.output(0);
  const axis = axisOf(node);
  const size = <usize>elementSize(output.type);
  const outer = output.sizeOf(0, axis);
  const row = <usize>output.sizeOf(axis, output.rank) * size;
  let to = output.data;
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.input(index);
    const block = <usize>input.sizeOf(axis, input.rank) * size;
    let target = to;
    let from = input.data;
    for (let at = 0; at < outer; at++) {
      copyBytes(target, from, block);
      target += row;
      from += block;
    }
    to += block;
  }
}
