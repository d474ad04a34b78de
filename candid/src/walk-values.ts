import type { AdmissionLimits } from './limits.ts';
import type { TypeMeasures } from './measure-types.ts';
import type { Header } from './read-header.ts';
import { readByte, readUnsigned, skipBytes, skipInteger, type Cursor } from './read-leb128.ts';
import { refuse } from './refusal.ts';
import { FIXED_BYTES, TYPE_CODE } from './type-codes.ts';

const PRINCIPAL_BYTES_MAX = 29;

/** A walk under way and what is left of its quota. */
export interface Walk {
  readonly cursor: Cursor;
  readonly header: Header;
  readonly measures: TypeMeasures;
  readonly limits: AdmissionLimits;
  valuesLeft: number;
  zeroSizedLeft: number;
}

/**
 * Steps over all values of a message.
 * Bounds: at most valuesMax steps; vectors of integers of one size (blobs among them) and texts are one step each.
 * Errors: CandidRefused.
 */
export function walkValues(
  cursor: Cursor,
  header: Header,
  measures: TypeMeasures,
  limits: AdmissionLimits,
): void {
  const walk = startWalk(cursor, header, measures, limits);
  for (const type of header.arguments) walkValue(walk, type, 1);
  const left = cursor.bytes.length - cursor.at;
  if (left > 0) refuse('malformed', cursor.at, `expected the end of the message, got ${left} more bytes`);
}

/** A walk that has its whole quota left. */
export function startWalk(
  cursor: Cursor,
  header: Header,
  measures: TypeMeasures,
  limits: AdmissionLimits,
): Walk {
  const { valuesMax, zeroSizedElementsMax } = limits;
  return { cursor, header, measures, limits, valuesLeft: valuesMax, zeroSizedLeft: zeroSizedElementsMax };
}

/** Steps over one value. Errors: CandidRefused. */
export function walkValue(walk: Walk, type: number, nesting: number): void {
  const { cursor, limits } = walk;
  if (nesting > limits.nestingMax) {
    refuse('too-deep', cursor.at, `expected values nested at most ${limits.nestingMax} deep, got more`);
  }
  takeValues(walk, 1);
  if (type < 0) walkPrimitive(walk, type);
  else walkConstructed(walk, type, nesting);
}

function takeValues(walk: Walk, count: number): void {
  walk.valuesLeft -= count;
  if (walk.valuesLeft < 0) {
    const { valuesMax } = walk.limits;
    refuse('too-many-values', walk.cursor.at, `expected at most ${valuesMax} values, got more`);
  }
}

function walkPrimitive(walk: Walk, type: number): void {
  const { cursor } = walk;
  const fixed = FIXED_BYTES[-type] ?? 0;
  if (fixed > 0) return skipBytes(cursor, fixed, 'a number');
  switch (type) {
    case TYPE_CODE.nat:
    case TYPE_CODE.int:
      return skipInteger(cursor, walk.limits.integerBytesMax);
    case TYPE_CODE.text:
      return skipBytes(cursor, readUnsigned(cursor, 'the length of a text'), 'a text');
    case TYPE_CODE.empty:
      return refuse('malformed', cursor.at, 'expected a value, got the type empty, which has none');
    case TYPE_CODE.principal:
      return walkReference(cursor, 'a principal');
    default:
      return;
  }
}

function walkConstructed(walk: Walk, type: number, nesting: number): void {
  const { cursor } = walk;
  const entry = walk.header.types[type];
  const part = entry?.parts[0] ?? TYPE_CODE.empty;
  switch (entry?.code) {
    case TYPE_CODE.opt:
      if (readTag(cursor, 2, 'an opt') === 1) walkValue(walk, part, nesting + 1);
      return;
    case TYPE_CODE.vec:
      return walkVector(walk, part, nesting);
    case TYPE_CODE.record:
      for (const field of entry.parts) walkValue(walk, field, nesting + 1);
      return;
    case TYPE_CODE.variant: {
      const tag = readTag(cursor, entry.parts.length, 'a variant');
      return walkValue(walk, entry.parts[tag] ?? TYPE_CODE.empty, nesting + 1);
    }
    case TYPE_CODE.func:
      readTransparent(cursor, 'a function');
      walkReference(cursor, 'a function');
      return skipBytes(cursor, readUnsigned(cursor, 'the length of a method name'), 'a method name');
    default:
      return walkReference(cursor, 'a service');
  }
}

function walkVector(walk: Walk, part: number, nesting: number): void {
  const { cursor, limits } = walk;
  const position = cursor.at;
  const length = readUnsigned(cursor, 'the length of a vector');
  const { bytesMin, freeValues } = walk.measures.of(part);
  if (bytesMin === 0) {
    walk.zeroSizedLeft -= length * freeValues;
    if (walk.zeroSizedLeft < 0) {
      const message = `expected at most ${limits.zeroSizedElementsMax} values without bytes, got ${length} elements more`;
      refuse('zero-sized-elements', position, message);
    }
    return;
  }
  const fixed = FIXED_BYTES[-part] ?? 0;
  if (fixed > 0) {
    // Decoders copy integers of one size at once, but make booleans and floats one by one.
    if (part > TYPE_CODE.nat8 || part < TYPE_CODE.int64) takeValues(walk, length);
    return skipBytes(cursor, length * fixed, 'a vector');
  }
  const left = cursor.bytes.length - cursor.at;
  if (length * bytesMin > left) {
    refuse(
      'malformed',
      position,
      `expected a vector that fits into ${left} bytes, got ${length} elements of at least ${bytesMin}`,
    );
  }
  for (let i = 0; i < length; i++) walkValue(walk, part, nesting + 1);
}

function readTag(cursor: Cursor, count: number, what: string): number {
  const position = cursor.at;
  const tag = readUnsigned(cursor, `the tag of ${what}`);
  if (tag >= count) {
    refuse('malformed', position, `expected a tag of ${what} below ${count}, got ${tag}`);
  }
  return tag;
}

function readTransparent(cursor: Cursor, what: string): void {
  const position = cursor.at;
  const tag = readByte(cursor, what);
  if (tag === 0) refuse('unsupported', position, `expected ${what} by its name, got an opaque reference`);
  if (tag !== 1) refuse('malformed', position, `expected the tag 1 of ${what}, got ${tag}`);
}

function walkReference(cursor: Cursor, what: string): void {
  readTransparent(cursor, what);
  const position = cursor.at;
  const length = readUnsigned(cursor, 'the length of a principal');
  if (length > PRINCIPAL_BYTES_MAX) {
    refuse(
      'malformed',
      position,
      `expected a principal of at most ${PRINCIPAL_BYTES_MAX} bytes, got ${length}`,
    );
  }
  skipBytes(cursor, length, 'a principal');
}
