import { recordTypes } from '../generated/vault-records.ts';
import { decodeAs } from '../verify/verified-answer.ts';

/** Decodes an item whose hash was verified. Errors: CallFailed `wrong_interface`. */
export function decodeItem<T>(type: keyof typeof recordTypes, item: Uint8Array): T {
  return decodeAs<T>(recordTypes[type], type, item);
}
