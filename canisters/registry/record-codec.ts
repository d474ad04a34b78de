import { IDL } from '@dfinity/candid';

/** The bytes of a record as they are stored, certified and served: one Candid message with one value. */
export function encodeRecord(type: IDL.Type, value: unknown): Uint8Array {
  return new Uint8Array(IDL.encode([type], [value]));
}

/** The value of a record that this canister has stored. */
export function decodeRecord<Value>(type: IDL.Type, bytes: Uint8Array): Value {
  return IDL.decode([type], bytes)[0] as Value;
}
