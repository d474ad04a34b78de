import { BOOL, NAT32 } from '../candid/candid-type';
import { Value, numberValue, recordValue } from '../candid/candid-value';
import { DIM_OPEN, Port } from '../core/graph';
import { RefusalCode, refuse } from '../core/refusal';
import { findReady } from '../store/find-model';
import { QUERY_INSTRUCTIONS_MAX } from './infer-query';
import { ESTIMATE } from './interface-types';
import { LoadedModel, checkIdle, loadedModel, planCost } from './loaded-models';
import { refuseInput } from './method-error';
import { findPort, namesOf, readShape } from './read-tensors';
import { costValue } from './read-models';

/** What an inference with inputs of these shapes takes. Null: refused. Context: query, as it makes a plan of its own. */
export function estimateInference(request: Value): Value | null {
  const version = request.field('model_version');
  const record = findReady(request.field('model_name').text, version.isThere ? version.content.text : '');
  const loaded: LoadedModel | null = record === null ? null : loadedModel(record);
  if (loaded === null || !checkIdle(loaded)) return null;
  const model = loaded.model;
  if (loaded.language !== null) {
    refuse(RefusalCode.UNSUPPORTED, 'the model writes text: what a token costs stands in the list of models');
    return null;
  }
  const inputs = model.graph.inputs;
  for (let index = 0; index < inputs.length; index++) if (!shapeOpen(inputs[index])) return null;
  const shapes = request.field('shapes');
  for (let index = 0; index < shapes.items.length; index++) {
    const name = shapes.items[index].field('name').text;
    const port = findPort(inputs, name);
    if (port === null) {
      refuseInput(name, 'the model has no such input; it has ' + namesOf(inputs));
      return null;
    }
    if (!readShape(port, shapes.items[index].field('shape'))) return null;
  }
  if (!model.makePlan()) return null;
  const cost = planCost(model);
  const value = recordValue(ESTIMATE);
  value.items.push(costValue(cost));
  value.items.push(numberValue(NAT32, <u64>model.plan.steps.length));
  value.items.push(numberValue(BOOL, model.plan.hasLate ? 1 : 0));
  value.items.push(numberValue(BOOL, cost.instructions <= QUERY_INSTRUCTIONS_MAX ? 1 : 0));
  return value;
}

function shapeOpen(port: Port): bool {
  const tensor = port.tensor!;
  tensor.beginShape(port.type, port.dims.length);
  for (let axis = 0; axis < port.dims.length; axis++) {
    tensor.setDim(axis, port.dims[axis] == DIM_OPEN ? 1 : port.dims[axis]);
  }
  return tensor.endShape() || refuseInput(port.name, 'the shape ' + tensor.shapeText() + ' is too large');
}
