import { Attribute, AttributeKind, attributeKindName } from './attribute';
import { dataTypeName } from './data-type';
import { Graph } from './graph';
import { RefusalCode, refuse } from './refusal';
import { Tensor } from './tensor';

/** How a node's preparation ended. */
export namespace Prepared {
  /** Refused: the reason is noted. */
  export const REFUSED: i32 = 0;
  /** Type and shape of every output are set. */
  export const READY: i32 = 1;
  /** The value of an input decides the shape, and it is not known before the run. */
  export const WAITS: i32 = 2;
}

/**
 * Checks types, shapes and attributes; sets type and shape of every output that is there, `scratchSize` and `cost`. Called when
 * the plan is made, and again when shapes change; in a run for nodes that wait. Allocates no tensor memory.
 */
export type Prepare = (node: Node) => i32;

/** Computes the outputs from the inputs. All have places; allocates nothing but strings. */
export type Run = (node: Node) => void;

/** What a node remembers between preparation and run; operators derive their own. */
export class State {}

/** One operator of the graph with its values. */
export class Node {
  name: string = '';
  op: string = '';
  domain: string = '';
  /** Version of the operator set that the model imports for the domain. */
  opset: i32 = 0;
  /** Null stands for an optional value that is not given. */
  inputs: Array<Tensor | null> = new Array<Tensor | null>();
  outputs: Array<Tensor | null> = new Array<Tensor | null>();
  /** Values of this graph and those around it that the node's subgraphs read. */
  captured: Array<Tensor> = new Array<Tensor>();
  attributes: Map<string, Attribute> = new Map<string, Attribute>();
  /** Places of the operator's two functions in the module's table; a field cannot have the type of a function of a node. */
  prepareIndex: u32 = 0;
  runIndex: u32 = 0;
  state: State | null = null;
  /** Bytes beside the outputs, as the last preparation asked; 16-aligned at `scratch` during the run. */
  scratchSize: usize = 0;
  scratch: usize = 0;
  /** Instructions of one run, estimated. */
  cost: f64 = 0;
  /** Index of the input that output 0 equals byte for byte, or -1. `run` leaves output 0 alone: it shares the memory. */
  alias: i32 = -1;
  /**
   * Inputs that `run` may write output 0 over, a bit for each index: each element is read before the one at its place is written.
   * The plan does so when nothing reads the input afterwards.
   */
  mayOverwrite: u32 = 0;
  /** The outputs follow from the shapes of the inputs alone, so that they are known while the plan is made. */
  isFromShapes: bool = false;
  /** Two runs may differ (random numbers) or act on subgraphs: never folded. */
  isFoldable: bool = true;
  /** Takes sequences and optional values. */
  takesSequences: bool = false;
  /** `run` gives outputs their shapes and places. */
  placesOutputs: bool = false;
  /** Prepared in the run, after the values before it are there. The plan's own. */
  isLate: bool = false;

  /** See {@link Prepare}. */
  prepare(): i32 {
    return call_indirect<i32>(this.prepareIndex, this);
  }

  /** See {@link Run}. */
  run(): void {
    call_indirect<void>(this.runIndex, this);
  }

  hasInput(index: i32): bool {
    return index < this.inputs.length && this.inputs[index] !== null;
  }

  hasOutput(index: i32): bool {
    return index < this.outputs.length && this.outputs[index] !== null;
  }

  /** An input that the operator must have; loading refuses a node without it by {@link needInputs}. */
  input(index: i32): Tensor {
    return this.inputs[index]!;
  }

  output(index: i32): Tensor {
    return this.outputs[index]!;
  }

  /** The attribute, or null when it is not given. One of another kind is refused, which ends the preparation. */
  private attribute(name: string, kind: i32): Attribute | null {
    if (!this.attributes.has(name)) return null;
    const attribute = this.attributes.get(name);
    if (attribute.kind == kind) return attribute;
    const got = attributeKindName(attribute.kind);
    const expected = attributeKindName(kind);
    this.refuse(
      RefusalCode.MALFORMED,
      'attribute "' + name + '": expected kind ' + expected + ', got ' + got,
    );
    return null;
  }

  int(name: string, otherwise: i64): i64 {
    const attribute = this.attribute(name, AttributeKind.INT);
    return attribute === null ? otherwise : attribute.i;
  }

  float(name: string, otherwise: f32): f32 {
    const attribute = this.attribute(name, AttributeKind.FLOAT);
    return attribute === null ? otherwise : attribute.f;
  }

  /** The integers of an attribute, or null when it is not given. */
  ints(name: string): Array<i64> | null {
    const attribute = this.attribute(name, AttributeKind.INTS);
    return attribute === null ? null : attribute.ints;
  }

  floats(name: string): Array<f32> | null {
    const attribute = this.attribute(name, AttributeKind.FLOATS);
    return attribute === null ? null : attribute.floats;
  }

  strings(name: string): Array<Uint8Array> | null {
    const attribute = this.attribute(name, AttributeKind.STRINGS);
    return attribute === null ? null : attribute.strings;
  }

  /** A string attribute as text. */
  text(name: string, otherwise: string): string {
    const attribute = this.attribute(name, AttributeKind.STRING);
    return attribute === null ? otherwise : String.UTF8.decode(attribute.s!.buffer);
  }

  tensorAttribute(name: string): Tensor | null {
    const attribute = this.attribute(name, AttributeKind.TENSOR);
    return attribute === null ? null : attribute.tensor;
  }

  graph(name: string): Graph | null {
    const attribute = this.attribute(name, AttributeKind.GRAPH);
    return attribute === null ? null : attribute.graph;
  }

  /** Refuses by the node's name; ends a preparation. */
  refuse(code: i32, message: string): i32 {
    refuse(code, this.op + (this.name.length > 0 ? ' "' + this.name + '"' : '') + ': ' + message);
    return Prepared.REFUSED;
  }

  /** Refuses a type of an input that the operator does not take. */
  refuseType(tensor: Tensor): i32 {
    return this.refuse(
      RefusalCode.UNSUPPORTED,
      'the type ' + dataTypeName(tensor.type) + ' is not supported',
    );
  }

  /** Refuses inputs whose shapes contradict each other, and shows them. */
  refuseShapes(): i32 {
    let shapes = this.input(0).shapeText();
    for (let index = 1; index < this.inputs.length; index++) {
      if (this.hasInput(index)) shapes += ', ' + this.input(index).shapeText();
    }
    return this.refuse(
      RefusalCode.INVALID_INPUT,
      'the shapes of the inputs do not fit each other: ' + shapes,
    );
  }

  /** Ends the shape of an output; {@link Prepared.READY}, or a refusal when it is too large. */
  ready(output: Tensor): i32 {
    if (output.endShape()) return Prepared.READY;
    return this.refuse(RefusalCode.TOO_LARGE, 'the output would have the shape ' + output.shapeText());
  }
}
