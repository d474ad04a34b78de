import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { toWhole } from './cast-kernel';
import { Unary, addUnary, prepareUnary, runUnary } from './unary';
import { UnaryKernel, floatQuestionKernel, lightFloatKernel } from './unary-kernel';

class Shrink {
  @inline
  lanes(x: v128, limit: v128, bias: v128): v128 {
    const above = v128.and(f32x4.sub(x, bias), f32x4.gt(x, limit));
    return v128.bitselect(f32x4.add(x, bias), above, f32x4.lt(x, f32x4.neg(limit)));
  }

  @inline
  of<T>(x: T, limit: T, bias: T): T {
    return x < -limit ? x + bias : x > limit ? x - bias : <T>0;
  }
}

// The bounds may be fractions, so that whole numbers are taken as doubles.
function shrinkWhole<T>(): u32 {
  const kernel: UnaryKernel = (from: usize, to: usize, count: i32, limit: f64, bias: f64): void => {
    const end = to + <usize>count * sizeof<T>();
    while (to < end) {
      store<T>(to, toWhole<T>(changetype<Shrink>(0).of<f64>(<f64>load<T>(from), limit, bias)));
      from += sizeof<T>();
      to += sizeof<T>();
    }
  };
  return kernel.index;
}

class IsInfinite {
  @inline
  of<T>(x: T, positive: T, negative: T): bool {
    return (positive != <T>0 && x == <T>Infinity) || (negative != <T>0 && x == <T>-Infinity);
  }
}

/** Shrink (9) and IsInf (10, 20). Source: ONNX. */
export function addThresholds(): void {
  const shrink = new Unary(shrinkKernel, 8);
  addUnary('Shrink', 9, shrink.withAlpha('lambd', 0.5).withBeta('bias', 0));
  addOperator('', 'IsInf', new Operator(10, 1, 1, prepareIsInf, runUnary));
}

function prepareIsInf(node: Node): i32 {
  const positive = <f64>node.int('detect_positive', 1);
  const negative = <f64>node.int('detect_negative', 1);
  const kernel = floatQuestionKernel<IsInfinite>(node.input(0).type);
  return prepareUnary(node, kernel, 20, positive, negative, DataType.BOOL);
}

function shrinkKernel(type: i32): u32 {
  switch (type) {
    case DataType.INT8: return shrinkWhole<i8>(); // prettier-ignore
    case DataType.INT16: return shrinkWhole<i16>(); // prettier-ignore
    case DataType.INT32: return shrinkWhole<i32>(); // prettier-ignore
    case DataType.INT64: return shrinkWhole<i64>(); // prettier-ignore
    case DataType.UINT8: return shrinkWhole<u8>(); // prettier-ignore
    case DataType.UINT16: return shrinkWhole<u16>(); // prettier-ignore
    case DataType.UINT32: return shrinkWhole<u32>(); // prettier-ignore
    case DataType.UINT64: return shrinkWhole<u64>(); // prettier-ignore
    default: return lightFloatKernel<Shrink>(type); // prettier-ignore
  }
}
