import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Activation } from '../../kernels/activate';

/**
 * An activation that the fusion of a graph takes into the node before it. Gemm, MatMul and Conv of float understand it:
 *
 * - the attribute `fused_activation` (STRING) is the name of the ONNX operator: Relu, Clip, Sigmoid, Tanh, LeakyRelu, HardSigmoid,
 *   Elu, Softsign, Softplus, ThresholdedRelu, Gelu (with the text `fused_approximate` = 'tanh' or 'none'), Swish (x * sigmoid(alpha * x));
 * - `fused_alpha` and `fused_beta` (FLOAT) are its attributes by those names; for Clip they are the bounds min and max.
 *
 * MatMul of float takes a bias of N values as its input 2, added before the activation; Gemm and Conv have theirs.
 */
export class FusedActivation {
  kind: i32 = Activation.NONE;
  alpha: f32 = 0;
  beta: f32 = 0;

  /** Reads the attributes of the node. False: the name is none of those above, and the node is refused. */
  read(node: Node): bool {
    this.kind = Activation.NONE;
    const name = node.text('fused_activation', '');
    if (name.length == 0) return true;
    this.alpha = node.float('fused_alpha', 0);
    this.beta = node.float('fused_beta', 0);
    if (name == 'Relu') {
      this.kind = Activation.CLIP;
      this.alpha = 0;
      this.beta = Infinity;
    } else if (name == 'Clip') {
      this.kind = Activation.CLIP;
      this.alpha = node.float('fused_alpha', -Infinity);
      this.beta = node.float('fused_beta', Infinity);
    } else if (name == 'LeakyRelu') {
      this.kind = Activation.LEAKY_RELU;
      this.alpha = node.float('fused_alpha', 0.01);
    } else if (name == 'HardSigmoid') {
      this.kind = Activation.HARD_SIGMOID;
      this.alpha = node.float('fused_alpha', 0.2);
      this.beta = node.float('fused_beta', 0.5);
    } else if (name == 'Gelu') {
      this.kind = node.text('fused_approximate', 'none') == 'tanh' ? Activation.GELU_TANH : Activation.GELU;
    } else {
      this.kind = otherKind(name);
      if (name != 'ThresholdedRelu' && name != 'Elu' && name != 'Swish') this.alpha = 0;
      else this.alpha = node.float('fused_alpha', 1);
    }
    if (this.kind != Activation.NONE) return true;
    return (
      node.refuse(RefusalCode.UNSUPPORTED, 'the activation "' + name + '" is not supported') == Prepared.READY
    );
  }
}

function otherKind(name: string): i32 {
  if (name == 'Sigmoid') return Activation.SIGMOID;
  if (name == 'Tanh') return Activation.TANH;
  if (name == 'Elu') return Activation.ELU;
  if (name == 'Softsign') return Activation.SOFTSIGN;
  if (name == 'Softplus') return Activation.SOFTPLUS;
  if (name == 'ThresholdedRelu') return Activation.THRESHOLDED_RELU;
  if (name == 'Swish') return Activation.SWISH;
  return Activation.NONE;
}
