import { admitCandid, WALK_LIMITS, type AdmissionLimits } from '@indus/candid';
import { IDL } from '@dfinity/candid';
import { CALL_PAYLOAD_BYTES_MAX } from '../limits.ts';
import { badPayload } from './management-refused.ts';

/** Bounds: what a call of a management method may hold; the largest that is legal is a list of 100 chunk hashes. */
export const MANAGEMENT_ARGUMENT_LIMITS: AdmissionLimits = {
  ...WALK_LIMITS,
  bytesMax: CALL_PAYLOAD_BYTES_MAX,
  typesMax: 256,
  fieldsMax: 1_024,
  valuesMax: 10_000,
  zeroSizedElementsMax: 1_000,
  nestingMax: 64,
};

/**
 * Decodes the argument of a method after it was admitted.
 * Errors: ManagementRefused IC0408.
 */
export function decodeArgument(types: IDL.Type[], argument: Uint8Array): unknown[] {
  const admission = admitCandid(argument, MANAGEMENT_ARGUMENT_LIMITS);
  if (!admission.ok) {
    const { message, position } = admission.reason;
    throw badPayload(`${message} at byte ${position}`);
  }
  try {
    return IDL.decode(types, ownBuffer(argument));
  } catch (error) {
    throw badPayload(error instanceof Error ? error.message : String(error));
  }
}

/** The decoder reads a view from the start of its buffer, not of the view. */
function ownBuffer(bytes: Uint8Array): Uint8Array {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole ? bytes : new Uint8Array(bytes);
}
