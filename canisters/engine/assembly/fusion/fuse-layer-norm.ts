import { DataType } from '../core/data-type';
import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';
import { isConstantRow, isConstantScalar, isScalarNear, otherInput, setFloat, setInt } from './fused-node';
import { GraphUses } from './graph-uses';
import { newNode } from './new-node';

/**
 * Finds (x - mean) / √(mean of squares + epsilon) · scale + bias along the last axis, as exporters write it before opset 17, and
 * puts LayerNormalization there. Its rounding differs: it multiplies by the reciprocal of the root.
 */
export function fuseLayerNorm(graph: Graph): void {
  const uses = new GraphUses(graph);
  for (let index = 0; index < graph.nodes.length; index++) {
    const last = graph.nodes[index];
    if (last.op != 'Add' || last.domain.length > 0 || last.opset < 7) continue;
    const match = new LayerNormMatch(uses);
    if (!match.isFound(last, 0) && !match.isFound(last, 1)) continue;
    const inputs = [match.x!, match.scale!, match.bias!];
    const node = newNode('LayerNormalization', 17, last.name, inputs, last.output(0));
    if (node === null) return;
    setFloat(node, 'epsilon', match.epsilon);
    setInt(node, 'axis', -1);
    graph.nodes[index] = node;
  }
}

class LayerNormMatch {
  x: Tensor | null = null;
  scale: Tensor | null = null;
  bias: Tensor | null = null;
  epsilon: f32 = 0;
  private uses: GraphUses;

  constructor(uses: GraphUses) {
    this.uses = uses;
  }

  isFound(last: Node, side: i32): bool {
    const bias = last.inputs[side];
    const stretched = this.uses.onlyProducer(last.inputs[1 - side], 'Mul');
    if (stretched === null || !isConstantRow(bias)) return false;
    const first = isConstantRow(stretched.inputs[0]);
    const scale = stretched.inputs[first ? 0 : 1];
    if (!isConstantRow(scale) || scale!.size != bias!.size) return false;
    const div = this.uses.onlyProducer(stretched.inputs[first ? 1 : 0], 'Div');
    if (div === null) return false;
    const difference = div.inputs[0];
    const root = this.uses.onlyProducer(div.inputs[1], 'Sqrt');
    if (difference === null || root === null || !this.isVariance(root.inputs[0], difference)) return false;
    const sub = this.uses.producer(difference, 'Sub');
    if (sub === null) return false;
    const mean = this.uses.onlyProducer(sub.inputs[1], 'ReduceMean');
    if (mean === null || !isAlongLast(mean) || mean.inputs[0] !== sub.inputs[0]) return false;
    this.x = sub.inputs[0];
    this.scale = scale;
    this.bias = bias;
    return this.uses.countOf(difference) == this.readsOfDifference;
  }

  private readsOfDifference: i32 = 0;

  private isVariance(value: Tensor | null, difference: Tensor): bool {
    const add = this.uses.onlyProducer(value, 'Add');
    if (add === null) return false;
    const isFirst = isConstantScalar(add.inputs[0]);
    const epsilon = add.inputs[isFirst ? 0 : 1];
    if (!isConstantScalar(epsilon)) return false;
    this.epsilon = load<f32>(epsilon!.data);
    const mean = this.uses.onlyProducer(add.inputs[isFirst ? 1 : 0], 'ReduceMean');
    if (mean === null || !isAlongLast(mean)) return false;
    const pow = this.uses.onlyProducer(mean.inputs[0], 'Pow');
    const mul = this.uses.onlyProducer(mean.inputs[0], 'Mul');
    if (pow !== null) {
      this.readsOfDifference = 2;
      return pow.inputs[0] === difference && isScalarNear(pow.inputs[1], 2);
    }
    this.readsOfDifference = 3;
    return mul !== null && mul.inputs[0] === difference && mul.inputs[1] === difference;
  }
}

// The axes are an attribute up to opset 17 and an input from 18 on.
function isAlongLast(mean: Node): bool {
  if (mean.int('keepdims', 1) != 1) return false;
  if (!mean.hasInput(1)) {
    const axes = mean.ints('axes');
    return axes !== null && axes.length == 1 && axes[0] == -1;
  }
  const axes = mean.input(1);
  return axes.isConstant && axes.type == DataType.INT64 && axes.size == 1 && axes.intAt(0) == -1;
}
