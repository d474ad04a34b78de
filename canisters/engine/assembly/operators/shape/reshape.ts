import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { RANK_MAX } from '../../core/tensor';
import { frontAxes, frontAxis } from './axis';
import { integersOf, needIntegers } from './known-integers';

/** The output shares the memory of input 0. */
export function runAlias(node: Node): void {}

/** Reshape up to opset 4: the shape is an attribute. */
export function prepareReshapeByAttribute(node: Node): i32 {
  const shape = node.ints('shape');
  if (shape === null) return node.refuse(RefusalCode.MALFORMED, 'the attribute "shape" is missing');
  return reshape(node, shape, false);
}

/** Reshape from opset 5: the shape is an input; 0 keeps a dimension unless `allowzero` is set, -1 is what is left. */
export function prepareReshape(node: Node): i32 {
  const outcome = needIntegers(node, 1);
  if (outcome != Prepared.READY) return outcome;
  return reshape(node, integersOf(node, 1), node.int('allowzero', 0) != 0);
}

function reshape(node: Node, shape: Array<i64>, isZeroKept: bool): i32 {
  const data = node.input(0);
  const output = node.output(0);
  if (shape.length > RANK_MAX) return refuseRank(node, shape.length);
  output.beginShape(data.type, shape.length);
  let open = -1;
  let known: i64 = 1;
  for (let axis = 0; axis < shape.length; axis++) {
    let dim = shape[axis];
    if (dim == 0 && !isZeroKept) {
      if (axis >= data.rank) return refuseShape(node, shape);
      dim = data.dim(axis);
    }
    if (dim == -1 && open < 0) {
      open = axis;
      continue;
    }
    if (dim < 0 || dim > i32.MAX_VALUE) return refuseShape(node, shape);
    output.setDim(axis, <i32>dim);
    known *= dim;
    if (known > i32.MAX_VALUE) return refuseShape(node, shape);
  }
  if (open >= 0) {
    if (known == 0 || data.size % known != 0) return refuseShape(node, shape);
    output.setDim(open, <i32>(data.size / known));
  } else if (known != data.size) return refuseShape(node, shape);
  return share(node);
}

/** Flatten: two dimensions, those before `axis` and those from it on. */
export function prepareFlatten(node: Node): i32 {
  const data = node.input(0);
  const given = node.int('axis', 1);
  const axis = given == data.rank ? data.rank : frontAxis(node, given, data.rank);
  if (axis < 0) return Prepared.REFUSED;
  node.output(0).beginShape(data.type, 2);
  node.output(0).setDim(0, data.sizeOf(0, axis));
  node.output(0).setDim(1, data.sizeOf(axis, data.rank));
  return share(node);
}

/** Squeeze up to opset 12: the axes are an attribute. */
export function prepareSqueezeByAttribute(node: Node): i32 {
  return squeeze(node, node.ints('axes'));
}

/** Squeeze from opset 13: the axes are an input. */
export function prepareSqueeze(node: Node): i32 {
  if (!node.hasInput(1)) return squeeze(node, null);
  const outcome = needIntegers(node, 1);
  return outcome == Prepared.READY ? squeeze(node, integersOf(node, 1)) : outcome;
}

function squeeze(node: Node, given: Array<i64> | null): i32 {
  const data = node.input(0);
  const output = node.output(0);
  let axes: Array<i32> | null = null;
  // No axis in the list means what no list means.
  if (given !== null && given.length > 0) {
    axes = frontAxes(node, given, data.rank);
    if (axes === null) return Prepared.REFUSED;
  }
  let rank = 0;
  output.beginShape(data.type, 0);
  for (let axis = 0; axis < data.rank; axis++) {
    const isDropped = axes === null ? data.dim(axis) == 1 : axes.includes(axis);
    if (!isDropped) output.setDim(rank++, data.dim(axis));
    else if (data.dim(axis) != 1) {
      return node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected the dimension 1 at axis ' + axis.toString() + ', got the shape ' + data.shapeText(),
      );
    }
  }
  output.beginShape(data.type, rank);
  return share(node);
}

/** Unsqueeze up to opset 12: the axes are an attribute. */
export function prepareUnsqueezeByAttribute(node: Node): i32 {
  const axes = node.ints('axes');
  if (axes === null) return node.refuse(RefusalCode.MALFORMED, 'the attribute "axes" is missing');
  return unsqueeze(node, axes);
}

/** Unsqueeze from opset 13: the axes are an input. */
export function prepareUnsqueeze(node: Node): i32 {
  const outcome = needIntegers(node, 1);
  return outcome == Prepared.READY ? unsqueeze(node, integersOf(node, 1)) : outcome;
}

function unsqueeze(node: Node, given: Array<i64>): i32 {
  const data = node.input(0);
  const rank = data.rank + given.length;
  if (rank > RANK_MAX) return refuseRank(node, rank);
  const axes = frontAxes(node, given, rank);
  if (axes === null) return Prepared.REFUSED;
  const output = node.output(0);
  output.beginShape(data.type, rank);
  let from = 0;
  for (let axis = 0; axis < rank; axis++) output.setDim(axis, axes.includes(axis) ? 1 : data.dim(from++));
  return share(node);
}

function share(node: Node): i32 {
  node.alias = 0;
  node.cost = 20;
  return node.ready(node.output(0));
}

function refuseShape(node: Node, shape: Array<i64>): i32 {
  const from = node.input(0).shapeText();
  return node.refuse(
    RefusalCode.INVALID_INPUT,
    'the shape ' + from + ' cannot become [' + shape.join(',') + ']',
  );
}

/** Refuses a rank above {@link RANK_MAX}. */
export function refuseRank(node: Node, rank: i32): i32 {
  return node.refuse(
    RefusalCode.TOO_LARGE,
    'expected at most ' + RANK_MAX.toString() + ' dimensions, got ' + rank.toString(),
  );
}
