import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';

/** Takes nodes out of a graph. */
export function dropNodes(graph: Graph, dropped: Set<Node>): void {
  if (dropped.size == 0) return;
  const kept = new Array<Node>();
  for (let index = 0; index < graph.nodes.length; index++) {
    const node = graph.nodes[index];
    if (!dropped.has(node)) kept.push(node);
  }
  graph.nodes = kept;
}

/** Takes out the nodes whose values nothing reads, from the last to the first. */
export function dropUnread(graph: Graph): void {
  const read = new Set<Tensor>();
  for (let index = 0; index < graph.outputs.length; index++) {
    const tensor = graph.outputs[index].tensor;
    if (tensor !== null) read.add(tensor);
  }
  const dropped = new Set<Node>();
  for (let index = graph.nodes.length - 1; index >= 0; index--) {
    const node = graph.nodes[index];
    if (!isRead(node, read)) {
      dropped.add(node);
      continue;
    }
    for (let input = 0; input < node.inputs.length; input++) {
      const tensor = node.inputs[input];
      if (tensor !== null) read.add(tensor);
    }
    for (let input = 0; input < node.captured.length; input++) read.add(node.captured[input]);
  }
  dropNodes(graph, dropped);
}

function isRead(node: Node, read: Set<Tensor>): bool {
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output !== null && read.has(output)) return true;
  }
  return false;
}
