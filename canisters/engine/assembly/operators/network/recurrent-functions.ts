import { Node, Prepared } from '../../core/node';
import { RefusalCode } from '../../core/refusal';
import { Activation } from '../../kernels/activate';

const FUNCTIONS_MAX: i32 = 6;

/** The functions of the gates of a recurrent operator, `count` for each direction, as its attributes name them. */
export class RecurrentFunctions {
  kinds: StaticArray<i32> = new StaticArray<i32>(FUNCTIONS_MAX);
  alphas: StaticArray<f32> = new StaticArray<f32>(FUNCTIONS_MAX);
  betas: StaticArray<f32> = new StaticArray<f32>(FUNCTIONS_MAX);
  private alphasTaken: i32 = 0;
  private betasTaken: i32 = 0;

  /** Reads the attributes; `defaults` are the names for one direction. False: refused. */
  read(node: Node, directions: i32, defaults: Array<string>): bool {
    this.alphasTaken = 0;
    this.betasTaken = 0;
    const count = defaults.length;
    const names = node.strings('activations');
    if (names !== null && names.length != count * directions) {
      node.refuse(
        RefusalCode.INVALID_INPUT,
        'expected ' + (count * directions).toString() + ' activations, got ' + names.length.toString(),
      );
      return false;
    }
    for (let index = 0; index < count * directions; index++) {
      const name = names === null ? defaults[index % count] : String.UTF8.decode(names[index].buffer);
      if (!this.set(node, index, name)) return false;
    }
    return true;
  }

  private set(node: Node, index: i32, name: string): bool {
    let kind = Activation.NONE;
    let alpha: f32 = 0;
    let beta: f32 = 0;
    if (name == 'Sigmoid') kind = Activation.SIGMOID;
    else if (name == 'Tanh') kind = Activation.TANH;
    else if (name == 'Softsign') kind = Activation.SOFTSIGN;
    else if (name == 'Softplus') kind = Activation.SOFTPLUS;
    else if (name == 'Relu') {
      kind = Activation.CLIP;
      beta = Infinity;
    } else if (name == 'LeakyRelu') {
      kind = Activation.LEAKY_RELU;
      alpha = this.alpha(node, 0.01);
    } else if (name == 'ThresholdedRelu') {
      kind = Activation.THRESHOLDED_RELU;
      alpha = this.alpha(node, 1);
    } else if (name == 'Elu') {
      kind = Activation.ELU;
      alpha = this.alpha(node, 1);
    } else if (name == 'HardSigmoid') {
      kind = Activation.HARD_SIGMOID;
      alpha = this.alpha(node, 0.2);
      beta = this.beta(node, 0.5);
    } else if (name == 'Affine') {
      kind = Activation.AFFINE;
      alpha = this.alpha(node, 1);
      beta = this.beta(node, 0);
    } else if (name == 'ScaledTanh') {
      kind = Activation.SCALED_TANH;
      alpha = this.alpha(node, 1);
      beta = this.beta(node, 1);
    }
    this.kinds[index] = kind;
    this.alphas[index] = alpha;
    this.betas[index] = beta;
    if (kind != Activation.NONE) return true;
    return (
      node.refuse(RefusalCode.UNSUPPORTED, 'the activation "' + name + '" is not supported') == Prepared.READY
    );
  }

  // The lists have numbers only for the functions that take them, in order.
  private alpha(node: Node, otherwise: f32): f32 {
    const given = node.floats('activation_alpha');
    const at = this.alphasTaken++;
    return given !== null && at < given.length ? given[at] : otherwise;
  }

  private beta(node: Node, otherwise: f32): f32 {
    const given = node.floats('activation_beta');
    const at = this.betasTaken++;
    return given !== null && at < given.length ? given[at] : otherwise;
  }
}
