import { DataType, elementSize } from '../core/data-type';
import { Port } from '../core/graph';
import { RefusalCode, refuse } from '../core/refusal';
import { GraphText, NodeText } from './read-graph';

/** Ends of the names of the two tensors that stand for a map, or for a sequence of maps with the same keys. */
export const MAP_KEYS: string = '.keys';
export const MAP_VALUES: string = '.values';

/**
 * The engine has no maps: one named `m` is the tensors `m.keys` of shape `[K]` and `m.values`: `[K]` for a single map, `[rows, K]`
 * for the maps of the rows that ZipMap makes. Inputs and outputs of a model are split likewise. False: refused, when another
 * operator than DictVectorizer and CastMap reads a map.
 */
export function splitMaps(text: GraphText): bool {
  const maps = new Set<string>();
  const graph = text.graph;
  const inputs = new Array<Port>();
  for (let index = 0; index < graph.inputs.length; index++) {
    const port = graph.inputs[index];
    const element = port.element;
    if (port.mapKey == 0) {
      if (element !== null && element.mapKey != 0) return unsupported('input "' + port.name + '" holds maps');
      inputs.push(port);
      continue;
    }
    if (element === null || elementSize(element.type) == 0 || elementSize(port.mapKey) == 0)
      return unsupported('input "' + port.name + '" is a map of other types than those of tensors');
    maps.add(port.name);
    inputs.push(half(port.name + MAP_KEYS, port.mapKey));
    inputs.push(half(port.name + MAP_VALUES, element.type));
  }
  graph.inputs = inputs;
  for (let index = 0; index < text.nodes.length; index++) splitOutput(text.nodes[index], maps);
  if (maps.size == 0) return true;
  for (let index = 0; index < text.nodes.length; index++) {
    if (!splitInput(text.nodes[index], maps)) return false;
  }
  const outputs = new Array<Port>();
  for (let index = 0; index < graph.outputs.length; index++) {
    const port = graph.outputs[index];
    if (!maps.has(port.name)) {
      outputs.push(port);
      continue;
    }
    outputs.push(half(port.name + MAP_KEYS, DataType.UNDEFINED));
    outputs.push(half(port.name + MAP_VALUES, DataType.UNDEFINED));
  }
  graph.outputs = outputs;
  return true;
}

function half(name: string, type: i32): Port {
  const port = new Port();
  port.name = name;
  port.type = type;
  return port;
}

function splitOutput(text: NodeText, maps: Set<string>): void {
  const isZip = text.node.domain == 'ai.onnx.ml' && text.node.op == 'ZipMap';
  if (!isZip || text.outputs.length != 1) return;
  const name = text.outputs[0];
  maps.add(name);
  text.outputs = [name + MAP_VALUES, name + MAP_KEYS];
}

function splitInput(text: NodeText, maps: Set<string>): bool {
  const op = text.node.op;
  for (let index = 0; index < text.inputs.length; index++) {
    const name = text.inputs[index];
    if (!maps.has(name)) continue;
    const takesMaps = text.node.domain == 'ai.onnx.ml' && (op == 'DictVectorizer' || op == 'CastMap');
    if (!takesMaps) return unsupported(op + ' reads the map "' + name + '"');
    text.inputs = [name + MAP_KEYS, name + MAP_VALUES];
    return true;
  }
  return true;
}

function unsupported(reason: string): bool {
  return refuse(RefusalCode.UNSUPPORTED, reason + ': maps are read by DictVectorizer and CastMap only');
}
