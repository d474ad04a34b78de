import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';
import { isScalarNear, otherInput, setText } from './fused-node';
import { GraphUses } from './graph-uses';
import { newNode } from './new-node';

const HALF_ROOT: f32 = 0.7071067811865476;
const ROOT: f32 = 1.4142135623730951;
const ROOT_OF_2_BY_PI: f32 = 0.7978845608028654;

/**
 * Finds x · 1/2 · (1 + erf(x / √2)) and x · 1/2 · (1 + tanh(√(2/π) · (x + 0.044715 · x³))), as exporters write them before
 * opset 20, and puts Gelu there. Its rounding differs: it multiplies by 1/√2 and cubes by products.
 */
export function fuseGelu(graph: Graph): void {
  const uses = new GraphUses(graph);
  for (let index = 0; index < graph.nodes.length; index++) {
    const last = graph.nodes[index];
    if (last.op != 'Mul' || last.domain.length > 0 || last.opset < 7) continue;
    const match = new GeluMatch(uses);
    if (!match.isFound(last)) continue;
    const node = newNode('Gelu', 20, last.name, [match.x!], last.output(0));
    if (node === null) return;
    if (match.isByTanh) setText(node, 'approximate', 'tanh');
    graph.nodes[index] = node;
  }
}

class GeluMatch {
  x: Tensor | null = null;
  isByTanh: bool = false;
  private uses: GraphUses;

  constructor(uses: GraphUses) {
    this.uses = uses;
  }

  /** Whether a product is the last step: of x, 1/2 and the sum, in any grouping. */
  isFound(last: Node): bool {
    return this.isOf(last, 0) || this.isOf(last, 1);
  }

  private isOf(last: Node, side: i32): bool {
    const one = last.inputs[side];
    const other = last.inputs[1 - side];
    // (x · sum) · 1/2
    if (isScalarNear(other, 0.5)) {
      const inner = this.uses.onlyProducer(one, 'Mul');
      return inner !== null && (this.isXTimesSum(inner, 0) || this.isXTimesSum(inner, 1));
    }
    // (x · 1/2) · sum
    const half = this.uses.onlyProducer(one, 'Mul');
    if (half !== null) {
      const x = isScalarNear(half.inputs[0], 0.5) ? half.inputs[1] : half.inputs[0];
      const isHalf = isScalarNear(half.inputs[0], 0.5) || isScalarNear(half.inputs[1], 0.5);
      if (isHalf && x !== null && this.isSum(other, x)) return true;
      // x · (sum · 1/2)
      const sum = isScalarNear(half.inputs[0], 0.5) ? half.inputs[1] : half.inputs[0];
      if (isHalf && other !== null && this.isSum(sum, other)) return true;
    }
    return false;
  }

  private isXTimesSum(product: Node, side: i32): bool {
    const x = product.inputs[side];
    return x !== null && this.isSum(product.inputs[1 - side], x);
  }

  private isSum(sum: Tensor | null, x: Tensor): bool {
    const add = this.uses.onlyProducer(sum, 'Add');
    if (add === null) return false;
    const value = isScalarNear(add.inputs[0], 1) ? add.inputs[1] : add.inputs[0];
    if (!isScalarNear(add.inputs[0], 1) && !isScalarNear(add.inputs[1], 1)) return false;
    const erf = this.uses.onlyProducer(value, 'Erf');
    const tanh = this.uses.onlyProducer(value, 'Tanh');
    if (erf !== null && this.isScaled(erf.inputs[0], x)) {
      this.x = x;
      return true;
    }
    if (tanh === null || !this.isCubic(tanh.inputs[0], x)) return false;
    this.x = x;
    this.isByTanh = true;
    return true;
  }

  private isScaled(value: Tensor | null, x: Tensor): bool {
    const div = this.uses.onlyProducer(value, 'Div');
    if (div !== null) return div.inputs[0] === x && isScalarNear(div.inputs[1], ROOT);
    const mul = this.uses.onlyProducer(value, 'Mul');
    return mul !== null && isScalarNear(otherInput(mul, x), HALF_ROOT);
  }

  private isCubic(value: Tensor | null, x: Tensor): bool {
    const scaled = this.uses.onlyProducer(value, 'Mul');
    if (scaled === null) return false;
    const isFirst = isScalarNear(scaled.inputs[0], ROOT_OF_2_BY_PI);
    if (!isFirst && !isScalarNear(scaled.inputs[1], ROOT_OF_2_BY_PI)) return false;
    const add = this.uses.onlyProducer(scaled.inputs[isFirst ? 1 : 0], 'Add');
    if (add === null) return false;
    const part = this.uses.onlyProducer(otherInput(add, x), 'Mul');
    if (part === null) return false;
    const isNumberFirst = isScalarNear(part.inputs[0], 0.044715);
    if (!isNumberFirst && !isScalarNear(part.inputs[1], 0.044715)) return false;
    const cube = this.uses.onlyProducer(part.inputs[isNumberFirst ? 1 : 0], 'Pow');
    return cube !== null && cube.inputs[0] === x && isScalarNear(cube.inputs[1], 3);
  }
}
