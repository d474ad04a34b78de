import { BLOB, NAT64, NULL, TEXT } from '../candid/candid-type';
import {
  Value,
  caseValue,
  numberValue,
  recordValue,
  someValue,
  spanValue,
  textValue,
} from '../candid/candid-value';
import { Port } from '../core/graph';
import { findReady } from '../store/find-model';
import { ModelFormat, ModelRecord, ModelState } from '../store/model-record';
import { MODELS_MAX, freeBytes, records, usedBytes } from '../store/model-table';
import { PAGE_BYTES } from '../system/stable-memory';
import {
  COST, MODEL_FORMAT, MODEL_LIST, MODEL_METADATA, MODEL_STATE, MODEL_SUMMARIES, MODEL_SUMMARY, OPT_COST, OPT_NAT64,
  STORAGE, TENSORS_METADATA, TEXTS,
} from './interface-types'; // prettier-ignore
import { LoadedModel, RunCost, isLoaded, knownCost, loadedModel } from './loaded-models';
import { portValue } from './tensor-values';

/** All models with their hashes, and how full stable memory is. */
export function listModels(): Value {
  const models = new Value(MODEL_SUMMARIES);
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    if (records[slot].state != ModelState.FREE) models.items.push(summary(records[slot]));
  }
  const storage = recordValue(STORAGE);
  storage.items.push(numberValue(NAT64, usedBytes()));
  storage.items.push(numberValue(NAT64, freeBytes()));
  const list = recordValue(MODEL_LIST);
  list.items.push(models);
  list.items.push(storage);
  return list;
}

/** What a model takes and gives. Null: refused. */
export function modelMetadata(request: Value): Value | null {
  const record = requested(request);
  const loaded: LoadedModel | null = record === null ? null : loadedModel(record);
  if (record === null || loaded === null) return null;
  const value = recordValue(MODEL_METADATA);
  value.items.push(textValue(TEXT, record.name));
  value.items.push(versionsOf(record.name));
  value.items.push(textValue(TEXT, record.version));
  value.items.push(textValue(TEXT, formatName(record.format)));
  value.items.push(spanValue(BLOB, record.sha256, 32));
  value.items.push(ports(loaded.model.graph.inputs));
  value.items.push(ports(loaded.model.graph.outputs));
  return value;
}

/** Whether a model answers without being brought back first. */
export function isModelReady(request: Value): bool {
  const record = requested(request);
  return record !== null && isLoaded(record);
}

/** An estimate as a value of the interface. */
export function costValue(cost: RunCost): Value {
  const value = recordValue(COST);
  value.items.push(numberValue(NAT64, cost.instructions));
  value.items.push(numberValue(NAT64, cost.weightBytes));
  value.items.push(numberValue(NAT64, cost.arenaBytes));
  return value;
}

function requested(request: Value): ModelRecord | null {
  const version = request.field('version');
  return findReady(request.field('name').text, version.isThere ? version.content.text : '');
}

function summary(record: ModelRecord): Value {
  const value = recordValue(MODEL_SUMMARY);
  const isUpload = record.state == ModelState.UPLOADING;
  const cost = knownCost(record);
  const upload = new Value(OPT_NAT64);
  value.items.push(textValue(TEXT, record.name));
  value.items.push(textValue(TEXT, record.version));
  value.items.push(caseValue(MODEL_FORMAT, formatName(record.format), new Value(NULL)));
  value.items.push(spanValue(BLOB, record.sha256, 32));
  value.items.push(numberValue(NAT64, record.size));
  value.items.push(numberValue(NAT64, record.received));
  value.items.push(numberValue(NAT64, record.pages * PAGE_BYTES));
  value.items.push(caseValue(MODEL_STATE, stateName(record.state), new Value(NULL)));
  value.items.push(isUpload ? someValue(OPT_NAT64, numberValue(NAT64, record.id)) : upload);
  value.items.push(cost === null ? new Value(OPT_COST) : someValue(OPT_COST, costValue(cost)));
  return value;
}

function versionsOf(name: string): Value {
  const versions = new Array<string>();
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    const record = records[slot];
    if (record.state == ModelState.READY && record.name == name) versions.push(record.version);
  }
  return textsValue(versions);
}

/** A list of texts as a value of the interface. */
export function textsValue(texts: Array<string>): Value {
  let bytes = 0;
  for (let index = 0; index < texts.length; index++) bytes += String.UTF8.byteLength(texts[index]);
  const owner = new ArrayBuffer((texts.length << 3) + bytes);
  const start = changetype<usize>(owner);
  let at = start + ((<usize>texts.length) << 3);
  for (let index = 0; index < texts.length; index++) {
    const text = texts[index];
    const length = String.UTF8.encodeUnsafe(changetype<usize>(text), text.length, at);
    store<u32>(start + ((<usize>index) << 3), <u32>at);
    store<u32>(start + ((<usize>index) << 3), <u32>length, 4);
    at += length;
  }
  const value = spanValue(TEXTS, start, texts.length);
  value.owner = owner;
  return value;
}

function ports(all: Array<Port>): Value {
  const value = new Value(TENSORS_METADATA);
  for (let index = 0; index < all.length; index++) value.items.push(portValue(all[index]));
  return value;
}

function formatName(format: u32): string {
  return format == ModelFormat.ONNX ? 'onnx' : 'gguf';
}

function stateName(state: u32): string {
  if (state == ModelState.UPLOADING) return 'uploading';
  return state == ModelState.STORED ? 'stored' : 'ready';
}
