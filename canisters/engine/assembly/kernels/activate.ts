import { erf4, exp4, sigmoid4, softplus4, tanh4 } from './vector-math';

/** Functions that are applied to each element of a result while it is near. */
export namespace Activation {
  export const NONE: i32 = 0;
  /** Between the bounds alpha and beta; Relu is the one from 0 to infinity. */
  export const CLIP: i32 = 1;
  export const SIGMOID: i32 = 2;
  export const TANH: i32 = 3;
  export const LEAKY_RELU: i32 = 4;
  /** alpha * x + beta, cut to 0 and 1. */
  export const HARD_SIGMOID: i32 = 5;
  export const ELU: i32 = 6;
  export const SOFTSIGN: i32 = 7;
  export const SOFTPLUS: i32 = 8;
  /** alpha * x + beta. */
  export const AFFINE: i32 = 9;
  /** x where it is above alpha, else 0. */
  export const THRESHOLDED_RELU: i32 = 10;
  /** alpha * tanh(beta * x). */
  export const SCALED_TANH: i32 = 11;
  /** By the error function. */
  export const GELU: i32 = 12;
  /** By the hyperbolic tangent. */
  export const GELU_TANH: i32 = 13;
  /** x * sigmoid(alpha * x). */
  export const SWISH: i32 = 14;
}

/** Instructions for four elements, estimated. */
export function activationCost(kind: i32): f64 {
  if (kind == Activation.NONE) return 0;
  if (kind == Activation.CLIP || kind == Activation.LEAKY_RELU || kind == Activation.AFFINE) return 16;
  if (kind == Activation.HARD_SIGMOID || kind == Activation.SOFTSIGN || kind == Activation.THRESHOLDED_RELU)
    return 24;
  return kind == Activation.SOFTPLUS || kind == Activation.GELU ? 140 : 90;
}

/** Applies the function to `count` floats in place. */
export function activate(address: usize, count: i32, kind: i32, alpha: f32, beta: f32): void {
  switch (kind) {
    case Activation.NONE:
      return;
    case Activation.CLIP:
      return activateLightly<Clip>(address, count, alpha, beta);
    case Activation.SIGMOID:
      return activateBy<Sigmoid>(address, count, alpha, beta);
    case Activation.TANH:
      return activateBy<Tanh>(address, count, alpha, beta);
    case Activation.LEAKY_RELU:
      return activateLightly<LeakyRelu>(address, count, alpha, beta);
    case Activation.HARD_SIGMOID:
      return activateLightly<HardSigmoid>(address, count, alpha, beta);
    case Activation.ELU:
      return activateBy<Elu>(address, count, alpha, beta);
    case Activation.SOFTSIGN:
      return activateLightly<Softsign>(address, count, alpha, beta);
    case Activation.SOFTPLUS:
      return activateBy<Softplus>(address, count, alpha, beta);
    case Activation.AFFINE:
      return activateLightly<Affine>(address, count, alpha, beta);
    case Activation.THRESHOLDED_RELU:
      return activateLightly<ThresholdedRelu>(address, count, alpha, beta);
    case Activation.SCALED_TANH:
      return activateBy<ScaledTanh>(address, count, alpha, beta);
    case Activation.GELU:
      return activateBy<Gelu>(address, count, alpha, beta);
    case Activation.GELU_TANH:
      return activateBy<GeluByTanh>(address, count, alpha, beta);
    default:
      return activateBy<Swish>(address, count, alpha, beta);
  }
}

// Of functions of few instructions, four vectors a turn.
function activateLightly<Op>(address: usize, count: i32, alpha: f32, beta: f32): void {
  const a = f32x4.splat(alpha);
  const b = f32x4.splat(beta);
  const end = address + (((<usize>count) & ~15) << 2);
  while (address < end) {
    v128.store(address, changetype<Op>(0).lanes(v128.load(address), a, b));
    v128.store(address, changetype<Op>(0).lanes(v128.load(address, 16), a, b), 16);
    v128.store(address, changetype<Op>(0).lanes(v128.load(address, 32), a, b), 32);
    v128.store(address, changetype<Op>(0).lanes(v128.load(address, 48), a, b), 48);
    address += 64;
  }
  activateBy<Op>(address, count & 15, alpha, beta);
}

// A loop for each function is made by the compiler: to choose within the loop costs more than some of them.
function activateBy<Op>(address: usize, count: i32, alpha: f32, beta: f32): void {
  const a = f32x4.splat(alpha);
  const b = f32x4.splat(beta);
  const end = address + (((<usize>count) & ~3) << 2);
  while (address < end) {
    v128.store(address, changetype<Op>(0).lanes(v128.load(address), a, b));
    address += 16;
  }
  const left = count & 3;
  if (left == 0) return;
  let four = f32x4.splat(0);
  four = f32x4.replace_lane(four, 0, load<f32>(address));
  if (left > 1) four = f32x4.replace_lane(four, 1, load<f32>(address, 4));
  if (left > 2) four = f32x4.replace_lane(four, 2, load<f32>(address, 8));
  four = changetype<Op>(0).lanes(four, a, b);
  store<f32>(address, f32x4.extract_lane(four, 0));
  if (left > 1) store<f32>(address, f32x4.extract_lane(four, 1), 4);
  if (left > 2) store<f32>(address, f32x4.extract_lane(four, 2), 8);
}

class Clip {
  lanes(x: v128, a: v128, b: v128): v128 {
    return f32x4.pmin(f32x4.pmax(x, a), b);
  }
}

class Sigmoid {
  lanes(x: v128, a: v128, b: v128): v128 {
    return sigmoid4(x);
  }
}

class Tanh {
  lanes(x: v128, a: v128, b: v128): v128 {
    return tanh4(x);
  }
}

class LeakyRelu {
  lanes(x: v128, a: v128, b: v128): v128 {
    return v128.bitselect(f32x4.mul(x, a), x, f32x4.lt(x, f32x4.splat(0)));
  }
}

class HardSigmoid {
  lanes(x: v128, a: v128, b: v128): v128 {
    return f32x4.pmin(f32x4.pmax(f32x4.add(f32x4.mul(x, a), b), f32x4.splat(0)), f32x4.splat(1));
  }
}

class Elu {
  lanes(x: v128, a: v128, b: v128): v128 {
    return v128.bitselect(f32x4.mul(f32x4.sub(exp4(x), f32x4.splat(1)), a), x, f32x4.lt(x, f32x4.splat(0)));
  }
}

class Softsign {
  lanes(x: v128, a: v128, b: v128): v128 {
    return f32x4.div(x, f32x4.add(f32x4.splat(1), f32x4.abs(x)));
  }
}

class Softplus {
  lanes(x: v128, a: v128, b: v128): v128 {
    return softplus4(x);
  }
}

class Affine {
  lanes(x: v128, a: v128, b: v128): v128 {
    return f32x4.add(f32x4.mul(x, a), b);
  }
}

class ThresholdedRelu {
  lanes(x: v128, a: v128, b: v128): v128 {
    return v128.and(x, f32x4.gt(x, a));
  }
}

class ScaledTanh {
  lanes(x: v128, a: v128, b: v128): v128 {
    return f32x4.mul(tanh4(f32x4.mul(x, b)), a);
  }
}

class Gelu {
  lanes(x: v128, a: v128, b: v128): v128 {
    const part = f32x4.add(f32x4.splat(1), erf4(f32x4.mul(x, f32x4.splat(0.7071067811865476))));
    return f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), part);
  }
}

class GeluByTanh {
  lanes(x: v128, a: v128, b: v128): v128 {
    const cube = f32x4.mul(f32x4.mul(x, x), x);
    const inner = f32x4.add(x, f32x4.mul(f32x4.splat(0.044715), cube));
    const part = f32x4.add(f32x4.splat(1), tanh4(f32x4.mul(f32x4.splat(0.7978845608028654), inner)));
    return f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), part);
  }
}

class Swish {
  lanes(x: v128, a: v128, b: v128): v128 {
    return f32x4.mul(x, sigmoid4(f32x4.mul(x, a)));
  }
}
