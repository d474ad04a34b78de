import { foldConstants } from '../core/fold';
import { FILE_BYTES_MAX } from '../core/limits';
import { Model } from '../core/model';
import { RefusalCode, refusalCode, refuse } from '../core/refusal';
import { optimise } from '../fusion/optimise';
import { FunctionText, readFunction } from './functions';
import { inlineFunctions } from './inline-functions';
import { linkGraph } from './link-graph';
import { bodies, readGraph } from './read-graph';
import { readOpset } from './read-opset';
import { roundOutputs } from './round-outputs';
import { Reading } from './reading';
import { Wire } from './wire';

let isOptimised: bool = true;

/** Turns the fusion of nodes off or on again, so that a test can compare models with and without. */
export function setOptimised(value: bool): void {
  isOptimised = value;
}

/** Reads a model from a file in memory, which is not needed afterwards. Null: refused. Source: onnx.proto, ModelProto. */
export function readModel(start: usize, length: usize): Model | null {
  const model = new Model();
  bodies.clear();
  const isRead = read(model, start, length) && refusalCode == 0;
  bodies.clear();
  if (isRead) return model;
  model.free();
  return null;
}

function read(model: Model, start: usize, length: usize): bool {
  if (<u64>length > FILE_BYTES_MAX) {
    const expected = 'expected a file of at most ' + FILE_BYTES_MAX.toString() + ' bytes, got ';
    return refuse(RefusalCode.TOO_LARGE, expected + length.toString());
  }
  const reading = new Reading(model.region);
  const functions = new Map<string, FunctionText>();
  // Operator sets and functions may stand behind the graph.
  const wire = new Wire(start, length);
  let graph: Wire | null = null;
  while (wire.next()) {
    if (wire.field == 7) {
      if (graph !== null) return wire.fault('it has two graphs');
      graph = wire.message();
    } else if (wire.field == 8) {
      if (!readOpset(wire.message(), model.opsets)) return false;
    } else if (wire.field == 25) {
      if (!readFunction(wire.message(), functions)) return false;
    } else {
      wire.skip();
    }
  }
  if (!wire.isSound) return false;
  if (graph === null) return refuse(RefusalCode.MALFORMED, 'not a valid ONNX file: it has no graph');
  const text = readGraph(graph, reading, 0, null);
  if (text === null || !inlineFunctions(text, functions, reading)) return false;
  model.graph = text.graph;
  if (!linkGraph(text, null, model.opsets)) return false;
  roundOutputs(model.graph);
  if (!foldConstants(model)) return false;
  if (isOptimised) optimise(model.graph, model.region);
  return model.tryPlan();
}
