import { DataType } from '../../core/data-type';
import { Node } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { Unary, addUnary, prepareUnary, runUnary } from './unary';
import { floatQuestionKernel, lightFloatKernel } from './unary-kernel';

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

class IsInfinite {
  @inline
  of<T>(x: T, positive: T, negative: T): bool {
    return (positive != <T>0 && x == <T>Infinity) || (negative != <T>0 && x == <T>-Infinity);
  }
}

/** Shrink (9) and IsInf (10, 20). Source: ONNX. */
export function addThresholds(): void {
  const shrink = new Unary(shrinkKernel, 8);
  shrink.isByDouble = true;
  addUnary('Shrink', 9, shrink.withAlpha('lambd', 0.5).withBeta('bias', 0));
  addOperator('', 'IsInf', new Operator(10, 1, 1, prepareIsInf, runUnary));
}

function prepareIsInf(node: Node): i32 {
  const positive = <f64>node.int('detect_positive', 1);
  const negative = <f64>node.int('detect_negative', 1);
  const kernel = floatQuestionKernel<IsInfinite>(node.input(0).type);
  return prepareUnary(node, kernel, 20, positive, negative, DataType.BOOL);
}

// The bounds may be fractions, so that whole numbers are computed as doubles.
function shrinkKernel(type: i32): u32 {
  return lightFloatKernel<Shrink>(type);
}
