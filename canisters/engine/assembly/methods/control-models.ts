import { NAT64 } from '../candid/candid-type';
import { Value, numberValue, recordValue } from '../candid/candid-value';
import { RefusalCode, refuse } from '../core/refusal';
import { findVersion } from '../store/find-model';
import { ModelRecord, ModelState } from '../store/model-record';
import {
  dropRecord, instructionsPerMessage, nextActivation, setInstructionsPerMessage, writeRecord,
} from '../store/model-table'; // prettier-ignore
import { SETTINGS } from './interface-types';
import { RunCost, dropLoaded, loadedModel } from './loaded-models';
import { nothing, refuseInput } from './method-error';
import { costValue } from './read-models';

/** A message of the network has some more, for what stands beside the steps. Source: subnet_config.rs, 40 G for an update. */
const INSTRUCTIONS_PER_MESSAGE_MAX: u64 = 30_000_000_000;

/** Makes a model answer; refused, with the reason by name, when the engine cannot run it. */
export function loadModel(request: Value): Value | null {
  const record = named(request);
  if (record === null) return null;
  if (record.state == ModelState.UPLOADING) {
    refuse(RefusalCode.CONFLICT, 'the file is still being uploaded: finish that first');
    return null;
  }
  const loaded = loadedModel(record);
  if (loaded === null) return null;
  record.state = ModelState.READY;
  record.activation = nextActivation();
  writeRecord(record);
  const cost = loaded.cost;
  return costValue(cost === null ? new RunCost() : cost);
}

/** Ends a model's answers and returns its heap. */
export function unloadModel(request: Value): Value | null {
  const record = named(request);
  if (record === null || !dropLoaded(record)) return null;
  if (record.state == ModelState.READY) {
    record.state = ModelState.STORED;
    writeRecord(record);
  }
  return nothing();
}

/** Forgets a model, or an upload. */
export function deleteModel(request: Value): Value | null {
  const record = named(request);
  if (record === null || !dropLoaded(record)) return null;
  dropRecord(record);
  return nothing();
}

export function readSettings(): Value {
  const value = recordValue(SETTINGS);
  value.items.push(numberValue(NAT64, instructionsPerMessage()));
  return value;
}

export function configure(request: Value): Value | null {
  const instructions = request.field('instructions_per_message').bits;
  if (instructions == 0 || instructions > INSTRUCTIONS_PER_MESSAGE_MAX) {
    const most = INSTRUCTIONS_PER_MESSAGE_MAX.toString();
    refuseInput('instructions_per_message', 'expected 1 to ' + most + ', got ' + instructions.toString());
    return null;
  }
  setInstructionsPerMessage(instructions);
  return nothing();
}

function named(request: Value): ModelRecord | null {
  const name = request.field('name').text;
  const version = request.field('version').text;
  const record = findVersion(name, version);
  if (record === null)
    refuse(RefusalCode.NOT_FOUND, 'there is no model "' + name + '" in version "' + version + '"');
  return record;
}
