import { AttributeKind } from '../core/attribute';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';
import { isConstantScalar, setFloat, setText } from './fused-node';

/**
 * Notes an activation at the product before it, by the attributes that `FusedActivation` reads. False: it is none, or its bounds
 * are known in the run only.
 */
export function takeActivation(product: Node, activation: Node): bool {
  const op = activation.op;
  if (op == 'Clip') return takeClip(product, activation);
  const isPlain = op == 'Relu' || op == 'Sigmoid' || op == 'Tanh' || op == 'Softsign' || op == 'Softplus';
  const hasNumbers = op == 'LeakyRelu' || op == 'HardSigmoid' || op == 'Elu' || op == 'ThresholdedRelu';
  if (op == 'Gelu') setText(product, 'fused_approximate', activation.text('approximate', 'none'));
  else if (hasNumbers) {
    if (!copyFloat(product, activation, 'alpha') || !copyFloat(product, activation, 'beta')) return false;
  } else if (!isPlain) return false;
  setText(product, 'fused_activation', op);
  return true;
}

function copyFloat(product: Node, activation: Node, name: string): bool {
  if (!activation.attributes.has(name)) return true;
  if (activation.attributes.get(name).kind != AttributeKind.FLOAT) return false;
  setFloat(product, 'fused_' + (name == 'alpha' ? 'alpha' : 'beta'), activation.float(name, 0));
  return true;
}

// Bounds are attributes up to opset 10 and inputs from 11 on. A bound that is NaN or above the other one is left to the operator.
function takeClip(product: Node, clip: Node): bool {
  let low = clip.opset < 11 ? clip.float('min', -f32.MAX_VALUE) : -f32.MAX_VALUE;
  let high = clip.opset < 11 ? clip.float('max', f32.MAX_VALUE) : f32.MAX_VALUE;
  if (clip.opset >= 11) {
    const lowest = boundOf(clip, 1);
    const highest = boundOf(clip, 2);
    if ((clip.hasInput(1) && lowest === null) || (clip.hasInput(2) && highest === null)) return false;
    if (lowest !== null) low = load<f32>(lowest.data);
    if (highest !== null) high = load<f32>(highest.data);
  }
  if (!(low <= high)) return false;
  setText(product, 'fused_activation', 'Clip');
  setFloat(product, 'fused_alpha', low);
  setFloat(product, 'fused_beta', high);
  return true;
}

function boundOf(clip: Node, index: i32): Tensor | null {
  if (!clip.hasInput(index)) return null;
  const bound = clip.input(index);
  return isConstantScalar(bound) ? bound : null;
}
