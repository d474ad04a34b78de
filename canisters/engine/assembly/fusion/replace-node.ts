import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { findOperator } from '../core/operator-table';
import { Tensor } from '../core/tensor';

/**
 * Puts a node of ai.onnx in the place of the last node of a pattern: it computes that one's output, and the others lose their
 * reader. False: the engine lacks the operator.
 */
export function replaceNode(
  graph: Graph,
  index: i32,
  op: string,
  opset: i32,
  inputs: Array<Tensor>,
): Node | null {
  const operator = findOperator('', op, opset);
  if (operator === null) return null;
  const last = graph.nodes[index];
  const node = new Node();
  node.name = last.name;
  node.op = op;
  node.opset = opset;
  node.prepareIndex = operator.prepare.index;
  node.runIndex = operator.run.index;
  for (let input = 0; input < inputs.length; input++) node.inputs.push(inputs[input]);
  node.outputs.push(last.outputs[0]);
  graph.nodes[index] = node;
  return node;
}
