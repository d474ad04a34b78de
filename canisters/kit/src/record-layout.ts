import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';

/** How the records of a collection are stored, now and before. */
export interface RecordLayout<Value> {
  /** Number of the newest layout. Bounds: 1 to 255; it only grows. */
  readonly version: number;
  encode(value: Value): Uint8Array;
  decode(payload: Uint8Array): Value;
  /** By the number of an older layout: its payload in the layout that followed it. */
  readonly upcasts?: Readonly<Record<number, (payload: Uint8Array) => Uint8Array>>;
}

/** A stored record: its layout's number before its payload. */
export function layOut<Value>(layout: RecordLayout<Value>, value: Value): Uint8Array {
  return concatBytes(Uint8Array.of(layout.version), layout.encode(value));
}

/** The number of a stored record's layout. */
export function layoutOf(record: Uint8Array): number {
  return record[0] as number;
}

/**
 * A stored record's payload in the newest layout.
 * Errors: InvariantError for a layout that is newer than the code, or that no upcast leads on from.
 */
export function upcast<Value>(layout: RecordLayout<Value>, record: Uint8Array): Uint8Array {
  let payload: Uint8Array = record.slice(1);
  for (let version = layoutOf(record); version !== layout.version; version += 1) {
    const step = version < layout.version ? layout.upcasts?.[version] : undefined;
    assert(step !== undefined, `a record in layout ${version} can be read`);
    payload = step(payload);
  }
  return payload;
}
