import { Graph } from '../core/graph';
import { GRAPH_DEPTH_MAX } from '../core/limits';
import { Node } from '../core/node';
import { RefusalCode, refuse } from '../core/refusal';
import { NameScope } from './name-scope';
import { readAttribute } from './read-attribute';
import { readPort } from './read-port';
import { readTensor } from './read-tensor';
import { Reading } from './reading';
import { Wire } from './wire';

/** A node as the file names it: values by name. */
export class NodeText {
  node: Node = new Node();
  inputs: Array<string> = new Array<string>();
  outputs: Array<string> = new Array<string>();
  /** Tells functions of the same name apart. */
  overload: string = '';
  /** Operator sets that the text around the node imports; null: those of the model. */
  opsets: Map<string, i32> | null = null;
}

/** A graph as the file gives it, its nodes not linked yet. */
export class GraphText {
  graph: Graph = new Graph();
  nodes: Array<NodeText> = new Array<NodeText>();
}

/** Texts of the graphs in attributes, found by the graph; filled while a model is read. */
export const bodies = new Map<Graph, GraphText>();

/** Reads a graph, in a function with names of the scope. Null: refused. Source: onnx.proto, GraphProto. */
export function readGraph(
  wire: Wire,
  reading: Reading,
  depth: i32,
  scope: NameScope | null,
): GraphText | null {
  if (depth > GRAPH_DEPTH_MAX) {
    refuse(RefusalCode.TOO_LARGE, 'graphs lie deeper in each other than ' + GRAPH_DEPTH_MAX.toString());
    return null;
  }
  const text = new GraphText();
  const graph = text.graph;
  while (wire.next()) {
    switch (wire.field) {
      case 1: {
        const node = readNode(wire.message(), reading, depth, scope);
        if (node === null) return null;
        if (!areFree(scope, node.outputs)) return null;
        text.nodes.push(node);
        break;
      }
      case 2: graph.name = wire.text(); break; // prettier-ignore
      case 5:
        if (!readInitializer(wire.message(), reading, graph, scope)) return null;
        break;
      case 11:
      case 12: {
        if (!reading.countName()) return null;
        const port = wire.message();
        (wire.field == 11 ? graph.inputs : graph.outputs).push(readPort(port, scope));
        if (!port.isSound) return null;
        break;
      }
      case 15:
        refuse(RefusalCode.UNSUPPORTED, 'sparse initializers are not supported');
        return null;
      default: wire.skip(); // prettier-ignore
    }
  }
  for (let index = 0; index < graph.inputs.length; index++) {
    if (!isFree(scope, graph.inputs[index].name)) return null;
  }
  return wire.isSound ? text : null;
}

function readInitializer(wire: Wire, reading: Reading, graph: Graph, scope: NameScope | null): bool {
  if (!reading.countTensor()) return false;
  const tensor = readTensor(wire, reading.region);
  if (tensor === null) return false;
  if (scope !== null) tensor.name = scope.rename(tensor.name);
  if (!isFree(scope, tensor.name)) return false;
  if (graph.values.has(tensor.name))
    return refuse(RefusalCode.MALFORMED, 'the value "' + tensor.name + '" is defined twice');
  graph.values.set(tensor.name, tensor);
  graph.constants.push(tensor);
  return true;
}

// In a body, a name of the caller stands for the caller's value; a second meaning would mix them up.
function isFree(scope: NameScope | null, name: string): bool {
  if (scope === null || name.length == 0 || !scope.callerNames.has(name)) return true;
  return refuse(
    RefusalCode.UNSUPPORTED,
    'a graph in a function defines the function\'s value "' + name + '" anew',
  );
}

function areFree(scope: NameScope | null, names: Array<string>): bool {
  for (let index = 0; index < names.length; index++) if (!isFree(scope, names[index])) return false;
  return true;
}

/** Reads a node; in a function, with the names of the scope. Null: refused. Source: onnx.proto, NodeProto. */
export function readNode(wire: Wire, reading: Reading, depth: i32, scope: NameScope | null): NodeText | null {
  if (!reading.countNode()) return null;
  const text = new NodeText();
  const node = text.node;
  while (wire.next()) {
    switch (wire.field) {
      case 1:
      case 2: {
        if (!reading.countName()) return null;
        const names = wire.field == 1 ? text.inputs : text.outputs;
        const name = wire.text();
        names.push(scope === null ? name : scope.rename(name));
        break;
      }
      case 3: node.name = wire.text(); break; // prettier-ignore
      case 4: node.op = wire.text(); break; // prettier-ignore
      case 5: {
        const attribute = readAttribute(wire.message(), reading, depth, scope);
        if (attribute === null) return null;
        if (node.attributes.has(attribute.name)) {
          wire.fault('a node has the attribute "' + attribute.name + '" twice');
          break;
        }
        if (attribute.name.startsWith('fused_')) {
          wire.fault('a node has the attribute "' + attribute.name + '", which is the engine\'s own');
          break;
        }
        let value = attribute;
        if (attribute.reference.length > 0) {
          // A reference to an attribute that the caller leaves out leaves it out here.
          if (scope === null || !scope.attributes.has(attribute.reference)) {
            if (scope === null) wire.fault('a node refers to an attribute of a function and is in none');
            break;
          }
          value = scope.attributes.get(attribute.reference);
          if (value.graph !== null) {
            refuse(RefusalCode.UNSUPPORTED, 'attributes of functions that are graphs are not supported');
            return null;
          }
        }
        node.attributes.set(attribute.name, value);
        break;
      }
      case 7: node.domain = wire.text(); break; // prettier-ignore
      case 8: text.overload = wire.text(); break; // prettier-ignore
      default: wire.skip(); // prettier-ignore
    }
  }
  if (node.domain == 'ai.onnx') node.domain = '';
  return wire.isSound ? text : null;
}
