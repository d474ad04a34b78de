import { TEXT } from '../candid/candid-type';
import { Value, numberValue, recordValue, spanValue, textValue } from '../candid/candid-value';
import { BLOB, NAT64 } from '../candid/candid-type';
import { runStep } from '../core/execute';
import { Port } from '../core/graph';
import { Region } from '../core/region';
import { RefusalCode, refusalCode, refuse } from '../core/refusal';
import { findReady } from '../store/find-model';
import { INFER_RESPONSE, TENSORS } from './interface-types';
import { checkIdle, loadedModel, planCost } from './loaded-models';
import { refuseInput } from './method-error';
import { findPort, namesOf, readTensors } from './read-tensors';
import { tensorValue } from './tensor-values';
import { Progress, Work, instructionsSoFar } from './work';

/** The counter of instructions is asked when steps of this estimate have run, and before steps that have none. */
const INSTRUCTIONS_UNWATCHED: f64 = 50_000_000;

/** One inference: the request, the model, and how far it is. */
export class Inference extends Work {
  /** Elements that the request has in another width. */
  narrowed: Region = new Region();
  outputs: Array<Port> = new Array<Port>();
  step: i32 = 0;

  /** What the plan takes from here on, estimated. */
  get needed(): u64 {
    return planCost(this.loaded.model).instructions;
  }

  next(): string {
    const steps = this.loaded.model.plan.steps;
    if (this.step >= steps.length) return 'the end';
    const node = steps[this.step];
    return node.op + ' "' + node.name + '"';
  }

  advance(limit: u64): i32 {
    this.loaded.model.resumeRun();
    const steps = this.loaded.model.plan.steps;
    const unwatchedMax = min(INSTRUCTIONS_UNWATCHED, <f64>limit / 4);
    let unwatched: f64 = 0;
    for (let isFirst = true; this.step < steps.length; isFirst = false) {
      const node = steps[this.step];
      unwatched += node.cost;
      if (!isFirst && (unwatched > unwatchedMax || node.isLate)) {
        if (<f64>instructionsSoFar() + node.cost > <f64>limit) return Progress.MORE;
        unwatched = 0;
      }
      if (!runStep(node) || refusalCode != 0) return Progress.REFUSED;
      this.step++;
    }
    return Progress.DONE;
  }

  response(): Value {
    const record = this.loaded.record;
    const value = recordValue(INFER_RESPONSE);
    value.items.push(textValue(TEXT, record.name));
    value.items.push(textValue(TEXT, record.version));
    value.items.push(spanValue(BLOB, record.sha256, 32));
    value.items.push(this.request.field('id'));
    const outputs = new Value(TENSORS);
    for (let index = 0; index < this.outputs.length; index++) {
      const port = this.outputs[index];
      outputs.items.push(tensorValue(port.name, port.tensor!));
    }
    value.items.push(outputs);
    value.items.push(numberValue(NAT64, this.spent + instructionsSoFar()));
    return value;
  }

  free(): void {
    this.narrowed.free();
  }
}

/** Checks a request and plans it; nothing has run. Null: refused. */
export function beginInference(request: Value): Inference | null {
  const inference = prepareInference(request);
  if (inference === null) return null;
  if (chooseOutputs(inference.loaded.model.graph.outputs, request.field('outputs'), inference.outputs)) {
    return inference;
  }
  inference.free();
  return null;
}

/** The same without a choice of outputs, for any request with a model and inputs. */
export function prepareInference(request: Value): Inference | null {
  const version = request.field('model_version');
  const record = findReady(request.field('model_name').text, version.isThere ? version.content.text : '');
  if (record === null) return null;
  const loaded = loadedModel(record);
  if (loaded === null || !checkIdle(loaded)) return null;
  if (loaded.language !== null) {
    refuse(RefusalCode.UNSUPPORTED, 'the model writes text: ask it by generate');
    return null;
  }
  const inference = new Inference(loaded, request);
  const graph = loaded.model.graph;
  if (!readTensors(graph, request.field('inputs'), inference.narrowed) || !loaded.model.makePlan()) {
    inference.free();
    return null;
  }
  loaded.model.beginRun();
  return inference;
}

function chooseOutputs(all: Array<Port>, names: Value, chosen: Array<Port>): bool {
  if (!names.isThere) {
    for (let index = 0; index < all.length; index++) chosen.push(all[index]);
    return true;
  }
  const list = names.content;
  for (let index = 0; index < list.count; index++) {
    const pair = list.start + ((<usize>index) << 3);
    const name = String.UTF8.decodeUnsafe(<usize>load<u32>(pair), <usize>load<u32>(pair, 4));
    const port = findPort(all, name);
    if (port === null) return refuseInput(name, 'the model has no such output; it has ' + namesOf(all));
    if (chosen.includes(port)) return refuseInput(name, 'the output is asked for twice');
    chosen.push(port);
  }
  return true;
}
