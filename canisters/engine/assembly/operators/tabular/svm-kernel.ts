import { Node } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { floatArray } from './attribute-numbers';
import { dotOf, squaredDistance } from './ordered-sums';

/** How alike two rows are. Source: ONNX, ai.onnx.ml, `kernel_type` of SVMClassifier and SVMRegressor. */
export namespace SvmKernel {
  export const LINEAR: i32 = 0;
  export const POLY: i32 = 1;
  export const RBF: i32 = 2;
  export const SIGMOID: i32 = 3;
}

/** A kernel with its parameters. */
export class Kernel {
  kind: i32 = SvmKernel.LINEAR;
  gamma: f32 = 0;
  coef0: f32 = 0;
  degree: f32 = 0;

  /** Instructions of one value, estimated. */
  cost(features: i32): f64 {
    return 14 * <f64>features + (this.kind == SvmKernel.LINEAR ? 90 : 300);
  }

  /** The kernel of two rows of floats; sums are made in the order of the features. */
  of(one: usize, other: usize, features: i32): f32 {
    if (this.kind == SvmKernel.RBF) return Mathf.exp(-this.gamma * squaredDistance(one, other, features));
    const sum = dotOf(one, other, features);
    if (this.kind == SvmKernel.LINEAR) return sum;
    const value: f32 = this.gamma * sum + this.coef0;
    if (this.kind == SvmKernel.SIGMOID) return Mathf.tanh(value);
    if (this.degree == 2) return value * value;
    return this.degree == 3 ? value * value * value : Mathf.pow(value, this.degree);
  }
}

/** The kernel that a node asks for. Null: refused. */
export function readKernel(node: Node): Kernel | null {
  const name = node.text('kernel_type', 'LINEAR');
  const kernel = new Kernel();
  if (name == 'POLY') kernel.kind = SvmKernel.POLY;
  else if (name == 'RBF') kernel.kind = SvmKernel.RBF;
  else if (name == 'SIGMOID') kernel.kind = SvmKernel.SIGMOID;
  else if (name != 'LINEAR') {
    node.refuse(RefusalCode.UNSUPPORTED, 'the kernel_type "' + name + '" is not supported');
    return null;
  }
  const parameters = floatArray(node, 'kernel_params');
  if (parameters.length >= 3) {
    kernel.gamma = parameters[0];
    kernel.coef0 = parameters[1];
    kernel.degree = parameters[2];
  } else if (parameters.length > 0 || kernel.kind != SvmKernel.LINEAR) {
    node.refuse(RefusalCode.MALFORMED, 'expected gamma, coef0 and degree in kernel_params');
    return null;
  }
  return kernel;
}
