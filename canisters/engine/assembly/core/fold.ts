import { Graph } from './graph';
import { FOLDED_BYTES_MAX, FOLDED_COST_MAX } from './limits';
import { useLastingRegion, useRegion } from './memory';
import { Model } from './model';
import { Node, Prepared } from './node';
import { placeOutputs, placedBytes } from './place-outputs';
import { prepareNode } from './prepare-node';
import { refusalCode } from './refusal';

/** What of the bounds is used. */
class Folded {
  bytes: u64 = 0;
  cost: f64 = 0;
}

/**
 * Computes once, while the model is loaded, what depends on constants only, within {@link FOLDED_BYTES_MAX} and
 * {@link FOLDED_COST_MAX}; what is larger stays a node. False: refused.
 */
export function foldConstants(model: Model): bool {
  const before = useRegion(model.region);
  useLastingRegion(model.region);
  const isDone = foldGraph(model.graph, new Folded());
  useRegion(before);
  return isDone;
}

function foldGraph(graph: Graph, folded: Folded): bool {
  const kept = new Array<Node>();
  for (let index = 0; index < graph.nodes.length; index++) {
    const node = graph.nodes[index];
    if (node.isFoldable && hasConstants(node)) {
      const outcome = prepareNode(node);
      if (outcome == Prepared.REFUSED) return false;
      if (outcome == Prepared.READY && node.isFoldable && fits(node, folded)) {
        placeOutputs(node, false);
        node.run();
        if (refusalCode != 0) return false;
        markOutputs(node);
        continue;
      }
    }
    kept.push(node);
  }
  graph.nodes = kept;
  for (let index = 0; index < graph.bodies.length; index++) {
    if (!foldGraph(graph.bodies[index].graph, folded)) return false;
  }
  return true;
}

function hasConstants(node: Node): bool {
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input !== null && !input.isConstant) return false;
  }
  return true;
}

function fits(node: Node, folded: Folded): bool {
  const bytes = folded.bytes + placedBytes(node, false);
  const cost = folded.cost + node.cost;
  if (bytes > FOLDED_BYTES_MAX || !(cost <= FOLDED_COST_MAX)) return false;
  folded.bytes = bytes;
  folded.cost = cost;
  return true;
}

function markOutputs(node: Node): void {
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output === null) continue;
    output.isConstant = true;
    output.isValueKnown = true;
  }
}
