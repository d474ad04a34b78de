import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { DataType } from '../../core/data-type';
import { Tensor } from '../../core/tensor';
import { frontAxis } from './axis';
import { integersOf, needIntegers } from './known-integers';
import { beginCopy, endCopy, stepOf } from './transpose';

/** Tile up to opset 5: `tiles` repetitions along one `axis`, both inputs of the type of the data. */
export function prepareTileFirst(node: Node): i32 {
  const data = node.input(0);
  const repeats = new Array<i64>(data.rank).fill(1);
  for (let index = 1; index < 3; index++) {
    const input = node.input(index);
    if (input.size != 1)
      return node.refuse(RefusalCode.INVALID_INPUT, 'expected one number, got ' + input.shapeText());
    if (!isNumber(input)) return node.refuseType(input);
    if (!input.isValueKnown) return Prepared.WAITS;
  }
  const axis = frontAxis(node, numberOf(node.input(2)), data.rank);
  if (axis < 0) return Prepared.REFUSED;
  repeats[axis] = numberOf(node.input(1));
  return tile(node, repeats);
}

/** Tile from opset 6: the repetitions along each axis are an input. */
export function prepareTile(node: Node): i32 {
  const outcome = needIntegers(node, 1);
  return outcome == Prepared.READY ? tile(node, integersOf(node, 1)) : outcome;
}

function tile(node: Node, repeats: Array<i64>): i32 {
  const data = node.input(0);
  const output = node.output(0);
  output.beginShape(data.type, data.rank);
  let isFitting = repeats.length == data.rank;
  for (let axis = 0; isFitting && axis < data.rank; axis++) {
    const dim = <i64>data.dim(axis) * min<i64>(repeats[axis], i32.MAX_VALUE);
    isFitting = repeats[axis] >= 0 && dim <= i32.MAX_VALUE;
    output.setDim(axis, <i32>dim);
  }
  if (!isFitting) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'the shape ' + data.shapeText() + ' cannot be repeated [' + repeats.join(',') + '] times',
    );
  }
  const outcome = node.ready(output);
  const state = beginCopy(node);
  for (let axis = 0; axis < data.rank; axis++) {
    state.copy.addAxis(<i32>repeats[axis], stepOf(output, axis) * data.dim(axis), 0);
    state.copy.addAxis(data.dim(axis), stepOf(output, axis), stepOf(data, axis));
  }
  endCopy(node, state);
  return outcome;
}

function isNumber(tensor: Tensor): bool {
  const type = tensor.type;
  return (
    type == DataType.INT64 || type == DataType.INT32 || type == DataType.FLOAT || type == DataType.DOUBLE
  );
}

function numberOf(tensor: Tensor): i64 {
  if (tensor.type == DataType.FLOAT) return <i64>load<f32>(tensor.data);
  if (tensor.type == DataType.DOUBLE) return <i64>load<f64>(tensor.data);
  return tensor.intAt(0);
}
