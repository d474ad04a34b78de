import { ArenaLayout } from './arena-layout';
import { placeOutputs } from './fold';
import { Graph } from './graph';
import { useRegion } from './memory';
import { Node, Prepared } from './node';
import { Region } from './region';
import { Tensor } from './tensor';

const FOREVER: i32 = i32.MAX_VALUE;

/**
 * How a graph runs with inputs of certain shapes: which nodes, in which order, and where every value lies in one block. Values
 * that follow from the shapes are computed while the plan is made; nodes whose shapes follow from values wait for the run.
 */
export class Plan {
  steps: Array<Node> = new Array<Node>();
  /** Values computed while the plan was made. */
  private known: Region = new Region();
  private arena: usize = 0;
  arenaSize: usize = 0;
  /** Instructions of one run, estimated; nodes that wait are not in it. */
  cost: f64 = 0;
  hasLate: bool = false;

  /** Makes the plan; the inputs of the graph have their shapes. False: refused, and the plan is void. */
  make(graph: Graph): bool {
    this.free();
    this.steps = new Array<Node>();
    this.cost = 0;
    this.hasLate = false;
    forgetShapes(graph);
    useRegion(this.known);
    for (let index = 0; index < graph.nodes.length; index++) {
      if (!this.admit(graph.nodes[index])) return false;
    }
    this.place(graph);
    return true;
  }

  /** Returns the memory. */
  free(): void {
    this.known.free();
    if (this.arena != 0) heap.free(this.arena);
    this.arena = 0;
    this.arenaSize = 0;
  }

  private admit(node: Node): bool {
    node.isLate = !hasShapes(node);
    if (!node.isLate) {
      const outcome = node.prepare();
      if (outcome == Prepared.REFUSED) return false;
      if (outcome == Prepared.WAITS) node.isLate = true;
    }
    if (node.isLate) {
      this.hasLate = true;
      hideOutputs(node);
    } else if (node.isFoldable && (node.isFromShapes || hasValues(node))) {
      placeOutputs(node);
      node.run();
      showOutputs(node);
      return true;
    } else {
      this.cost += node.cost;
    }
    this.steps.push(node);
    return true;
  }

  private place(graph: Graph): void {
    const steps = this.steps;
    for (let step = 0; step < steps.length; step++) markUses(steps[step], step);
    for (let index = 0; index < graph.outputs.length; index++) {
      const tensor = graph.outputs[index].tensor;
      if (tensor !== null) extendUse(tensor, FOREVER);
    }
    const layout = new ArenaLayout();
    for (let step = 0; step < steps.length; step++) {
      const node = steps[step];
      if (node.isLate) continue;
      for (let index = node.alias >= 0 ? 1 : 0; index < node.outputs.length; index++) {
        const output = node.outputs[index];
        if (output !== null) output.data = layout.place(output.byteSize, step, max(output.lastUse, step));
      }
      if (node.scratchSize > 0) node.scratch = layout.place(node.scratchSize, step, step);
    }
    this.arenaSize = layout.size;
    this.arena = layout.size > 0 ? heap.alloc(layout.size) : 0;
    for (let step = 0; step < steps.length; step++) moveTo(this.arena, steps[step]);
  }
}

function forgetShapes(graph: Graph): void {
  for (let index = 0; index < graph.inputs.length; index++) {
    const tensor = graph.inputs[index].tensor!;
    if (!tensor.isConstant) tensor.isValueKnown = false;
  }
  for (let index = 0; index < graph.nodes.length; index++) {
    const outputs = graph.nodes[index].outputs;
    for (let output = 0; output < outputs.length; output++) {
      const tensor = outputs[output];
      if (tensor === null) continue;
      tensor.isShapeKnown = false;
      tensor.isValueKnown = false;
      tensor.lastUse = -1;
      tensor.aliasOf = null;
    }
  }
}

function hasShapes(node: Node): bool {
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input !== null && !input.isShapeKnown) return false;
  }
  return true;
}

function hasValues(node: Node): bool {
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input !== null && !input.isValueKnown) return false;
  }
  return true;
}

function hideOutputs(node: Node): void {
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output !== null) output.isShapeKnown = false;
  }
}

function showOutputs(node: Node): void {
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output !== null) output.isValueKnown = true;
  }
}

function markUses(node: Node, step: i32): void {
  if (node.alias >= 0 && node.hasOutput(0)) node.output(0).aliasOf = node.input(node.alias);
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input !== null) extendUse(input, step);
  }
  for (let index = 0; index < node.captured.length; index++) extendUse(node.captured[index], step);
}

function extendUse(tensor: Tensor, step: i32): void {
  let root: Tensor | null = tensor;
  while (root !== null) {
    root.lastUse = max(root.lastUse, step);
    root = root.aliasOf;
  }
}

function moveTo(arena: usize, node: Node): void {
  if (node.isLate) return;
  for (let index = node.alias >= 0 ? 1 : 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output !== null) output.data += arena;
  }
  if (node.scratchSize > 0) node.scratch += arena;
}
