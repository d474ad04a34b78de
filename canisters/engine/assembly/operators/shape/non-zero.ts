import { DataType, elementSize } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { Tensor } from '../../core/tensor';
import { elementBits } from '../../kernels/fill-elements';

/** Whether an element is something else than zero; both zeros of floats are zero. */
function isSet(tensor: Tensor, index: i32, size: i32): bool {
  const bits = elementBits(tensor.data + <usize>index * <usize>size, size);
  if (tensor.type == DataType.FLOAT) return (bits & 0x7fff_ffff) != 0;
  if (tensor.type == DataType.DOUBLE) return bits << 1 != 0;
  return bits != 0;
}

/** NonZero: the places of the elements that are not zero, a row of indexes for each axis, in row-major order. */
export function prepareNonZero(node: Node): i32 {
  const data = node.input(0);
  if (data.type == DataType.STRING) return node.refuseType(data);
  if (!data.isValueKnown) return Prepared.WAITS;
  const size = elementSize(data.type);
  let count = 0;
  for (let at = 0; at < data.size; at++) if (isSet(data, at, size)) count++;
  const output = node.output(0);
  output.beginShape(DataType.INT64, 2);
  output.setDim(0, data.rank);
  output.setDim(1, count);
  node.cost = 60 + 60 * <f64>data.size;
  return node.ready(output);
}

export function runNonZero(node: Node): void {
  const data = node.input(0);
  const size = elementSize(data.type);
  const row = (<usize>node.output(0).dim(1)) << 3;
  let to = node.output(0).data;
  for (let at = 0; at < data.size; at++) {
    if (!isSet(data, at, size)) continue;
    let rest = at;
    for (let axis = data.rank - 1; axis >= 0; axis--) {
      const dim = data.dim(axis);
      store<i64>(to + <usize>axis * row, <i64>(rest % dim));
      rest /= dim;
    }
    to += 8;
  }
}
