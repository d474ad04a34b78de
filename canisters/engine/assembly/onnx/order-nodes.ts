import { Graph } from '../core/graph';
import { RefusalCode, refuse } from '../core/refusal';
import { Tensor } from '../core/tensor';
import { NodeText } from './read-graph';

/**
 * Hands the nodes to the graph in an order in which each value is computed before it is read; nodes without an order among
 * them keep that of the file as far as it goes. False: they read each other in a cycle. Source: Kahn, Topological sorting of
 * large networks, 1962.
 */
export function orderNodes(graph: Graph, texts: Array<NodeText>): bool {
  const producers = new Map<Tensor, i32>();
  for (let index = 0; index < texts.length; index++) {
    const outputs = texts[index].node.outputs;
    for (let output = 0; output < outputs.length; output++) {
      const tensor = outputs[output];
      if (tensor !== null) producers.set(tensor, index);
    }
  }
  const waits = new StaticArray<i32>(texts.length);
  const readers = new Array<Array<i32>>(texts.length);
  for (let index = 0; index < texts.length; index++) readers[index] = new Array<i32>();
  for (let index = 0; index < texts.length; index++) {
    const node = texts[index].node;
    for (let input = 0; input < node.inputs.length; input++) {
      wait(producers, node.inputs[input], index, readers, waits);
    }
    for (let input = 0; input < node.captured.length; input++) {
      wait(producers, node.captured[input], index, readers, waits);
    }
  }
  const ready = new Array<i32>();
  for (let index = 0; index < texts.length; index++) if (waits[index] == 0) ready.push(index);
  for (let head = 0; head < ready.length; head++) {
    graph.nodes.push(texts[ready[head]].node);
    const following = readers[ready[head]];
    for (let index = 0; index < following.length; index++) {
      if (--waits[following[index]] == 0) ready.push(following[index]);
    }
  }
  if (ready.length == texts.length) return true;
  return refuse(RefusalCode.MALFORMED, 'the nodes of the graph read each other in a cycle');
}

function wait(
  producers: Map<Tensor, i32>,
  tensor: Tensor | null,
  reader: i32,
  readers: Array<Array<i32>>,
  waits: StaticArray<i32>,
): void {
  if (tensor === null || !producers.has(tensor)) return;
  readers[producers.get(tensor)].push(reader);
  waits[reader]++;
}
