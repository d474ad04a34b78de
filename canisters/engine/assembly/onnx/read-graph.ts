import { Attribute } from '../core/attribute';
import { DataType } from '../core/data-type';
import { DIM_OPEN, Graph, Port } from '../core/graph';
import { Node } from '../core/node';
import { RefusalCode, refuse } from '../core/refusal';
import { Region } from '../core/region';
import { Tensor } from '../core/tensor';
import { readTensor } from './read-tensor';
import { Wire, WireType } from './wire';

/** How deep graphs may lie in attributes of nodes of graphs. */
const DEPTH_MAX: i32 = 8;

/** A node as the file names it: values by name. */
export class NodeText {
  node: Node = new Node();
  inputs: Array<string> = new Array<string>();
  outputs: Array<string> = new Array<string>();
}

/** A graph as the file gives it, its nodes not linked yet. */
export class GraphText {
  graph: Graph = new Graph();
  nodes: Array<NodeText> = new Array<NodeText>();
}

/** Texts of the graphs in attributes, found by the graph; filled while a model is read. */
export const bodies = new Map<Graph, GraphText>();

/** Reads a graph. Null: refused. Source: onnx.proto, GraphProto. */
export function readGraph(wire: Wire, region: Region, depth: i32): GraphText | null {
  if (depth > DEPTH_MAX) {
    refuse(RefusalCode.TOO_LARGE, 'graphs lie deeper in each other than ' + DEPTH_MAX.toString());
    return null;
  }
  const text = new GraphText();
  const graph = text.graph;
  while (wire.next()) {
    switch (wire.field) {
      case 1: {
        const node = readNode(wire.message(), region, depth);
        if (node === null) return null;
        text.nodes.push(node);
        break;
      }
      case 2: graph.name = wire.text(); break; // prettier-ignore
      case 5: {
        const tensor = readTensor(wire.message(), region);
        if (tensor === null) return null;
        if (graph.values.has(tensor.name)) return twice(tensor.name);
        graph.values.set(tensor.name, tensor);
        graph.constants.push(tensor);
        break;
      }
      case 11: graph.inputs.push(readPort(wire.message())); break; // prettier-ignore
      case 12: graph.outputs.push(readPort(wire.message())); break; // prettier-ignore
      case 15:
        refuse(RefusalCode.UNSUPPORTED, 'sparse initializers are not supported');
        return null;
      default: wire.skip(); // prettier-ignore
    }
  }
  return wire.isSound ? text : null;
}

function twice(name: string): GraphText | null {
  refuse(RefusalCode.MALFORMED, 'the value "' + name + '" is defined twice');
  return null;
}

function readNode(wire: Wire, region: Region, depth: i32): NodeText | null {
  const text = new NodeText();
  const node = text.node;
  while (wire.next()) {
    switch (wire.field) {
      case 1: text.inputs.push(wire.text()); break; // prettier-ignore
      case 2: text.outputs.push(wire.text()); break; // prettier-ignore
      case 3: node.name = wire.text(); break; // prettier-ignore
      case 4: node.op = wire.text(); break; // prettier-ignore
      case 5: {
        const attribute = readAttribute(wire.message(), region, depth);
        if (attribute === null) return null;
        node.attributes.set(attribute.name, attribute);
        break;
      }
      case 7: node.domain = wire.text(); break; // prettier-ignore
      default: wire.skip(); // prettier-ignore
    }
  }
  if (node.domain == 'ai.onnx') node.domain = '';
  return wire.isSound ? text : null;
}

// Source: onnx.proto, AttributeProto. Old files leave the kind out; the field that is there tells it.
function readAttribute(wire: Wire, region: Region, depth: i32): Attribute | null {
  const attribute = new Attribute();
  while (wire.next()) {
    switch (wire.field) {
      case 1: attribute.name = wire.text(); break; // prettier-ignore
      case 2: attribute.f = reinterpret<f32>(wire.fixed32()); break; // prettier-ignore
      case 3: attribute.i = <i64>wire.varint(); break; // prettier-ignore
      case 4: attribute.s = wire.bytes(); break; // prettier-ignore
      case 5: {
        const tensor = readTensor(wire.message(), region);
        if (tensor === null) return null;
        attribute.tensor = tensor;
        break;
      }
      case 6: {
        const body = readGraph(wire.message(), region, depth + 1);
        if (body === null) return null;
        attribute.graph = body.graph;
        bodies.set(body.graph, body);
        break;
      }
      case 7: wire.floats(attribute.floats); break; // prettier-ignore
      case 8: wire.varints(attribute.ints); break; // prettier-ignore
      case 9: attribute.strings.push(wire.bytes()); break; // prettier-ignore
      case 20: attribute.kind = <i32>wire.varint(); break; // prettier-ignore
      default: wire.skip(); // prettier-ignore
    }
  }
  return wire.isSound ? attribute : null;
}

// Source: onnx.proto, ValueInfoProto, TypeProto, TensorShapeProto.
function readPort(wire: Wire): Port {
  const port = new Port();
  while (wire.next()) {
    if (wire.field == 1) port.name = wire.text();
    else if (wire.field == 2) readType(wire.message(), port);
    else wire.skip();
  }
  return port;
}

function readType(wire: Wire, port: Port): void {
  while (wire.next()) {
    if (wire.field != 1) {
      wire.skip();
      continue;
    }
    const tensor = wire.message();
    while (tensor.next()) {
      if (tensor.field == 1) {
        const type = <i32>tensor.varint();
        port.type = type == DataType.FLOAT16 || type == DataType.BFLOAT16 ? DataType.FLOAT : type;
      } else if (tensor.field == 2) {
        readShape(tensor.message(), port);
      } else {
        tensor.skip();
      }
    }
  }
}

function readShape(wire: Wire, port: Port): void {
  port.hasShape = true;
  while (wire.next()) {
    if (wire.field != 1) {
      wire.skip();
      continue;
    }
    let size: i64 = DIM_OPEN;
    const dim = wire.message();
    while (dim.next()) {
      if (dim.field == 1 && dim.type == WireType.VARINT) size = <i64>dim.varint();
      else dim.skip();
    }
    port.dims.push(size < 0 || size > <i64>i32.MAX_VALUE ? DIM_OPEN : <i32>size);
  }
}
