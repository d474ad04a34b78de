import { Body } from './body';
import { Node } from './node';
import { Tensor } from './tensor';

/** A dimension that the model leaves to the request. */
export const DIM_OPEN: i32 = -1;

/** What the model says of one of its inputs or outputs; a dimension may be {@link DIM_OPEN}. */
export class Port {
  name: string = '';
  type: i32 = 0;
  /** The type that the file names: half precision is `type` float in the engine. */
  fileType: i32 = 0;
  hasShape: bool = false;
  dims: Array<i32> = new Array<i32>();
  tensor: Tensor | null = null;
  /** Of a sequence or an optional value: the type of what is in it. */
  element: Port | null = null;
  /** Of a map: the type of its keys; `element` is its value. 0: no map. */
  mapKey: i32 = 0;
}

/** A graph in an order in which every value is computed before it is read. Bodies of control flow are graphs, too. */
export class Graph {
  name: string = '';
  nodes: Array<Node> = new Array<Node>();
  /** Inputs that a request gives; those with an initializer are optional and stand in `optional`. */
  inputs: Array<Port> = new Array<Port>();
  outputs: Array<Port> = new Array<Port>();
  constants: Array<Tensor> = new Array<Tensor>();
  /** Every tensor by its name in this graph; a name not found here belongs to the graph around it. */
  values: Map<string, Tensor> = new Map<string, Tensor>();
  outer: Graph | null = null;
  /** Of a graph in an attribute: how it runs. */
  body: Body | null = null;
  /** Graphs in attributes of the nodes. */
  bodies: Array<Body> = new Array<Body>();

  find(name: string): Tensor | null {
    if (this.values.has(name)) return this.values.get(name);
    const outer = this.outer;
    return outer === null ? null : outer.find(name);
  }
}
