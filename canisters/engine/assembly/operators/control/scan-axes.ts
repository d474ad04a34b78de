import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Tensor } from '../../core/tensor';

/** An entry of a list attribute that may be missing as a whole. */
export function entryOf(node: Node, name: string, index: i32): i32 {
  const list = node.ints(name);
  if (list === null || index >= list.length) return 0;
  return <i32>max<i64>(min<i64>(list[index], 1 << 16), -(1 << 16));
}

/** The axis along which a scan goes through an input, from the front; -1: refused. */
export function inputAxis(node: Node, input: Tensor, index: i32): i32 {
  const axis = entryOf(node, 'scan_input_axes', index);
  const front = axis < 0 ? axis + input.rank : axis;
  if (front >= 0 && front < input.rank) return front;
  node.refuse(
    RefusalCode.MALFORMED,
    'no axis ' + axis.toString() + ' in an input of the shape ' + input.shapeText(),
  );
  return -1;
}

/** Refuses a list attribute that has neither no entry nor one for each value. */
export function checkEntries(node: Node, name: string, count: i32): bool {
  const list = node.ints(name);
  if (list === null || list.length == count) return true;
  const expected = 'expected ' + count.toString() + ' entries in "' + name + '", got ';
  return node.refuse(RefusalCode.MALFORMED, expected + list.length.toString()) == Prepared.READY;
}
