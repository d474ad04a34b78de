import { runPlan } from './execute';
import { useLastingRegion, useRegion } from './memory';
import { DIM_OPEN, Graph } from './graph';
import { resetIterations } from './iterations';
import { Plan } from './plan';
import { RefusalCode, clearRefusal, refusalCode, refuse } from './refusal';
import { Region } from './region';

/** A loaded model: its graph, the memory of its weights, and the plan for the shapes it was last asked with. */
export class Model {
  graph: Graph = new Graph();
  /** Versions of the operator sets that the model imports, by domain; '' is ai.onnx. */
  opsets: Map<string, i32> = new Map<string, i32>();
  region: Region = new Region();
  plan: Plan = new Plan();
  private values: Region = new Region();
  private signature: Array<i32> = new Array<i32>();

  /** Makes the plan for the shapes that the inputs have now, unless the last plan was for the same. False: refused. */
  makePlan(): bool {
    useLastingRegion(this.region);
    const shapes = this.inputShapes();
    if (isSame(shapes, this.signature)) return true;
    this.signature = new Array<i32>();
    if (!this.plan.make(this.graph)) return false;
    this.signature = shapes;
    return true;
  }

  /**
   * Plans with the shapes that the model names, each open dimension 1, so that what the engine does not have is refused when
   * the model is loaded. Shapes that do not fit each other are not: others may. False: refused.
   */
  tryPlan(): bool {
    useLastingRegion(this.region);
    const inputs = this.graph.inputs;
    let isOpen = false;
    for (let index = 0; index < inputs.length; index++) {
      const port = inputs[index];
      const tensor = port.tensor!;
      tensor.beginShape(port.type, port.dims.length);
      for (let axis = 0; axis < port.dims.length; axis++) {
        if (port.dims[axis] == DIM_OPEN) isOpen = true;
        tensor.setDim(axis, port.dims[axis] == DIM_OPEN ? 1 : port.dims[axis]);
      }
      if (!tensor.endShape()) {
        return refuse(
          RefusalCode.TOO_LARGE,
          'input "' + port.name + '" would have the shape ' + tensor.shapeText(),
        );
      }
      if (!port.hasShape) {
        isOpen = true;
        tensor.isShapeKnown = false;
      }
    }
    if (!isOpen) return this.makePlan();
    const isPlanned = this.plan.make(this.graph);
    this.plan.free();
    if (isPlanned) return true;
    if (refusalCode == RefusalCode.UNSUPPORTED || refusalCode == RefusalCode.TOO_LARGE) return false;
    clearRefusal();
    return true;
  }

  /** Makes ready for a run: values of the run before are lost. */
  beginRun(): void {
    this.values.reset();
    resetIterations();
    useRegion(this.values);
    useLastingRegion(this.region);
  }

  /** Makes ready for the next steps of a run that another message began. */
  resumeRun(): void {
    useRegion(this.values);
  }

  /** Runs from the first node to the last; the inputs have places. False: refused. */
  run(): bool {
    if (!this.makePlan()) return false;
    this.beginRun();
    return runPlan(this.plan);
  }

  /** Returns all memory; the model is not used afterwards. */
  free(): void {
    const bodies = this.graph.bodies;
    for (let index = 0; index < bodies.length; index++) bodies[index].free();
    this.plan.free();
    this.values.free();
    this.region.free();
  }

  private inputShapes(): Array<i32> {
    const shapes = new Array<i32>();
    const inputs = this.graph.inputs;
    for (let index = 0; index < inputs.length; index++) {
      const tensor = inputs[index].tensor!;
      shapes.push(tensor.type);
      shapes.push(tensor.rank);
      for (let axis = 0; axis < tensor.rank; axis++) shapes.push(tensor.dim(axis));
    }
    return shapes;
  }
}

// The empty list stands for no plan; a model without inputs makes its plan anew.
function isSame(one: Array<i32>, other: Array<i32>): bool {
  if (one.length == 0 || one.length != other.length) return false;
  for (let index = 0; index < one.length; index++) if (one[index] != other[index]) return false;
  return true;
}
