import { Graph } from './graph';
import { allocateValue } from './memory';
import { Node, Prepared } from './node';
import { Plan } from './plan';

/** Runs one step of a plan; the region of the run is in use. False: refused. */
export function runStep(node: Node): bool {
  if (node.isLate) return runAlone(node);
  if (node.alias >= 0) node.output(0).data = node.input(node.alias).data;
  node.run();
  return true;
}

/** Runs a plan from its first step to its last. False: refused. */
export function runPlan(plan: Plan): bool {
  const steps = plan.steps;
  for (let step = 0; step < steps.length; step++) if (!runStep(steps[step])) return false;
  return true;
}

/** Runs the body of a control flow operator; its inputs have shapes and places. False: refused. */
export function runBody(graph: Graph): bool {
  for (let index = 0; index < graph.nodes.length; index++) if (!runAlone(graph.nodes[index])) return false;
  return true;
}

function runAlone(node: Node): bool {
  for (let index = 0; index < node.inputs.length; index++) {
    const input = node.inputs[index];
    if (input !== null) input.isValueKnown = true;
  }
  const outcome = node.prepare();
  if (outcome != Prepared.READY) return false;
  place(node);
  node.run();
  return true;
}

// A value that the plan did not foresee may outlive what it would share, so that it is copied.
function place(node: Node): void {
  for (let index = 0; index < node.outputs.length; index++) {
    const output = node.outputs[index];
    if (output === null) continue;
    output.data = allocateValue(output.byteSize);
    if (index == 0 && node.alias >= 0) memory.copy(output.data, node.input(node.alias).data, output.byteSize);
  }
  node.scratch = node.scratchSize > 0 ? allocateValue(node.scratchSize) : 0;
}
