import { Graph } from '../core/graph';
import { Node } from '../core/node';
import { Tensor } from '../core/tensor';

/** Who computes and who reads the values of a graph, as it stood when this was made. */
export class GraphUses {
  private producers: Map<Tensor, Node> = new Map<Tensor, Node>();
  private readers: Map<Tensor, Node> = new Map<Tensor, Node>();
  private counts: Map<Tensor, i32> = new Map<Tensor, i32>();

  constructor(graph: Graph) {
    for (let index = 0; index < graph.nodes.length; index++) {
      const node = graph.nodes[index];
      for (let input = 0; input < node.inputs.length; input++) {
        const tensor = node.inputs[input];
        if (tensor === null) continue;
        this.count(tensor);
        this.readers.set(tensor, node);
      }
      // A graph in an attribute may read it, and no node outside knows how.
      for (let input = 0; input < node.captured.length; input++) this.count(node.captured[input]);
      for (let output = 0; output < node.outputs.length; output++) {
        const tensor = node.outputs[output];
        if (tensor !== null) this.producers.set(tensor, node);
      }
    }
    for (let index = 0; index < graph.outputs.length; index++) {
      const tensor = graph.outputs[index].tensor;
      if (tensor !== null) this.count(tensor);
    }
  }

  private count(tensor: Tensor): void {
    this.counts.set(tensor, (this.counts.has(tensor) ? this.counts.get(tensor) : 0) + 1);
  }

  /** How often the value is read, by nodes, graphs in attributes and as an output of the graph. */
  countOf(tensor: Tensor): i32 {
    return this.counts.has(tensor) ? this.counts.get(tensor) : 0;
  }

  /** The node that reads the value when nothing else does, or null. */
  onlyReader(tensor: Tensor): Node | null {
    return this.lastReader(tensor, 1);
  }

  /** The last node that reads the value when it is read this often in all, or null. */
  lastReader(tensor: Tensor, count: i32): Node | null {
    if (this.countOf(tensor) != count || !this.readers.has(tensor)) return null;
    return this.readers.get(tensor);
  }

  /** The node of ai.onnx of this name that computes the value, or null. */
  producer(tensor: Tensor | null, op: string): Node | null {
    if (tensor === null || !this.producers.has(tensor)) return null;
    const node = this.producers.get(tensor);
    return node.op == op && node.domain.length == 0 ? node : null;
  }

  /** As {@link producer}, and nothing but one node reads the value. */
  onlyProducer(tensor: Tensor | null, op: string): Node | null {
    if (tensor === null || this.countOf(tensor) != 1) return null;
    return this.producer(tensor, op);
  }
}
