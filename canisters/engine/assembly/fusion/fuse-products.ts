import { DataType } from '../core/data-type';
import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';
import { takeActivation } from './take-activation';
import { dropNodes } from './drop-nodes';
import { otherInput, setFloat, setText } from './fused-node';
import { GraphUses } from './graph-uses';

/**
 * MatMul, Gemm and Conv of floats take the bias and the activation after them, which then run while the result is near. Every
 * element goes through the same operations in the same order, so that no bit changes.
 */
export function fuseProducts(graph: Graph): void {
  const uses = new GraphUses(graph);
  const dropped = new Set<Node>();
  for (let index = 0; index < graph.nodes.length; index++) {
    const node = graph.nodes[index];
    if (dropped.has(node) || !isProduct(node)) continue;
    const bias = nextOf(node, uses);
    if (bias !== null && takeBias(node, bias)) dropped.add(bias);
    const activation = nextOf(node, uses);
    if (activation === null) {
      takeSwish(node, uses, dropped);
    } else if (takeActivation(node, activation)) {
      node.outputs[0] = activation.outputs[0];
      dropped.add(activation);
    }
  }
  dropNodes(graph, dropped);
}

// By a constant right side: its type and shape are known, and so is that of the result.
function isProduct(node: Node): bool {
  if (node.domain.length > 0 || node.attributes.has('fused_activation')) return false;
  if (node.op != 'MatMul' && node.op != 'Gemm' && node.op != 'Conv') return false;
  const weights = node.input(1);
  return weights.isConstant && weights.type == DataType.FLOAT && weights.rank >= 2;
}

function nextOf(node: Node, uses: GraphUses): Node | null {
  const next = uses.onlyReader(node.output(0));
  return next !== null && next.domain.length == 0 ? next : null;
}

function takeBias(node: Node, add: Node): bool {
  if (add.op != 'Add' || add.opset < 7 || node.hasInput(2)) return false;
  const bias = otherInput(add, node.output(0));
  if (bias === null || !bias.isConstant || bias.type != DataType.FLOAT) return false;
  const row = biasRow(node, bias);
  if (row === null) return false;
  while (node.inputs.length < 3) node.inputs.push(null);
  node.inputs[2] = row;
  if (node.op == 'Gemm') setFloat(node, 'beta', 1);
  node.outputs[0] = add.outputs[0];
  return true;
}

// x · sigmoid(x) reads x twice.
function takeSwish(node: Node, uses: GraphUses, dropped: Set<Node>): void {
  const x = node.output(0);
  const product = uses.lastReader(x, 2);
  if (product === null || product.op != 'Mul' || product.domain.length > 0) return;
  const sigmoid = uses.onlyProducer(otherInput(product, x), 'Sigmoid');
  if (sigmoid === null || sigmoid.inputs[0] !== x) return;
  setText(node, 'fused_activation', 'Swish');
  setFloat(node, 'fused_alpha', 1);
  node.outputs[0] = product.outputs[0];
  dropped.add(sigmoid);
  dropped.add(product);
}

// The bias as one row: an element for each column of a product, for each channel of a convolution.
function biasRow(node: Node, bias: Tensor): Tensor | null {
  const weights = node.input(1);
  if (node.op == 'Conv') {
    const axes = weights.rank - 2;
    if (bias.size != weights.dim(0) || bias.rank > weights.rank || bias.rank <= axes) return null;
    for (let axis = 0; axis < bias.rank; axis++) {
      if (axis != bias.rank - 1 - axes && bias.dim(axis) != 1) return null;
    }
    const row = new Tensor(bias.name);
    row.beginShape(bias.type, 1);
    row.setDim(0, bias.size);
    row.endShape();
    row.data = bias.data;
    row.isConstant = true;
    row.isValueKnown = true;
    return row;
  }
  if (weights.rank != 2 || bias.rank != 1) return null;
  const isTurned = node.op == 'Gemm' && node.int('transB', 0) != 0;
  return bias.size == weights.dim(isTurned ? 0 : 1) ? bias : null;
}
