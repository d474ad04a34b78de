import { Graph } from './graph';
import { allocateValue } from './memory';
import { Node, Prepared } from './node';

/** Whether every input that is given is a constant of the model. */
function isConstant(node: Node): bool {
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input !== null && !input.isConstant) return false;
  }
  return true;
}

/** Gives outputs and scratch their places among the values that are computed now. */
export function placeOutputs(node: Node): void {
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output === null) continue;
    if (index == 0 && node.alias >= 0) output.data = node.input(node.alias).data;
    else output.data = allocateValue(output.byteSize);
  }
  node.scratch = node.scratchSize > 0 ? allocateValue(node.scratchSize) : 0;
}

/** Computes once, while the model is loaded, what depends on constants only. False: refused. */
export function foldConstants(graph: Graph): bool {
  const kept = new Array<Node>();
  for (let index = 0; index < graph.nodes.length; index++) {
    const node = graph.nodes[index];
    if (!node.isFoldable || !isConstant(node)) {
      kept.push(node);
      continue;
    }
    const outcome = node.prepare();
    if (outcome == Prepared.REFUSED) return false;
    if (outcome == Prepared.WAITS) {
      kept.push(node);
      continue;
    }
    placeOutputs(node);
    node.run();
    for (let output = 0; output < node.outputs.length; output++) {
      const tensor = node.outputs[output];
      if (tensor === null) continue;
      tensor.isConstant = true;
      tensor.isValueKnown = true;
    }
  }
  graph.nodes = kept;
  return true;
}
