import { IDL } from '@dfinity/candid';
import { encoderOf } from './message-encoder.ts';
import { assert } from './assert.ts';

/** The bytes of a record as they are stored, certified and served: one Candid message with one value. */
export function encodeRecord(type: IDL.Type, value: unknown): Uint8Array {
  return encoderOf(type).encode(value);
}

/**
 * The value of a record that this canister has stored.
 * Bounds: bytes that begin at the start of their buffer; the decoder reads from there, whatever their offset.
 */
export function decodeRecord<Value>(type: IDL.Type, bytes: Uint8Array): Value {
  assert(bytes.byteOffset === 0, 'a record is decoded from a buffer of its own');
  return IDL.decode([type], bytes)[0] as Value;
}
