import { DataType } from '../../core/data-type';
import { erf64 } from '../../kernels/erf64';
import { erf4, exp4, log4 } from '../../kernels/vector-math';
import { Unary, addUnary } from './unary';
import {
  byteKernel,
  floatKernel,
  floatQuestionKernel,
  lightFloatKernel,
  numberKernel,
  signedKernel,
  wholeKernel,
} from './unary-kernel';

class Absolute {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.abs(x);
  }

  // The most negative integer has no counterpart and stays as it is.
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    if (isFloat<T>()) return abs<T>(x);
    return <T>(x < <T>0 ? <T>0 - x : x);
  }
}

class Negative {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.neg(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    if (isFloat<T>()) return -x;
    return <T>(<T>0 - x);
  }
}

class Sign {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const one = f32x4.splat(1.0);
    const zero = f32x4.splat(0.0);
    const above = v128.and(f32x4.lt(zero, x), one);
    const below = v128.and(f32x4.lt(x, zero), one);
    return v128.bitselect(f32x4.sub(above, below), x, f32x4.eq(x, x));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    if (isFloat<T>() && x != x) return x;
    return <T>(x > <T>0 ? <T>1 : x < <T>0 ? <T>(<T>0 - <T>1) : <T>0);
  }
}

class Floor {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.floor(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return floor<T>(x);
  }
}

class Ceil {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.ceil(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return ceil<T>(x);
  }
}

// Halves go to the even neighbour.
class Round {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.nearest(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return nearest<T>(x);
  }
}

class Reciprocal {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.div(f32x4.splat(1.0), x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return <T>1 / x;
  }
}

class SquareRoot {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.sqrt(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return sqrt<T>(x);
  }
}

class Exponential {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return exp4(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.exp(x);
  }
}

class Logarithm {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return log4(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.log(x);
  }
}

class ErrorFunction {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return erf4(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return erf64(x);
  }
}

class IsNotANumber {
  @inline
  of<T>(x: T, alpha: T, beta: T): bool {
    return x != x;
  }
}

class BitwiseNot {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return <T>(x ^ (<T>-1));
  }
}

class LogicalNot {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return <T>(x == <T>0 ? <T>1 : <T>0);
  }
}

function logicalNot(type: i32): u32 {
  return type == DataType.BOOL ? byteKernel<LogicalNot>() : 0;
}

/** Signs, roundings, roots, powers and logarithms. Source: ONNX, the operators of these names. */
export function addElementary(): void {
  addUnary('Abs', 1, new Unary((type: i32): u32 => numberKernel<Absolute>(type), 3));
  addUnary('Neg', 1, new Unary((type: i32): u32 => signedKernel<Negative>(type), 3));
  addUnary('Sign', 9, new Unary((type: i32): u32 => numberKernel<Sign>(type), 6));
  addUnary('Floor', 1, new Unary((type: i32): u32 => lightFloatKernel<Floor>(type), 4));
  addUnary('Ceil', 1, new Unary((type: i32): u32 => lightFloatKernel<Ceil>(type), 4));
  addUnary('Round', 11, new Unary((type: i32): u32 => lightFloatKernel<Round>(type), 4));
  addUnary('Reciprocal', 1, new Unary((type: i32): u32 => lightFloatKernel<Reciprocal>(type), 5));
  addUnary('Sqrt', 1, new Unary((type: i32): u32 => lightFloatKernel<SquareRoot>(type), 4));
  addUnary('Exp', 1, new Unary((type: i32): u32 => floatKernel<Exponential>(type), 28));
  addUnary('Log', 1, new Unary((type: i32): u32 => floatKernel<Logarithm>(type), 39));
  const erfUnary = new Unary(erf, 55);
  erfUnary.otherCost = 1000;
  erfUnary.isByDouble = true;
  addUnary('Erf', 9, erfUnary);
  addUnary('BitwiseNot', 18, new Unary((type: i32): u32 => wholeKernel<BitwiseNot>(type), 20));
  addUnary('Not', 1, new Unary(logicalNot, 20));
  const isNaN = new Unary((type: i32): u32 => floatQuestionKernel<IsNotANumber>(type), 24);
  addUnary('IsNaN', 9, isNaN.withOutput(DataType.BOOL));
}

// Whole numbers are computed as doubles.
function erf(type: i32): u32 {
  return floatKernel<ErrorFunction>(type);
}
