import { runPlan } from './execute';
import { Graph } from './graph';
import { Node } from './node';
import { Plan } from './plan';
import { Tensor } from './tensor';

/**
 * A graph in an attribute of a control flow operator, with the plan for the shapes it last ran with: those of its inputs and
 * of what it reads of the graphs around it.
 */
export class Body {
  graph: Graph;
  private node: Node;
  private plan: Plan = new Plan();
  private signature: Array<i32> = new Array<i32>();
  private isPlanned: bool = false;

  constructor(graph: Graph, node: Node) {
    this.graph = graph;
    this.node = node;
  }

  /** Instructions of the last run, estimated. */
  get cost(): f64 {
    return this.plan.cost + this.plan.lateCost;
  }

  /** Runs it once; its inputs have shapes and places. Its outputs lie where the next run overwrites them. False: refused. */
  run(): bool {
    if (!this.isPlanned || !this.isSigned()) {
      this.isPlanned = false;
      if (!this.plan.make(this.graph)) return false;
      this.sign();
      this.isPlanned = true;
    }
    return runPlan(this.plan);
  }

  /** Values that it reads may be others now though their shapes are the same: the next run plans anew. */
  forget(): void {
    this.isPlanned = false;
  }

  /** Returns its memory and that of the graphs in it. */
  free(): void {
    this.plan.free();
    this.isPlanned = false;
    const inner = this.graph.bodies;
    for (let index = 0; index < inner.length; index++) inner[index].free();
  }

  private isSigned(): bool {
    let at = 0;
    const inputs = this.graph.inputs;
    for (let index = 0; index < inputs.length; index++) {
      at = this.compare(inputs[index].tensor!, at);
      if (at < 0) return false;
    }
    const captured = this.node.captured;
    for (let index = 0; index < captured.length; index++) {
      at = this.compare(captured[index], at);
      if (at < 0) return false;
    }
    return true;
  }

  // Where the signature goes on behind the tensor, or -1.
  private compare(tensor: Tensor, at: i32): i32 {
    const signature = this.signature;
    const end = at + 2 + tensor.rank;
    if (end > signature.length) return -1;
    if (signature[at] != tensor.type || signature[at + 1] != tensor.rank) return -1;
    for (let axis = 0; axis < tensor.rank; axis++) {
      if (signature[at + 2 + axis] != tensor.dim(axis)) return -1;
    }
    return end;
  }

  private sign(): void {
    const signature = this.signature;
    signature.length = 0;
    const inputs = this.graph.inputs;
    for (let index = 0; index < inputs.length; index++) note(inputs[index].tensor!, signature);
    const captured = this.node.captured;
    for (let index = 0; index < captured.length; index++) note(captured[index], signature);
  }
}

function note(tensor: Tensor, signature: Array<i32>): void {
  signature.push(tensor.type);
  signature.push(tensor.rank);
  for (let axis = 0; axis < tensor.rank; axis++) signature.push(tensor.dim(axis));
}
