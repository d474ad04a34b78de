import type { CborMap } from '../codec/cbor-value.ts';
import { hashOfMap } from '../hash-tree/hash-of-map.ts';

/** Bytes of a request id. */
export const REQUEST_ID_BYTES = 32;

/** The request id of a content map. Source: IC interface specification, "Request ids". */
export function requestIdOf(content: CborMap): Uint8Array {
  return new Uint8Array(hashOfMap(content));
}
