import { Body } from '../core/body';
import { dataTypeName, elementSize } from '../core/data-type';
import { Graph, Port } from '../core/graph';
import { RefusalCode, refuse } from '../core/refusal';
import { Tensor } from '../core/tensor';
import { captureOuter } from './capture-outer';
import { chooseOperator } from './choose-operator';
import { orderNodes } from './order-nodes';
import { GraphText, NodeText, bodies } from './read-graph';
import { splitMaps } from './split-maps';

/**
 * Joins the nodes of a graph by their values, in an order in which each value is computed before it is read. Refused: a value
 * that nothing defines or two nodes define, a cycle, an operator that the engine does not have.
 */
export function linkGraph(text: GraphText, outer: Graph | null, opsets: Map<string, i32>): bool {
  const graph = text.graph;
  graph.outer = outer;
  if (!splitMaps(text) || !definePorts(graph)) return false;
  for (let index = 0; index < text.nodes.length; index++) {
    if (!defineOutputs(graph, text.nodes[index])) return false;
  }
  for (let index = 0; index < text.nodes.length; index++) {
    if (!linkNode(graph, text.nodes[index], opsets)) return false;
  }
  for (let index = 0; index < graph.outputs.length; index++) {
    const port = graph.outputs[index];
    port.tensor = graph.find(port.name);
    if (port.tensor === null) return unknown(port.name, 'an output of the graph');
  }
  return orderNodes(graph, text.nodes);
}

function definePorts(graph: Graph): bool {
  const kept = new Array<Port>();
  for (let index = 0; index < graph.inputs.length; index++) {
    const port = graph.inputs[index];
    if (graph.values.has(port.name)) {
      // An initializer gives it a value: the engine takes that always. The inputs of a body are counted, not named.
      const isDefault = graph.values.get(port.name).isConstant && graph.outer === null;
      if (isDefault) continue;
      return definedTwice(port.name);
    }
    if (graph.outer === null && elementSize(port.type) == 0) {
      return refuse(
        RefusalCode.UNSUPPORTED,
        'input "' + port.name + '": the type ' + dataTypeName(port.type) + ' is not supported',
      );
    }
    const tensor = new Tensor(port.name);
    tensor.type = port.type;
    port.tensor = tensor;
    graph.values.set(port.name, tensor);
    kept.push(port);
  }
  graph.inputs = kept;
  return true;
}

function defineOutputs(graph: Graph, text: NodeText): bool {
  const outputs = text.outputs;
  let count = outputs.length;
  while (count > 0 && outputs[count - 1].length == 0) count--;
  for (let index = 0; index < count; index++) {
    const name = outputs[index];
    const tensor = new Tensor(name);
    text.node.outputs.push(tensor);
    // A value between others that nobody reads is computed all the same: operators need not ask for it.
    if (name.length == 0) continue;
    if (graph.values.has(name)) return definedTwice(name);
    graph.values.set(name, tensor);
  }
  return true;
}

function linkNode(graph: Graph, text: NodeText, opsets: Map<string, i32>): bool {
  const node = text.node;
  let given = text.inputs.length;
  while (given > 0 && text.inputs[given - 1].length == 0) given--;
  for (let index = 0; index < given; index++) {
    const name = text.inputs[index];
    if (name.length == 0) {
      node.inputs.push(null);
      continue;
    }
    const tensor = graph.find(name);
    if (tensor === null) return unknown(name, 'an input of ' + node.op + ' "' + node.name + '"');
    node.inputs.push(tensor);
  }
  const own = text.opsets;
  if (!chooseOperator(node, own === null ? opsets : own)) return false;
  const names = node.attributes.keys();
  for (let index = 0; index < names.length; index++) {
    const body = node.attributes.get(names[index]).graph;
    if (body === null) continue;
    node.isFoldable = false;
    if (!linkGraph(bodies.get(body), graph, opsets)) return false;
    captureOuter(node, body);
    body.body = new Body(body, node);
    graph.bodies.push(body.body!);
  }
  return true;
}

function definedTwice(name: string): bool {
  return refuse(RefusalCode.MALFORMED, 'the value "' + name + '" is defined twice');
}

function unknown(name: string, reader: string): bool {
  return refuse(RefusalCode.MALFORMED, 'the value "' + name + '" is ' + reader + ' and nothing defines it');
}
