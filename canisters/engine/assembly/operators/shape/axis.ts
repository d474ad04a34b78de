import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';

/** An axis counted from the front: -1 is the last. -1 when it is outside of the rank: refused by the node's name. */
export function frontAxis(node: Node, axis: i64, rank: i32): i32 {
  if (axis < -(<i64>rank) || axis >= <i64>rank) {
    node.refuse(
      RefusalCode.INVALID_INPUT,
      'expected an axis of a tensor of rank ' + rank.toString() + ', got ' + axis.toString(),
    );
    return -1;
  }
  return <i32>(axis < 0 ? axis + <i64>rank : axis);
}

/** Axes counted from the front, each at most once. Null: refused by the node's name. */
export function frontAxes(node: Node, axes: Array<i64>, rank: i32): Array<i32> | null {
  const found = new Array<i32>();
  for (let index = 0; index < axes.length; index++) {
    const axis = frontAxis(node, axes[index], rank);
    if (axis < 0) return null;
    if (found.includes(axis)) {
      node.refuse(RefusalCode.INVALID_INPUT, 'the axis ' + axis.toString() + ' is given twice');
      return null;
    }
    found.push(axis);
  }
  return found;
}
