import { DataType } from '../core/data-type';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';
import { isConstantScalar } from './fused-node';
import { GraphUses } from './graph-uses';

/** Whether a node of the name Transpose puts axes in this order. */
export function isTranspose(node: Node | null, first: i32, second: i32, third: i32, fourth: i32): bool {
  if (node === null) return false;
  const order = node.ints('perm');
  if (order === null || order.length != 4) return false;
  return order[0] == first && order[1] == second && order[2] == third && order[3] == fourth;
}

/** What a product of probabilities and values is made of: softmax(queries · keys · scale + mask) · values, heads on axis 1. */
export class AttentionMatch {
  /** Queries, keys and values before their heads were moved to the front: [batch, place, head, element]. */
  queries: Tensor | null = null;
  keys: Tensor | null = null;
  values: Tensor | null = null;
  mask: Tensor | null = null;
  scale: f32 = 1;
  private uses: GraphUses;

  constructor(uses: GraphUses) {
    this.uses = uses;
  }

  isFound(last: Node): bool {
    if (last.op != 'MatMul' || last.domain.length > 0 || last.inputs.length != 2) return false;
    const softmax = this.uses.onlyProducer(last.inputs[0], 'Softmax');
    if (softmax === null || !isAlongLast(softmax)) return false;
    this.values = this.behindHeads(last.inputs[1]);
    if (this.values === null) return false;
    const scores = softmax.inputs[0];
    if (this.isScores(scores)) return true;
    const add = this.uses.onlyProducer(scores, 'Add');
    if (add === null || add.opset < 7) return false;
    for (let side = 0; side < 2; side++) {
      this.scale = 1;
      if (!this.isScores(add.inputs[side])) continue;
      this.mask = add.inputs[1 - side];
      return true;
    }
    return false;
  }

  private isScores(scores: Tensor | null): bool {
    let value = scores;
    const div = this.uses.onlyProducer(value, 'Div');
    const mul = this.uses.onlyProducer(value, 'Mul');
    if (div !== null && isConstantScalar(div.inputs[1]) && div.input(1).rank <= 4) {
      this.scale = <f32>1 / load<f32>(div.input(1).data);
      value = div.inputs[0];
    } else if (mul !== null) {
      const isFirst = isConstantScalar(mul.inputs[0]);
      const factor = mul.inputs[isFirst ? 0 : 1];
      if (!isConstantScalar(factor) || factor!.rank > 4) return false;
      this.scale = load<f32>(factor!.data);
      value = mul.inputs[isFirst ? 1 : 0];
    }
    const product = this.uses.onlyProducer(value, 'MatMul');
    // Attention takes a scale of 0 for none.
    if (product === null || product.inputs.length != 2 || !(abs(this.scale) > 0) || this.scale == Infinity)
      return false;
    this.queries = this.behindHeads(product.inputs[0]);
    this.keys = this.turnedKeys(product.inputs[1]);
    return this.queries !== null && this.keys !== null;
  }

  private behindHeads(value: Tensor | null): Tensor | null {
    const transpose = this.uses.producer(value, 'Transpose');
    return isTranspose(transpose, 0, 2, 1, 3) ? transpose!.inputs[0] : null;
  }

  // In one step from [batch, place, head, element] to [batch, head, element, place], or in two.
  private turnedKeys(value: Tensor | null): Tensor | null {
    const transpose = this.uses.producer(value, 'Transpose');
    if (isTranspose(transpose, 0, 2, 3, 1)) return transpose!.inputs[0];
    return isTranspose(transpose, 0, 1, 3, 2) ? this.behindHeads(transpose!.inputs[0]) : null;
  }
}

// All have four axes, so that 3 is the last one.
function isAlongLast(softmax: Node): bool {
  const axis = softmax.int('axis', softmax.opset < 13 ? 1 : -1);
  return axis == -1 || axis == 3;
}

/** The shape that a Reshape gives [batch, place, head, element] by constants, heads and elements named; null when it is another. */
export function splitShape(uses: GraphUses, value: Tensor): Array<i64> | null {
  const reshape = uses.producer(value, 'Reshape');
  if (reshape === null || !reshape.hasInput(1) || reshape.int('allowzero', 0) != 0) return null;
  const shape = reshape.input(1);
  if (!shape.isConstant || shape.type != DataType.INT64 || shape.size != 4) return null;
  const sizes: Array<i64> = [shape.intAt(0), shape.intAt(1), shape.intAt(2), shape.intAt(3)];
  return sizes[2] > 0 && sizes[3] > 0 && sizes[2] <= 4096 && sizes[3] <= 65536 ? sizes : null;
}
