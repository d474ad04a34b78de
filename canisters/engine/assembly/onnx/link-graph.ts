import { Graph, Port } from '../core/graph';
import { Node } from '../core/node';
import { findOperator } from '../core/operator-table';
import { RefusalCode, refuse } from '../core/refusal';
import { Tensor } from '../core/tensor';
import { GraphText, NodeText, bodies } from './read-graph';

/**
 * Joins the nodes of a graph by their values, in an order in which each value is computed before it is read. Refused: a value
 * that nothing defines or two nodes define, a cycle, an operator that the engine does not have.
 */
export function linkGraph(text: GraphText, outer: Graph | null, opsets: Map<string, i32>): bool {
  const graph = text.graph;
  graph.outer = outer;
  if (!definePorts(graph)) return false;
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
  return order(graph, text.nodes);
}

function definePorts(graph: Graph): bool {
  const kept = new Array<Port>();
  for (let index = 0; index < graph.inputs.length; index++) {
    const port = graph.inputs[index];
    if (graph.values.has(port.name)) {
      // An initializer gives it a value: the engine takes that always.
      if (graph.values.get(port.name).isConstant) continue;
      return refuse(RefusalCode.MALFORMED, 'the value "' + port.name + '" is defined twice');
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
  for (let index = 0; index < text.outputs.length; index++) {
    const name = text.outputs[index];
    if (name.length == 0) {
      text.node.outputs.push(null);
      continue;
    }
    if (graph.values.has(name))
      return refuse(RefusalCode.MALFORMED, 'the value "' + name + '" is defined twice');
    const tensor = new Tensor(name);
    graph.values.set(name, tensor);
    text.node.outputs.push(tensor);
  }
  return true;
}

function linkNode(graph: Graph, text: NodeText, opsets: Map<string, i32>): bool {
  const node = text.node;
  for (let index = 0; index < text.inputs.length; index++) {
    const name = text.inputs[index];
    if (name.length == 0) {
      node.inputs.push(null);
      continue;
    }
    const tensor = graph.find(name);
    if (tensor === null) return unknown(name, 'an input of ' + node.op + ' "' + node.name + '"');
    node.inputs.push(tensor);
  }
  if (!chooseOperator(node, opsets)) return false;
  const names = node.attributes.keys();
  for (let index = 0; index < names.length; index++) {
    const body = node.attributes.get(names[index]).graph;
    if (body === null) continue;
    node.isFoldable = false;
    if (!linkGraph(bodies.get(body), graph, opsets)) return false;
    capture(node, body, body);
  }
  return true;
}

function chooseOperator(node: Node, opsets: Map<string, i32>): bool {
  // XGBoost leaves the operator set of ai.onnx out of its models; its newest meaning is taken then.
  const opset = opsets.has(node.domain) ? opsets.get(node.domain) : i32.MAX_VALUE;
  const operator = findOperator(node.domain, node.op, opset);
  if (operator === null) {
    const domain = node.domain.length > 0 ? node.domain + '.' : '';
    return refuse(
      RefusalCode.UNSUPPORTED,
      'the operator ' + domain + node.op + ' (opset ' + opset.toString() + ') is not supported',
    );
  }
  node.opset = opset;
  node.prepareIndex = operator.prepare.index;
  node.runIndex = operator.run.index;
  let given = node.inputs.length;
  while (given > 0 && node.inputs[given - 1] === null) given--;
  for (let index = 0; index < operator.inputsMin; index++) {
    if (!node.hasInput(index)) {
      return refuse(
        RefusalCode.MALFORMED,
        node.op + ' "' + node.name + '" lacks its input ' + index.toString(),
      );
    }
  }
  if (given > operator.inputsMax) {
    return refuse(
      RefusalCode.MALFORMED,
      node.op + ' "' + node.name + '" has ' + given.toString() + ' inputs',
    );
  }
  return true;
}

// What a body reads of the graphs around it must live until the node has run, and be computed before.
function capture(node: Node, body: Graph, whole: Graph): void {
  for (let index = 0; index < body.nodes.length; index++) {
    const inner = body.nodes[index];
    for (let input = 0; input < inner.inputs.length; input++) captureOne(node, inner.inputs[input], whole);
    for (let input = 0; input < inner.captured.length; input++)
      captureOne(node, inner.captured[input], whole);
  }
  for (let index = 0; index < body.outputs.length; index++)
    captureOne(node, body.outputs[index].tensor, whole);
}

function captureOne(node: Node, tensor: Tensor | null, body: Graph): void {
  if (tensor === null || tensor.isConstant) return;
  if (body.values.has(tensor.name) && body.values.get(tensor.name) === tensor) return;
  if (!node.captured.includes(tensor)) node.captured.push(tensor);
}

/** Kahn's algorithm; nodes without an order among them keep that of the file. */
function order(graph: Graph, texts: Array<NodeText>): bool {
  const producers = new Map<Tensor, i32>();
  for (let index = 0; index < texts.length; index++) {
    const outputs = texts[index].node.outputs;
    for (let output = 0; output < outputs.length; output++) {
      const tensor = outputs[output];
      if (tensor !== null) producers.set(tensor, index);
    }
  }
  const waits = new StaticArray<i32>(texts.length);
  const readers = new Array<Array<i32>>(texts.length);
  for (let index = 0; index < texts.length; index++) readers[index] = new Array<i32>();
  for (let index = 0; index < texts.length; index++) {
    const node = texts[index].node;
    for (let input = 0; input < node.inputs.length; input++)
      wait(producers, node.inputs[input], index, readers, waits);
    for (let input = 0; input < node.captured.length; input++)
      wait(producers, node.captured[input], index, readers, waits);
  }
  const ready = new Array<i32>();
  for (let index = 0; index < texts.length; index++) if (waits[index] == 0) ready.push(index);
  for (let head = 0; head < ready.length; head++) {
    graph.nodes.push(texts[ready[head]].node);
    const following = readers[ready[head]];
    for (let index = 0; index < following.length; index++)
      if (--waits[following[index]] == 0) ready.push(following[index]);
  }
  if (ready.length == texts.length) return true;
  return refuse(RefusalCode.MALFORMED, 'the nodes of the graph read each other in a cycle');
}

function wait(
  producers: Map<Tensor, i32>,
  tensor: Tensor | null,
  reader: i32,
  readers: Array<Array<i32>>,
  waits: StaticArray<i32>,
): void {
  if (tensor === null || !producers.has(tensor)) return;
  readers[producers.get(tensor)].push(reader);
  waits[reader]++;
}

function unknown(name: string, reader: string): bool {
  return refuse(RefusalCode.MALFORMED, 'the value "' + name + '" is ' + reader + ' and nothing defines it');
}
