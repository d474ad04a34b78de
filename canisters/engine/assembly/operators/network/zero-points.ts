import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/** Whether the type is one of the two of bytes that products of whole numbers take. */
export function isByteType(type: i32): bool {
  return type == DataType.UINT8 || type == DataType.INT8;
}

/** Step from zero point to zero point (or from scale to scale): 0 when there is one for all. */
export function stepOf(node: Node, index: i32): i32 {
  return node.hasInput(index) && node.input(index).size > 1 ? 1 : 0;
}

/** Checks that an input is one value for all or one for each of `count`, of the type. False: refused. */
export function isPerOne(node: Node, index: i32, type: i32, count: i32): bool {
  if (!node.hasInput(index)) return true;
  const tensor = node.input(index);
  if (tensor.type != type) {
    node.refuseType(tensor);
    return false;
  }
  if (tensor.size == 1 || tensor.size == count) return true;
  const expected = 'expected 1 or ' + count.toString() + ' values in input ' + index.toString();
  node.refuse(RefusalCode.INVALID_INPUT, expected + ', got the shape ' + tensor.shapeText());
  return false;
}

/** The zero point at an index; 0 when the input is not given. */
export function zeroAt(node: Node, input: i32, index: i32): i32 {
  if (!node.hasInput(input)) return 0;
  const tensor = node.input(input);
  return byteAt(tensor, tensor.size > 1 ? index : 0);
}

/** A byte as its type says. */
export function byteAt(tensor: Tensor, index: i32): i32 {
  const at = tensor.data + <usize>index;
  return tensor.type == DataType.INT8 ? <i32>load<i8>(at) : <i32>load<u8>(at);
}

/** The scale at an index, of an input with one for all or one for each. */
export function scaleAt(node: Node, input: i32, index: i32): f32 {
  const tensor = node.input(input);
  return load<f32>(tensor.data + ((<usize>(tensor.size > 1 ? index : 0)) << 2));
}
