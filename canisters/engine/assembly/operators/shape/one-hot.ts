import { elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX } from '../../core/tensor';
import { elementBits, fillElements, storeBits } from '../../kernels/fill-elements';
import { frontAxis } from './axis';
import { axisOf, rememberAxis } from './axis-state';
import { isNumberType, wholeNumberAt } from './number-at';
import { refuseRank } from './reshape';

/**
 * OneHot: a new axis of `depth` places that hold the first of two values, and the second at the index; negative indexes count from
 * the end, one outside of the axis has no place.
 */
export function prepareOneHot(node: Node): i32 {
  const indices = node.input(0);
  const depth = node.input(1);
  const values = node.input(2);
  if (!isNumberType(indices.type)) return node.refuseType(indices);
  if (!isNumberType(depth.type)) return node.refuseType(depth);
  if (depth.size != 1 || values.size != 2) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected one depth and two values, got ' + depth.shapeText() + ' and ' + values.shapeText(),
    );
  }
  const rank = indices.rank + 1;
  if (rank > RANK_MAX) return refuseRank(node, rank);
  const axis = frontAxis(node, node.int('axis', -1), rank);
  if (axis < 0) return Prepared.REFUSED;
  if (!depth.isValueKnown) return Prepared.WAITS;
  const places = wholeNumberAt(depth, 0);
  if (places < 0 || places > i32.MAX_VALUE) {
    return node.refuse(RefusalCode.INVALID_INPUT, 'expected a depth, got ' + places.toString());
  }
  const output = node.output(0);
  output.beginShape(values.type, rank);
  for (let at = 0; at < rank; at++) {
    output.setDim(at, at == axis ? <i32>places : indices.dim(at < axis ? at : at - 1));
  }
  const outcome = node.ready(output);
  rememberAxis(node, axis);
  node.cost = 60 + 0.4 * <f64>output.byteSize + 160 * <f64>indices.size;
  return outcome;
}

export function runOneHot(node: Node): void {
  const indices = node.input(0);
  const values = node.input(2);
  const output = node.output(0);
  const axis = axisOf(node);
  const size = elementSize(output.type);
  fillElements(output.data, elementBits(values.data, size), size, output.size);
  const on = elementBits(values.data + <usize>size, size);
  const depth = output.dim(axis);
  const inner = output.sizeOf(axis + 1, output.rank);
  for (let at = 0; at < indices.size; at++) {
    let index = wholeNumberAt(indices, at);
    if (index < 0) index += depth;
    if (index < 0 || index >= depth) continue;
    const place = ((at / inner) * depth + <i32>index) * inner + (at % inner);
    storeBits(output.data + <usize>place * <usize>size, on, size);
  }
}
