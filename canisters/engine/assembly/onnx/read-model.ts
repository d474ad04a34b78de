import { foldConstants } from '../core/fold';
import { Model } from '../core/model';
import { useRegion } from '../core/memory';
import { RefusalCode, refuse } from '../core/refusal';
import { linkGraph } from './link-graph';
import { bodies, readGraph } from './read-graph';
import { Wire } from './wire';

/** Newest operator set of ai.onnx whose text the engine follows. Source: onnx, docs/Versioning. */
export const OPSET_MAX: i32 = 27;

/** Reads a model from a file in memory, which is not needed afterwards. Null: refused. Source: onnx.proto, ModelProto. */
export function readModel(start: usize, length: usize): Model | null {
  const model = new Model();
  bodies.clear();
  const isRead = read(model, start, length);
  bodies.clear();
  if (isRead) return model;
  model.free();
  return null;
}

function read(model: Model, start: usize, length: usize): bool {
  if (!readOpsets(model, new Wire(start, length))) return false;
  const wire = new Wire(start, length);
  let hasGraph = false;
  while (wire.next()) {
    if (wire.field == 7 && !hasGraph) {
      hasGraph = true;
      const text = readGraph(wire.message(), model.region, 0);
      if (text === null) return false;
      model.graph = text.graph;
      if (!linkGraph(text, null, model.opsets)) return false;
    } else if (wire.field == 25) {
      return refuse(RefusalCode.UNSUPPORTED, 'functions of the model itself are not supported: inline them');
    } else {
      wire.skip();
    }
  }
  if (!wire.isSound) return false;
  if (!hasGraph) return refuse(RefusalCode.MALFORMED, 'not a valid ONNX file: it has no graph');
  useRegion(model.region);
  return foldConstants(model.graph);
}

function readOpsets(model: Model, wire: Wire): bool {
  while (wire.next()) {
    if (wire.field != 8) {
      wire.skip();
      continue;
    }
    const opset = wire.message();
    let domain = '';
    let version: i64 = 0;
    while (opset.next()) {
      if (opset.field == 1) domain = opset.text();
      else if (opset.field == 2) version = <i64>opset.varint();
      else opset.skip();
    }
    if (!opset.isSound) return false;
    if (domain == 'ai.onnx') domain = '';
    if (version < 1 || version > <i64>i32.MAX_VALUE)
      return refuse(RefusalCode.MALFORMED, 'an operator set has no valid version');
    if (domain == '' && version > OPSET_MAX) {
      return refuse(
        RefusalCode.UNSUPPORTED,
        'opset ' + version.toString() + ' is newer than ' + OPSET_MAX.toString(),
      );
    }
    model.opsets.set(domain, <i32>version);
  }
  return wire.isSound;
}
