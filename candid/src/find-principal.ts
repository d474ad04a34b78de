import type { AdmissionLimits } from './limits.ts';
import { TypeMeasures } from './measure-types.ts';
import { readHeader } from './read-header.ts';
import { readByte, readUnsigned, type Cursor } from './read-leb128.ts';
import { CandidRefused } from './refusal.ts';
import { TYPE_CODE } from './type-codes.ts';
import { startWalk, walkValue } from './walk-values.ts';

/**
 * The principal in a field (by its fieldId) of the record that is the first argument, without decoding the message.
 * Undefined: there is none, or the message goes beyond the limits before it.
 * Bounds: as admitCandid with a full walk.
 */
export function findPrincipal(
  bytes: Uint8Array,
  field: number,
  limits: AdmissionLimits,
): Uint8Array | undefined {
  if (bytes.length > limits.bytesMax) return undefined;
  try {
    return find({ bytes, at: 0 }, field, limits);
  } catch (error) {
    if (error instanceof CandidRefused) return undefined;
    throw error;
  }
}

/** The number of a field name. Source: Candid specification, "Shorthand: symbolic field ids". */
export function fieldId(name: string): number {
  let id = 0;
  for (const byte of new TextEncoder().encode(name)) id = (Math.imul(id, 223) + byte) >>> 0;
  return id;
}

function find(cursor: Cursor, id: number, limits: AdmissionLimits): Uint8Array | undefined {
  const header = readHeader(cursor, limits);
  const record = header.types[header.arguments[0] ?? -1];
  const index = record?.code === TYPE_CODE.record ? record.ids.indexOf(id) : -1;
  if (record?.parts[index] !== TYPE_CODE.principal) return undefined;
  const walk = startWalk(cursor, header, new TypeMeasures(header, limits), limits);
  for (const part of record.parts.slice(0, index)) walkValue(walk, part, 2);
  const start = cursor.at;
  walkValue(walk, TYPE_CODE.principal, 2);
  const value: Cursor = { bytes: cursor.bytes, at: start };
  readByte(value, 'a principal');
  readUnsigned(value, 'the length of a principal');
  return cursor.bytes.slice(value.at, cursor.at);
}
