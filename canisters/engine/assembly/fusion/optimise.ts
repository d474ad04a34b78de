import { Graph } from '../core/graph';
import { dropUnread } from './drop-nodes';
import { fuseGelu } from './fuse-gelu';
import { fuseLayerNorm } from './fuse-layer-norm';
import { fuseProducts } from './fuse-products';

/** Makes a graph, and the graphs in it, shorter; constants are folded already. What it computes stays the same. */
export function optimise(graph: Graph): void {
  dropUnread(graph);
  fuseLayerNorm(graph);
  fuseGelu(graph);
  // The nodes of the patterns have lost their readers, and no longer count as readers themselves.
  dropUnread(graph);
  fuseProducts(graph);
  for (let index = 0; index < graph.bodies.length; index++) optimise(graph.bodies[index].graph);
}
