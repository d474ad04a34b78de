import { RefusalCode, refuse } from '../core/refusal';
import { ModelRecord, ModelState } from './model-record';
import { MODELS_MAX, records } from './model-table';

/** The model of this name and version in any state, or null. */
export function findVersion(name: string, version: string): ModelRecord | null {
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    const record = records[slot];
    if (record.state != ModelState.FREE && record.name == name && record.version == version) return record;
  }
  return null;
}

/** The upload of this number, or null: refused. */
export function findUpload(id: u64): ModelRecord | null {
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    const record = records[slot];
    if (record.state == ModelState.UPLOADING && record.id == id) return record;
  }
  refuse(RefusalCode.NOT_FOUND, 'there is no upload ' + id.toString() + ' under way');
  return null;
}

/** The model that answers: of this version, or without one (empty) the version that was loaded last. Null: refused. */
export function findReady(name: string, version: string): ModelRecord | null {
  let found: ModelRecord | null = null;
  for (let slot = 0; slot < MODELS_MAX; slot++) {
    const record = records[slot];
    if (record.state != ModelState.READY || record.name != name) continue;
    if (version.length > 0 && record.version != version) continue;
    if (found === null || found.activation < record.activation) found = record;
  }
  if (found !== null) return found;
  const wanted = '"' + name + '"' + (version.length > 0 ? ' in version "' + version + '"' : '');
  refuse(RefusalCode.NOT_FOUND, 'no model ' + wanted + ' is loaded');
  return null;
}
