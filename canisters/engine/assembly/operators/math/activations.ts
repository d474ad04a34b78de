import { exp4, sigmoid4, softplus4, tanh4 } from '../../kernels/vector-math';
import { Unary, addUnary } from './unary';
import { floatKernel, lightFloatKernel, signedKernel } from './unary-kernel';

class Relu {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.pmax(x, f32x4.splat(0.0));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return <T>(x < <T>0 ? <T>0 : x);
  }
}

class LeakyRelu {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return v128.bitselect(f32x4.mul(alpha, x), x, f32x4.lt(x, f32x4.splat(0.0)));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return x < <T>0 ? alpha * x : x;
  }
}

class ThresholdedRelu {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return v128.and(x, f32x4.gt(x, alpha));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return x > alpha ? x : <T>0;
  }
}

class Elu {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const below = f32x4.mul(alpha, f32x4.sub(exp4(x), f32x4.splat(1.0)));
    return v128.bitselect(below, x, f32x4.lt(x, f32x4.splat(0.0)));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return x < <T>0 ? alpha * (Math.exp(x) - <T>1) : x;
  }
}

class Selu {
  @inline
  lanes(x: v128, alpha: v128, gamma: v128): v128 {
    const below = f32x4.sub(f32x4.mul(alpha, exp4(x)), alpha);
    return f32x4.mul(gamma, v128.bitselect(x, below, f32x4.gt(x, f32x4.splat(0.0))));
  }

  @inline
  of<T>(x: T, alpha: T, gamma: T): T {
    return gamma * (x > <T>0 ? x : alpha * Math.exp(x) - alpha);
  }
}

class Celu {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const below = f32x4.mul(alpha, f32x4.sub(exp4(f32x4.div(x, alpha)), f32x4.splat(1.0)));
    return v128.bitselect(below, x, f32x4.lt(x, f32x4.splat(0.0)));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return x < <T>0 ? alpha * (Math.exp(x / alpha) - <T>1) : x;
  }
}

class Sigmoid {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return sigmoid4(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return logistic(x);
  }
}

class HardSigmoid {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const line = f32x4.add(f32x4.mul(alpha, x), beta);
    return f32x4.pmin(f32x4.pmax(line, f32x4.splat(0.0)), f32x4.splat(1.0));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    const line = alpha * x + beta;
    return line < <T>0 ? <T>0 : line > <T>1 ? <T>1 : line;
  }
}

class HardSwish {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const line = f32x4.add(f32x4.mul(alpha, x), beta);
    return f32x4.mul(x, f32x4.pmin(f32x4.pmax(line, f32x4.splat(0.0)), f32x4.splat(1.0)));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    const line = alpha * x + beta;
    return x * (line < <T>0 ? <T>0 : line > <T>1 ? <T>1 : line);
  }
}

class Softplus {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return softplus4(x);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    const tail = Math.log1p(Math.exp(-abs<T>(x)));
    return x > <T>0 ? x + tail : x == x ? tail : x;
  }
}

class Softsign {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.div(x, f32x4.add(f32x4.splat(1.0), f32x4.abs(x)));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return x / (<T>1 + abs<T>(x));
  }
}

// tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2) with e = exp(x); from 20 on it is 1.
class Mish {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const two = f32x4.splat(2.0);
    const power = exp4(f32x4.pmin(x, f32x4.splat(20.0)));
    const part = f32x4.mul(power, f32x4.add(power, two));
    return f32x4.mul(x, f32x4.div(part, f32x4.add(part, two)));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    const power = Math.exp(x > <T>40 ? <T>40 : x);
    const part = power * (power + <T>2);
    return x * (part / (part + <T>2));
  }
}

class Swish {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    return f32x4.mul(x, sigmoid4(f32x4.mul(alpha, x)));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return x * logistic(alpha * x);
  }
}

function logistic(x: f64): f64 {
  const power = Math.exp(-Math.abs(x));
  return (x < 0 ? power : 1) / (1 + power);
}

/** Activations of one input. Source: ONNX, the operators of these names. */
export function addActivations(): void {
  addUnary('Relu', 1, new Unary((type: i32): u32 => signedKernel<Relu>(type), 3));
  const leaky = new Unary((type: i32): u32 => lightFloatKernel<LeakyRelu>(type), 5);
  addUnary('LeakyRelu', 1, leaky.withAlpha('alpha', 0.01));
  const thresholded = new Unary((type: i32): u32 => lightFloatKernel<ThresholdedRelu>(type), 4);
  addUnary('ThresholdedRelu', 10, thresholded.withAlpha('alpha', 1));
  addUnary('Elu', 1, new Unary((type: i32): u32 => floatKernel<Elu>(type), 34).withAlpha('alpha', 1));
  const selu = new Unary((type: i32): u32 => floatKernel<Selu>(type), 34);
  addUnary('Selu', 1, selu.withAlpha('alpha', 1.6732632).withBeta('gamma', 1.050701));
  addUnary('Celu', 12, new Unary((type: i32): u32 => floatKernel<Celu>(type), 37).withAlpha('alpha', 1));
  addUnary('Sigmoid', 1, new Unary((type: i32): u32 => floatKernel<Sigmoid>(type), 37));
  const hardSigmoid = new Unary((type: i32): u32 => lightFloatKernel<HardSigmoid>(type), 6);
  addUnary('HardSigmoid', 1, hardSigmoid.withAlpha('alpha', 0.2).withBeta('beta', 0.5));
  const hardSwish = new Unary((type: i32): u32 => lightFloatKernel<HardSwish>(type), 7);
  hardSwish.alpha = <f32>(1.0 / 6.0);
  hardSwish.beta = 0.5;
  addUnary('HardSwish', 14, hardSwish);
  addUnary('Softplus', 1, new Unary((type: i32): u32 => floatKernel<Softplus>(type), 75));
  addUnary('Softsign', 1, new Unary((type: i32): u32 => lightFloatKernel<Softsign>(type), 6));
  addUnary('Mish', 18, new Unary((type: i32): u32 => floatKernel<Mish>(type), 38));
  addUnary('Swish', 24, new Unary((type: i32): u32 => floatKernel<Swish>(type), 39).withAlpha('alpha', 1));
}
