import { RefusalCode, clearRefusal, refuse } from '../core/refusal';
import { Model } from '../core/model';
import { cacheBytes } from '../gguf/key-value-cache';
import { tokenCost } from '../gguf/forward';
import { Workspace } from '../gguf/workspace';
import { readModel } from '../onnx/read-model';
import { ModelFormat, ModelRecord, ModelState } from '../store/model-record';
import { MODELS_MAX, fileOffset, records } from '../store/model-table';
import { in_replicated_execution } from '../system/ic0';
import { readStable } from '../system/stable-memory';
import { freeLanguage, readLanguage } from './read-language';

/** What a run takes, estimated. Units: instructions, bytes. */
export class RunCost {
  instructions: u64 = 0;
  weightBytes: u64 = 0;
  arenaBytes: u64 = 0;
}

/** A model in the heap, made from its file. */
export class LoadedModel {
  record: ModelRecord;
  model: Model;
  /** Of a file that holds a language model; the graph is empty then. */
  language: Workspace | null = null;
  /** With open dimensions as 1, or of one token; null when such shapes do not fit each other. */
  cost: RunCost | null = null;
  /** An inference that goes on in further messages holds its values here: nobody else may use the model. */
  isBusy: bool = false;

  constructor(record: ModelRecord, model: Model) {
    this.record = record;
    this.model = model;
  }
}

/** What the first and the second touch of 4 KiB of memory cost, spread over its bytes. Source: dfinity/ic, pull request 10789. */
const INSTRUCTIONS_PER_BYTE_READ: f64 = 1.22;
const INSTRUCTIONS_PER_BYTE_WRITTEN: f64 = 3.2;

/** What each message costs beside the steps: reading the request, writing the answer. */
const INSTRUCTIONS_BESIDE: f64 = 400_000;

/** A query reads a larger file in vain: what it did is undone, and it has not the instructions for it. */
const QUERY_FILE_BYTES_MAX: u64 = 64 << 20;

const loaded = new StaticArray<LoadedModel | null>(MODELS_MAX);

/** The model in the heap; made from the file when it is not there. Null: refused. */
export function loadedModel(record: ModelRecord): LoadedModel | null {
  const present = loaded[record.slot];
  if (present !== null) return present;
  if (record.size > QUERY_FILE_BYTES_MAX && in_replicated_execution() == 0) {
    refuse(RefusalCode.CONFLICT, 'the model is being brought back after an upgrade: ask again, or by update');
    return null;
  }
  const made = record.format == ModelFormat.GGUF ? makeLanguage(record) : makeGraph(record);
  if (made === null) return null;
  loaded[record.slot] = made;
  return made;
}

/** Whether the model is in the heap. */
export function isLoaded(record: ModelRecord): bool {
  return loaded[record.slot] !== null;
}

/** Estimate of a run with open dimensions as 1, when the model is in the heap. */
export function knownCost(record: ModelRecord): RunCost | null {
  const present = loaded[record.slot];
  return present === null ? null : present.cost;
}

/** Returns a model's heap. False: refused, as an inference goes on. */
export function dropLoaded(record: ModelRecord): bool {
  const present = loaded[record.slot];
  if (present === null) return true;
  if (!checkIdle(present)) return false;
  present.model.free();
  const language = present.language;
  if (language !== null) freeLanguage(language);
  loaded[record.slot] = null;
  return true;
}

/** False: refused, as an inference goes on. */
export function checkIdle(present: LoadedModel): bool {
  if (!present.isBusy) return true;
  return refuse(
    RefusalCode.CONFLICT,
    'an inference of the model "' +
      present.record.name +
      '" goes on in further messages: ask again when it has ended',
  );
}

/** Whether an inference goes on in any model. */
export function isAnyBusy(): bool {
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    const present = loaded[slot];
    if (present !== null && present.isBusy) return true;
  }
  return false;
}

/** A model that answers and is not in the heap, as after an upgrade; null when there is none. */
export function nextToLoad(after: i32): ModelRecord | null {
  for (let slot = after; slot < MODELS_MAX; slot++) {
    if (records[slot].state == ModelState.READY && loaded[slot] === null) return records[slot];
  }
  return null;
}

/** What a run of the present plan takes. */
export function planCost(model: Model): RunCost {
  const cost = new RunCost();
  cost.weightBytes = <u64>model.region.heldBytes;
  cost.arenaBytes = <u64>model.plan.arenaSize;
  cost.instructions = <u64>(
    (model.plan.cost +
      model.plan.lateCost +
      <f64>cost.weightBytes * INSTRUCTIONS_PER_BYTE_READ +
      <f64>cost.arenaBytes * INSTRUCTIONS_PER_BYTE_WRITTEN +
      INSTRUCTIONS_BESIDE)
  );
  return cost;
}

// Reading the model gave its inputs shapes with open dimensions as 1.
function openCost(model: Model): RunCost | null {
  const inputs = model.graph.inputs;
  for (let index = 0; index < inputs.length; index++) if (!inputs[index].tensor!.isShapeKnown) return null;
  if (model.makePlan()) return planCost(model);
  clearRefusal();
  return null;
}

function makeGraph(record: ModelRecord): LoadedModel | null {
  const length = <usize>record.size;
  const file = heap.alloc(length);
  readStable(file, fileOffset(record), length);
  const model = readModel(file, length);
  heap.free(file);
  if (model === null) return null;
  const made = new LoadedModel(record, model);
  made.cost = openCost(model);
  return made;
}

function makeLanguage(record: ModelRecord): LoadedModel | null {
  const workspace = readLanguage(record);
  if (workspace === null) return null;
  const made = new LoadedModel(record, new Model());
  made.language = workspace;
  const cost = new RunCost();
  cost.instructions = <u64>tokenCost(workspace.model.transformer, 0);
  cost.weightBytes = workspace.model.heapBytes;
  cost.arenaBytes = cacheBytes(workspace.model.shape, workspace.contextTokens);
  made.cost = cost;
  return made;
}
