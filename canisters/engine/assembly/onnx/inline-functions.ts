import { Attribute } from '../core/attribute';
import { FUNCTION_DEPTH_MAX } from '../core/limits';
import { RefusalCode, refuse } from '../core/refusal';
import { FunctionText, functionKey } from './functions';
import { NameScope } from './name-scope';
import { readAttribute } from './read-attribute';
import { GraphText, NodeText, bodies, readNode } from './read-graph';
import { Reading } from './reading';
import { Wire } from './wire';

/** Puts the nodes of functions in the place of their calls, in a graph and the graphs in it. False: refused. */
export function inlineFunctions(
  text: GraphText,
  functions: Map<string, FunctionText>,
  reading: Reading,
): bool {
  if (functions.size == 0) return true;
  const inliner = new Inliner(functions, reading);
  return inliner.inGraph(text, 0);
}

class Inliner {
  private functions: Map<string, FunctionText>;
  private reading: Reading;
  private calls: i32 = 0;

  constructor(functions: Map<string, FunctionText>, reading: Reading) {
    this.functions = functions;
    this.reading = reading;
  }

  inGraph(text: GraphText, depth: i32): bool {
    const nodes = new Array<NodeText>();
    for (let index = 0; index < text.nodes.length; index++) {
      if (!this.take(text.nodes[index], nodes, depth)) return false;
    }
    text.nodes = nodes;
    return true;
  }

  // A node that calls no function is kept, its graphs inlined; a call is replaced.
  private take(text: NodeText, nodes: Array<NodeText>, depth: i32): bool {
    const key = functionKey(text.node.domain, text.node.op, text.overload);
    if (this.functions.has(key)) return this.call(this.functions.get(key), text, nodes, depth);
    nodes.push(text);
    const names = text.node.attributes.keys();
    for (let index = 0; index < names.length; index++) {
      const graph = text.node.attributes.get(names[index]).graph;
      if (graph !== null && !this.inGraph(bodies.get(graph), depth)) return false;
    }
    return true;
  }

  private call(called: FunctionText, call: NodeText, nodes: Array<NodeText>, depth: i32): bool {
    const op = call.node.op;
    if (depth >= FUNCTION_DEPTH_MAX) {
      const most = FUNCTION_DEPTH_MAX.toString();
      return refuse(
        RefusalCode.TOO_LARGE,
        'the function ' + op + ' is called deeper than ' + most + ' calls',
      );
    }
    if (call.inputs.length > called.inputs.length || call.outputs.length > called.outputs.length)
      return refuse(RefusalCode.MALFORMED, 'the function ' + op + ' is called with too many values');
    const scope = new NameScope(op + '#' + (this.calls++).toString() + '/');
    for (let index = 0; index < called.inputs.length; index++) {
      scope.bind(called.inputs[index], index < call.inputs.length ? call.inputs[index] : '');
    }
    for (let index = 0; index < call.outputs.length; index++) {
      const name = call.outputs[index];
      const inner = called.outputs[index];
      if (name.length == 0) continue;
      if (scope.names.has(inner)) nodes.push(this.copyNode(scope.rename(inner), name));
      else scope.bind(inner, name);
    }
    scope.attributes = call.node.attributes;
    return this.readBody(called, call, scope, nodes, depth);
  }

  private readBody(
    called: FunctionText,
    call: NodeText,
    scope: NameScope,
    nodes: Array<NodeText>,
    depth: i32,
  ): bool {
    if (!this.addDefaults(called, scope)) return false;
    const wire = new Wire(called.start, called.length);
    while (wire.next()) {
      if (wire.field != 7) {
        wire.skip();
        continue;
      }
      const text = readNode(wire.message(), this.reading, 0, scope);
      if (text === null) return false;
      setOpsets(text, called.opsets);
      if (text.node.name.length == 0) text.node.name = call.node.name;
      if (!this.take(text, nodes, depth + 1)) return false;
    }
    return wire.isSound;
  }

  private addDefaults(called: FunctionText, scope: NameScope): bool {
    const wire = new Wire(called.start, called.length);
    let attributes: Map<string, Attribute> | null = null;
    while (wire.next()) {
      if (wire.field != 11) {
        wire.skip();
        continue;
      }
      const attribute = readAttribute(wire.message(), this.reading, 0, null);
      if (attribute === null) return false;
      if (scope.attributes.has(attribute.name)) continue;
      if (attributes === null) attributes = copyOf(scope.attributes);
      attributes.set(attribute.name, attribute);
    }
    if (attributes !== null) scope.attributes = attributes;
    return wire.isSound;
  }

  // A function may hand an input on as an output.
  private copyNode(from: string, to: string): NodeText {
    const text = new NodeText();
    text.node.op = 'Identity';
    text.inputs.push(from);
    text.outputs.push(to);
    return text;
  }
}

function copyOf(attributes: Map<string, Attribute>): Map<string, Attribute> {
  const copy = new Map<string, Attribute>();
  const names = attributes.keys();
  for (let index = 0; index < names.length; index++) copy.set(names[index], attributes.get(names[index]));
  return copy;
}

// The text of a function imports operator sets of its own, for the graphs in it, too.
function setOpsets(text: NodeText, opsets: Map<string, i32>): void {
  text.opsets = opsets;
  const names = text.node.attributes.keys();
  for (let index = 0; index < names.length; index++) {
    const graph = text.node.attributes.get(names[index]).graph;
    if (graph === null) continue;
    const nodes = bodies.get(graph).nodes;
    for (let inner = 0; inner < nodes.length; inner++) setOpsets(nodes[inner], opsets);
  }
}
