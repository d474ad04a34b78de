import { DataType } from '../../core/data-type';
import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/** Whether a tensor holds indexes: int32 or int64. */
export function isIndexType(tensor: Tensor): bool {
  return tensor.type == DataType.INT64 || tensor.type == DataType.INT32;
}

/**
 * Whether the integers of an input, which decide a shape, can be read now: {@link Prepared.READY}, {@link Prepared.WAITS}, or a
 * refusal of a type that is not int32 or int64 or of a rank above 1.
 */
export function needIntegers(node: Node, index: i32): i32 {
  const tensor = node.input(index);
  if (!isIndexType(tensor)) return node.refuseType(tensor);
  if (tensor.rank > 1) {
    return node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected a list of integers as input ' + index.toString() + ', got the shape ' + tensor.shapeText(),
    );
  }
  return tensor.isValueKnown ? Prepared.READY : Prepared.WAITS;
}

/** The integers of an input that {@link needIntegers} found ready. */
export function integersOf(node: Node, index: i32): Array<i64> {
  const tensor = node.input(index);
  const values = new Array<i64>(tensor.size);
  for (let at = 0; at < tensor.size; at++) values[at] = tensor.intAt(at);
  return values;
}
