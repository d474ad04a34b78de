import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';

/** What becomes of an element that is written more than once. */
export namespace Reduction {
  export const NONE: i32 = 0;
  export const ADD: i32 = 1;
  export const MUL: i32 = 2;
  export const MAX: i32 = 3;
  export const MIN: i32 = 4;
}

/** The attribute `reduction`, checked for the type of input 0; -1 when it is not one: refused by the node's name. */
export function reductionOf(node: Node): i32 {
  const name = node.text('reduction', 'none');
  if (name == 'none') return Reduction.NONE;
  const type = node.input(0).type;
  if (type == DataType.STRING || type == DataType.BOOL) {
    node.refuseType(node.input(0));
    return -1;
  }
  if (name == 'add') return Reduction.ADD;
  if (name == 'mul') return Reduction.MUL;
  if (name == 'max') return Reduction.MAX;
  if (name == 'min') return Reduction.MIN;
  node.refuse(RefusalCode.UNSUPPORTED, 'the reduction "' + name + '" is not supported');
  return -1;
}

/** Combines elements with those that stand at `to`, in order. NaN wins over numbers in the largest and the smallest. */
export function combineElements(reduction: i32, type: i32, to: usize, from: usize, count: i32): void {
  switch (type) {
    case DataType.FLOAT:
      return combine<f32>(reduction, to, from, count);
    case DataType.DOUBLE:
      return combine<f64>(reduction, to, from, count);
    case DataType.INT64:
      return combine<i64>(reduction, to, from, count);
    case DataType.INT32:
      return combine<i32>(reduction, to, from, count);
    case DataType.INT16:
      return combine<i16>(reduction, to, from, count);
    case DataType.INT8:
      return combine<i8>(reduction, to, from, count);
    case DataType.UINT64:
      return combine<u64>(reduction, to, from, count);
    case DataType.UINT32:
      return combine<u32>(reduction, to, from, count);
    case DataType.UINT16:
      return combine<u16>(reduction, to, from, count);
    default:
      return combine<u8>(reduction, to, from, count);
  }
}

function combine<T>(reduction: i32, to: usize, from: usize, count: i32): void {
  const end = to + <usize>count * sizeof<T>();
  while (to < end) {
    const old = load<T>(to);
    const given = load<T>(from);
    if (reduction == Reduction.ADD) store<T>(to, <T>(old + given));
    else if (reduction == Reduction.MUL) store<T>(to, <T>(old * given));
    else if (reduction == Reduction.MAX) store<T>(to, max<T>(old, given));
    else store<T>(to, min<T>(old, given));
    to += sizeof<T>();
    from += sizeof<T>();
  }
}
