import { Graph } from '../core/graph';
import { Region } from '../core/region';
import { dropUnread } from './drop-nodes';
import { fuseAttention } from './fuse-attention';
import { fuseGelu } from './fuse-gelu';
import { fuseLayerNorm } from './fuse-layer-norm';
import { fuseProducts } from './fuse-products';

/**
 * Makes a graph, and the graphs in it, shorter; constants are folded already. What it computes stays the same. Constants that it
 * needs beside those of the file are put into the region.
 */
export function optimise(graph: Graph, region: Region): void {
  dropUnread(graph);
  fuseLayerNorm(graph);
  fuseGelu(graph);
  fuseAttention(graph, region);
  // The nodes of the patterns have lost their readers, and no longer count as readers themselves.
  dropUnread(graph);
  fuseProducts(graph);
  for (let index = 0; index < graph.bodies.length; index++) optimise(graph.bodies[index].graph, region);
}
