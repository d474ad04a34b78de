import { deserialize, serialize } from 'node:v8';
import { StoreError } from '../store/store-error.ts';

/**
 * Stored form of a plain record: V8's structured-clone format. It keeps bigint, Map and byte arrays exactly, is
 * versioned by its own header and readable by every later Node. The shape belongs to SCHEMA_VERSION.
 */
export function encodeRecord(record: object): Uint8Array {
  return serialize(record);
}

/** Reads a stored record. Errors: StoreError `corrupt`. */
export function decodeRecord<T extends object>(bytes: Uint8Array): T {
  try {
    return deserialize(bytes) as T;
  } catch (error) {
    throw new StoreError('corrupt', 'expected a stored record, got bytes that are none', { cause: error });
  }
}
