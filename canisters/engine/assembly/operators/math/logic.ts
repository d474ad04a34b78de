import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { RefusalCode } from '../../core/refusal';
import { addBinary, prepareBinary, refuseMixture, runBinary } from './binary';
import { bitPairs, elements } from './binary-kernel';
import { computedType } from './widen';

class And {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.and(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return <T>(a & b);
  }
}

class Or {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.or(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return <T>(a | b);
  }
}

class Xor {
  @inline
  lanes<T>(a: v128, b: v128): v128 {
    return v128.xor(a, b);
  }

  @inline
  of<T>(a: T, b: T): T {
    return <T>(a ^ b);
  }
}

// Narrow numbers are shifted as wide ones and cut. All bits leave when the shift is as wide as the type; the machine would take the shift modulo the width.
class ShiftLeft {
  @inline
  of<T>(a: T, b: T): T {
    return b >= <T>(sizeof<T>() << 3) ? <T>0 : <T>(a << b);
  }
}

class ShiftRight {
  @inline
  of<T>(a: T, b: T): T {
    return b >= <T>(sizeof<T>() << 3) ? <T>0 : <T>(a >> b);
  }
}

function bools<Op>(type: i32): u32 {
  return type == DataType.BOOL ? elements<u8, u8, Op>() : 0;
}

/** Logic of bools, and of the bits of whole numbers. Source: ONNX, the operators of these names. */
export function addLogic(): void {
  addBinary('And', 1, (type: i32): u32 => bools<And>(type), 27, 0);
  addBinary('Or', 1, (type: i32): u32 => bools<Or>(type), 27, 0);
  addBinary('Xor', 1, (type: i32): u32 => bools<Xor>(type), 27, 0);
  addBinary('BitwiseAnd', 18, (type: i32): u32 => bitPairs<And>(type), 27, 0);
  addBinary('BitwiseOr', 18, (type: i32): u32 => bitPairs<Or>(type), 27, 0);
  addBinary('BitwiseXor', 18, (type: i32): u32 => bitPairs<Xor>(type), 27, 0);
  addOperator('', 'BitShift', new Operator(11, 2, 2, prepareShift, runBinary));
}

function prepareShift(node: Node): i32 {
  const type = node.input(0).type;
  if (type != node.input(1).type) return refuseMixture(node);
  const direction = node.text('direction', '');
  const isLeft = direction == 'LEFT';
  if (!isLeft && direction != 'RIGHT') {
    return node.refuse(RefusalCode.MALFORMED, 'expected direction LEFT or RIGHT, got "' + direction + '"');
  }
  const isUnsigned = computedType(type) == DataType.UINT64;
  const kernel: u32 = isLeft ? elements<u64, u64, ShiftLeft>() : elements<u64, u64, ShiftRight>();
  if (!isUnsigned) return node.refuseType(node.input(0));
  return prepareBinary(node, kernel, type == DataType.UINT64 ? 32 : 100, type);
}
