import { erf64 } from '../../kernels/erf64';
import { erf4, tanh4 } from '../../kernels/vector-math';
import { RefusalCode } from '../../core/refusal';
import { Node } from '../../core/node';
import { Operator, addOperator } from '../../core/operator-table';
import { prepareUnary, runUnary } from './unary';
import { floatKernel } from './unary-kernel';

const ROOT_OF_HALF: f64 = 0.7071067811865476;
const ROOT_OF_TWO_OVER_PI: f64 = 0.7978845608028654;
const CUBE_SHARE: f64 = 0.044715;

class Gelu {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const share = f32x4.add(f32x4.splat(1.0), erf4(f32x4.mul(x, f32x4.splat(<f32>ROOT_OF_HALF))));
    return f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), share);
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return <T>0.5 * x * (<T>1 + erf64(x * ROOT_OF_HALF));
  }
}

class GeluByTanh {
  @inline
  lanes(x: v128, alpha: v128, beta: v128): v128 {
    const cube = f32x4.mul(f32x4.mul(x, x), x);
    const inner = f32x4.add(x, f32x4.mul(f32x4.splat(<f32>CUBE_SHARE), cube));
    const share = tanh4(f32x4.mul(f32x4.splat(<f32>ROOT_OF_TWO_OVER_PI), inner));
    return f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), f32x4.add(f32x4.splat(1.0), share));
  }

  @inline
  of<T>(x: T, alpha: T, beta: T): T {
    return <T>0.5 * x * (<T>1 + Math.tanh(<T>ROOT_OF_TWO_OVER_PI * (x + <T>CUBE_SHARE * x * x * x)));
  }
}

/** Gaussian error linear unit, exact or by tanh. Source: ONNX, Gelu (20). */
export function addGelu(): void {
  addOperator('', 'Gelu', new Operator(20, 1, 1, prepare, runUnary));
}

function prepare(node: Node): i32 {
  const form = node.text('approximate', 'none');
  const type = node.input(0).type;
  if (form == 'none') return prepareUnary(node, floatKernel<Gelu>(type), 58, 0, 0, 0);
  if (form == 'tanh') return prepareUnary(node, floatKernel<GeluByTanh>(type), 55, 0, 0, 0);
  return node.refuse(RefusalCode.UNSUPPORTED, 'expected approximate "none" or "tanh", got "' + form + '"');
}
