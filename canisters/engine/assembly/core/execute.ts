import { RUN_BYTES_MAX } from './limits';
import { currentRegion } from './memory';
import { Node, Prepared } from './node';
import { placeOutputs, placedBytes } from './place-outputs';
import { Plan } from './plan';
import { prepareNode } from './prepare-node';
import { RefusalCode, refusalCode } from './refusal';

/** Runs one step of a plan; the region of the run is in use. False: refused. */
export function runStep(node: Node): bool {
  if (node.isLate) return runLate(node);
  if (node.alias >= 0) node.output(0).data = node.input(node.alias).data;
  node.run();
  return refusalCode == 0;
}

/** Runs a plan from its first step to its last. False: refused. */
export function runPlan(plan: Plan): bool {
  const steps = plan.steps;
  for (let step = 0; step < steps.length; step++) if (!runStep(steps[step])) return false;
  return true;
}

// The values before it are there, so that it can be prepared. What it gives may outlive what it would share, and is copied.
function runLate(node: Node): bool {
  const inputs = node.inputs;
  for (let index = 0; index < inputs.length; index++) {
    const input = inputs[index];
    if (input !== null) input.isValueKnown = true;
  }
  const outcome = prepareNode(node);
  for (let index = 0; index < inputs.length; index++) {
    const input = inputs[index];
    if (input !== null) input.isValueKnown = input.isFixed || input.isConstant;
  }
  if (outcome == Prepared.REFUSED) return false;
  if (outcome == Prepared.WAITS) return refuseAt(node, 'it waits for a value that no node gives');
  if (!node.placesOutputs) {
    if (<u64>currentRegion().heldBytes + placedBytes(node, true) > RUN_BYTES_MAX) {
      return refuseAt(node, 'the values of the run take more than ' + RUN_BYTES_MAX.toString() + ' bytes');
    }
    placeOutputs(node, true);
  }
  node.run();
  return refusalCode == 0;
}

function refuseAt(node: Node, message: string): bool {
  return node.refuse(RefusalCode.TOO_LARGE, message) == Prepared.READY;
}
