import { DataType } from '../../core/data-type';
import { stringBytes, stringLength } from '../../core/memory';
import { addBinary } from './binary';
import { BinaryKernel, questionPairs } from './binary-kernel';

class Equal {
  @inline
  of<T>(a: T, b: T): bool {
    return a == b;
  }
}

class Less {
  @inline
  of<T>(a: T, b: T): bool {
    return a < b;
  }
}

class LessOrEqual {
  @inline
  of<T>(a: T, b: T): bool {
    return a <= b;
  }
}

class Greater {
  @inline
  of<T>(a: T, b: T): bool {
    return a > b;
  }
}

class GreaterOrEqual {
  @inline
  of<T>(a: T, b: T): bool {
    return a >= b;
  }
}

const equalStrings: BinaryKernel = (
  a: usize,
  b: usize,
  to: usize,
  count: i32,
  aStep: i32,
  bStep: i32,
): void => {
  const end = to + <usize>count;
  while (to < end) {
    const length = stringLength(a);
    const isEqual =
      length == stringLength(b) && memory.compare(stringBytes(a), stringBytes(b), <usize>length) == 0;
    store<u8>(to, isEqual);
    a += (<usize>aStep) << 3;
    b += (<usize>bStep) << 3;
    to += 1;
  }
};

function equal(type: i32): u32 {
  if (type == DataType.STRING) return equalStrings.index;
  return questionPairs<Equal>(type);
}

// Bools have no order.
function orderPairs<Op>(type: i32): u32 {
  return type == DataType.BOOL ? 0 : questionPairs<Op>(type);
}

/** Questions about two tensors, answered by bools. Source: ONNX, the operators of these names. */
export function addComparison(): void {
  addBinary('Equal', 1, equal, 60, DataType.BOOL);
  addBinary('Less', 1, (type: i32): u32 => orderPairs<Less>(type), 28, DataType.BOOL);
  addBinary('Greater', 1, (type: i32): u32 => orderPairs<Greater>(type), 28, DataType.BOOL);
  addBinary('LessOrEqual', 12, (type: i32): u32 => orderPairs<LessOrEqual>(type), 28, DataType.BOOL);
  addBinary('GreaterOrEqual', 12, (type: i32): u32 => orderPairs<GreaterOrEqual>(type), 28, DataType.BOOL);
}
