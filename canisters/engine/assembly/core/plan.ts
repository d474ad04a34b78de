import { ArenaLayout } from './arena-layout';
import { Graph } from './graph';
import { ARENA_BYTES_MAX, KNOWN_BYTES_MAX, KNOWN_COST_MAX, LIVE_VALUES_MAX } from './limits';
import { useRegion } from './memory';
import { Node, Prepared } from './node';
import { overwrittenInput } from './overwritten-input';
import { placeOutputs, placedBytes } from './place-outputs';
import { prepareNode } from './prepare-node';
import { RefusalCode, refusalCode, refuse } from './refusal';
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
  private knownBytes: u64 = 0;
  private knownCost: f64 = 0;
  private arena: usize = 0;
  arenaSize: usize = 0;
  /** Instructions of one run, estimated; nodes that wait are not in it. */
  cost: f64 = 0;
  hasLate: bool = false;

  /** Instructions of the nodes that wait, estimated from the run before; 0 before the first. */
  get lateCost(): f64 {
    let cost: f64 = 0;
    for (let step = 0; step < this.steps.length; step++) {
      if (this.steps[step].isLate) cost += this.steps[step].cost;
    }
    return cost;
  }

  /** Makes the plan; the inputs of the graph have their shapes. False: refused, and the plan is void. */
  make(graph: Graph): bool {
    this.free();
    forgetValues(graph);
    const before = useRegion(this.known);
    const isMade = this.admitAll(graph) && this.place(graph);
    useRegion(before);
    if (!isMade) this.free();
    return isMade;
  }

  /** Returns the memory; the plan is void. */
  free(): void {
    this.known.free();
    this.knownBytes = 0;
    this.knownCost = 0;
    if (this.arena != 0) heap.free(this.arena);
    this.arena = 0;
    this.arenaSize = 0;
    this.steps = new Array<Node>();
    this.cost = 0;
    this.hasLate = false;
  }

  private admitAll(graph: Graph): bool {
    const nodes = graph.nodes;
    for (let index = 0; index < nodes.length; index++) if (!this.admit(nodes[index])) return false;
    return true;
  }

  private admit(node: Node): bool {
    node.isLate = !hasShapes(node);
    if (!node.isLate) {
      const outcome = prepareNode(node);
      if (outcome == Prepared.REFUSED) return false;
      if (outcome == Prepared.WAITS) node.isLate = true;
    }
    if (node.isLate) {
      node.cost = 0;
      this.hasLate = true;
      hideOutputs(node);
    } else if (node.isFoldable && (node.isFromShapes || hasValues(node)) && this.fits(node)) {
      placeOutputs(node, false);
      node.run();
      showOutputs(node);
      return refusalCode == 0;
    } else {
      this.cost += node.cost;
    }
    this.steps.push(node);
    return true;
  }

  private fits(node: Node): bool {
    const bytes = this.knownBytes + placedBytes(node, false);
    const cost = this.knownCost + node.cost;
    if (bytes > KNOWN_BYTES_MAX || !(cost <= KNOWN_COST_MAX)) return false;
    this.knownBytes = bytes;
    this.knownCost = cost;
    return true;
  }

  private place(graph: Graph): bool {
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
        if (output === null) continue;
        const end = max(output.lastUse, step);
        const taken = index == 0 ? overwrittenInput(node, step) : null;
        if (taken === null) {
          output.data = <usize>layout.place(<u64>output.byteSize, step, end);
        } else {
          output.data = taken.data;
          layout.extend(<u64>taken.data, end);
        }
        output.isInArena = true;
      }
      if (node.scratchSize > 0) node.scratch = <usize>layout.place(<u64>node.scratchSize, step, step);
      if (!isWithin(layout)) return false;
    }
    this.arenaSize = <usize>layout.size;
    this.arena = this.arenaSize > 0 ? heap.alloc(this.arenaSize) : 0;
    for (let step = 0; step < steps.length; step++) moveTo(this.arena, steps[step]);
    return true;
  }
}

function isWithin(layout: ArenaLayout): bool {
  if (layout.size > ARENA_BYTES_MAX) {
    const most = ARENA_BYTES_MAX.toString();
    return refuse(RefusalCode.TOO_LARGE, 'the values of a run take more than ' + most + ' bytes');
  }
  if (layout.liveCount <= LIVE_VALUES_MAX) return true;
  const most = LIVE_VALUES_MAX.toString();
  return refuse(RefusalCode.TOO_LARGE, 'expected at most ' + most + ' values at the same time, got more');
}

function forgetValues(graph: Graph): void {
  for (let index = 0; index < graph.inputs.length; index++) forgetValue(graph.inputs[index].tensor!);
  for (let index = 0; index < graph.nodes.length; index++) {
    const outputs = graph.nodes[index].outputs;
    for (let output = 0; output < outputs.length; output++) {
      const tensor = outputs[output];
      if (tensor === null) continue;
      tensor.isShapeKnown = false;
      forgetValue(tensor);
    }
  }
  for (let index = 0; index < graph.bodies.length; index++) graph.bodies[index].forget();
}

function forgetValue(tensor: Tensor): void {
  tensor.isValueKnown = false;
  tensor.isFixed = false;
  tensor.isInArena = false;
  tensor.lastUse = -1;
  tensor.aliasOf = null;
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
    if (output === null) continue;
    output.isValueKnown = true;
    output.isFixed = true;
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
