import { BOOL, TEXT } from '../candid/candid-type';
import { Value, numberValue, recordValue, textValue } from '../candid/candid-value';
import { SERVER_METADATA } from './interface-types';
import { isModelReady, textsValue } from './read-models';
import { nextToLoad } from './loaded-models';

/** What this server is. */
export function serverMetadata(): Value {
  const value = recordValue(SERVER_METADATA);
  value.items.push(textValue(TEXT, 'indus-engine'));
  value.items.push(textValue(TEXT, '0.1.0'));
  value.items.push(textsValue(['model_repository', 'estimate', 'explain', 'generate']));
  return value;
}

/** Whether every model that answers is in the heap. */
export function serverReady(): Value {
  return numberValue(BOOL, nextToLoad(0) === null ? 1 : 0);
}

export function modelReady(request: Value): Value | null {
  return numberValue(BOOL, isModelReady(request) ? 1 : 0);
}
