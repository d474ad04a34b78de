import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';

/**
 * Notes at a node what its body reads of the graphs around it: that must be computed before the node, and live until it has
 * run.
 */
export function captureOuter(node: Node, body: Graph): void {
  const seen = new Set<Tensor>();
  for (let index = 0; index < node.captured.length; index++) seen.add(node.captured[index]);
  for (let index = 0; index < body.nodes.length; index++) {
    const inner = body.nodes[index];
    for (let input = 0; input < inner.inputs.length; input++) capture(node, inner.inputs[input], body, seen);
    for (let input = 0; input < inner.captured.length; input++) {
      capture(node, inner.captured[input], body, seen);
    }
  }
  for (let index = 0; index < body.outputs.length; index++) {
    capture(node, body.outputs[index].tensor, body, seen);
  }
}

function capture(node: Node, tensor: Tensor | null, body: Graph, seen: Set<Tensor>): void {
  if (tensor === null || tensor.isConstant || seen.has(tensor)) return;
  seen.add(tensor);
  if (body.values.has(tensor.name) && body.values.get(tensor.name) === tensor) return;
  node.captured.push(tensor);
}
