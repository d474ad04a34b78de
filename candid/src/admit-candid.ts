import type { AdmissionLimits } from './limits.ts';
import { TypeMeasures } from './measure-types.ts';
import { readHeader } from './read-header.ts';
import type { Cursor } from './read-leb128.ts';
import { CandidRefused, refuse, type CandidRefusal } from './refusal.ts';
import { TYPE_CODE } from './type-codes.ts';
import { walkValues } from './walk-values.ts';

/** Whether a message may be handed to a decoder. */
export type Admission = { readonly ok: true } | { readonly ok: false; readonly reason: CandidRefusal };

const ADMITTED: Admission = { ok: true };

/**
 * Looks at a Candid message before a decoder does, and refuses what would cost the decoder more than the limits allow.
 * Context: an admitted message can still fail to decode as the expected types; it cannot cost much to find out.
 * Bounds: the work is linear in fieldsMax, and with a full walk in valuesMax; it does not grow with blobs and texts.
 * Errors: none; what is refused is told as a value.
 * Source: Candid specification, "Binary format".
 */
export function admitCandid(bytes: Uint8Array, limits: AdmissionLimits): Admission {
  try {
    if (bytes.length > limits.bytesMax) {
      refuse('oversize', 0, `expected at most ${limits.bytesMax} bytes, got ${bytes.length}`);
    }
    admit({ bytes, at: 0 }, limits);
    return ADMITTED;
  } catch (error) {
    if (error instanceof CandidRefused) return { ok: false, reason: error.refusal };
    throw error;
  }
}

function admit(cursor: Cursor, limits: AdmissionLimits): void {
  const header = readHeader(cursor, limits);
  const measures = new TypeMeasures(header, limits);
  if (limits.depth === 'full' || cursor.bytes.length > limits.unwalkedBytesMax) {
    walkValues(cursor, header, measures, limits);
    return;
  }
  if (limits.zeroSizedElementsMax > 0) return;
  for (const entry of header.types) {
    if (entry.code !== TYPE_CODE.vec) continue;
    const part = entry.parts[0] ?? TYPE_CODE.empty;
    if (measures.of(part).bytesMin === 0) {
      refuse(
        'zero-sized-elements',
        entry.position,
        'expected a vector of sized elements, got zero-sized ones',
      );
    }
  }
}
