import { tanh4 } from '../../kernels/vector-math';
import { Unary, addUnary } from './unary';
import { doubleKernel, floatKernel } from './unary-kernel';

class Sine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.sin(x);
  }
}

class Cosine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.cos(x);
  }
}

class Tangent {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.tan(x);
  }
}

class ArcSine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.asin(x);
  }
}

class ArcCosine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.acos(x);
  }
}

class ArcTangent {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.atan(x);
  }
}

class HyperbolicSine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.sinh(x);
  }
}

class HyperbolicCosine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.cosh(x);
  }
}

class HyperbolicTangent {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return tanh4(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.tanh(x);
  }
}

class AreaSine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.asinh(x);
  }
}

class AreaCosine {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.acosh(x);
  }
}

class AreaTangent {
  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return Math.atanh(x);
  }
}

const COST_OF_SERIES: f64 = 170;
const COST_OF_LOGARITHM: f64 = 270;

/** Trigonometric and hyperbolic functions and their inverses. Source: ONNX, the operators of these names. */
export function addTrigonometric(): void {
  addUnary('Sin', 7, new Unary((type: i32): u32 => doubleKernel<Sine>(type), COST_OF_SERIES));
  addUnary('Cos', 7, new Unary((type: i32): u32 => doubleKernel<Cosine>(type), COST_OF_SERIES));
  addUnary('Tan', 7, new Unary((type: i32): u32 => doubleKernel<Tangent>(type), COST_OF_SERIES));
  addUnary('Asin', 7, new Unary((type: i32): u32 => doubleKernel<ArcSine>(type), COST_OF_SERIES));
  addUnary('Acos', 7, new Unary((type: i32): u32 => doubleKernel<ArcCosine>(type), COST_OF_SERIES));
  addUnary('Atan', 7, new Unary((type: i32): u32 => doubleKernel<ArcTangent>(type), COST_OF_SERIES));
  addUnary('Sinh', 9, new Unary((type: i32): u32 => doubleKernel<HyperbolicSine>(type), COST_OF_LOGARITHM));
  addUnary('Cosh', 9, new Unary((type: i32): u32 => doubleKernel<HyperbolicCosine>(type), COST_OF_LOGARITHM));
  addUnary('Tanh', 1, new Unary((type: i32): u32 => floatKernel<HyperbolicTangent>(type), 45));
  addUnary('Asinh', 9, new Unary((type: i32): u32 => doubleKernel<AreaSine>(type), COST_OF_LOGARITHM));
  addUnary('Acosh', 9, new Unary((type: i32): u32 => doubleKernel<AreaCosine>(type), COST_OF_LOGARITHM));
  addUnary('Atanh', 9, new Unary((type: i32): u32 => doubleKernel<AreaTangent>(type), COST_OF_LOGARITHM));
}
