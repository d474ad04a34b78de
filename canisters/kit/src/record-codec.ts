import type { IDL } from '@dfinity/candid';
import { decoderOf } from './message-decoder.ts';
import { encoderOf } from './message-encoder.ts';
import { caseOf } from './variant.ts';

/** The bytes of a record as they are stored, certified and served: one Candid message with one value. */
export function encodeRecord(type: IDL.Type, value: unknown): Uint8Array {
  return encoderOf(type).encode(value);
}

/**
 * The value of a record that this canister has stored.
 * Bounds: bytes that begin at the start of their buffer; the decoder reads from there, whatever their offset.
 */
export function decodeRecord<Value>(type: IDL.Type, bytes: Uint8Array): Value {
  return decoderOf(type).decode(bytes)[0] as Value;
}

/** The case that a stored record of a variant type is in; what the case carries is not read. */
export function caseOfRecord(type: IDL.VariantClass, bytes: Uint8Array): string {
  const index = decoderOf(type).valuesOf(bytes)?.leb();
  return index === undefined
    ? caseOf(decodeRecord<object>(type, bytes))
    : (type._fields[index]?.[0] as string);
}

/**
 * Makes what is the same in every record of these types, once.
 * Context: install and upgrade; a query forgets what it has made.
 */
export function primeRecords(types: readonly IDL.Type[]): void {
  for (const type of types) {
    encoderOf(type).prime();
    decoderOf(type).prime();
  }
}
