import type { AdmissionLimits } from './limits.ts';
import { readByte, readTypeCode, readUnsigned, skipBytes, type Cursor } from './read-leb128.ts';
import { refuse } from './refusal.ts';
import { TYPE_CODE } from './type-codes.ts';

/**
 * One entry of the type table.
 * Shape: `parts` are the types inside: one of opt and vec, the fields of records and variants in order; none of
 * functions and services, whose parts no value holds. `ids` are the field ids of `parts`, empty for opt and vec.
 */
export interface TypeEntry {
  readonly code: number;
  readonly parts: readonly number[];
  readonly ids: readonly number[];
  /** Where the entry starts. */
  readonly position: number;
}

/** Type table and argument types of a message; type codes as in TYPE_CODE, or indexes of `types`. */
export interface Header {
  readonly types: readonly TypeEntry[];
  readonly arguments: readonly number[];
  /** Where the type table ends and the argument types begin. */
  readonly tableEnd: number;
}

interface HeaderReader {
  readonly cursor: Cursor;
  readonly limits: AdmissionLimits;
  readonly typeCount: number;
  fieldsLeft: number;
}

/**
 * Reads everything before the values.
 * Errors: CandidRefused.
 * Source: Candid specification, "Binary format", "Types".
 */
export function readHeader(cursor: Cursor, limits: AdmissionLimits): Header {
  const { bytes } = cursor;
  // "DIDL"
  if (bytes[0] !== 0x44 || bytes[1] !== 0x49 || bytes[2] !== 0x44 || bytes[3] !== 0x4c) {
    refuse('malformed', 0, 'expected the magic "DIDL", got something else');
  }
  cursor.at = 4;
  const typeCount = readUnsigned(cursor, 'the number of types');
  if (typeCount > limits.typesMax) {
    refuse('too-many-types', 4, `expected at most ${limits.typesMax} types, got ${typeCount}`);
  }
  const reader: HeaderReader = {
    cursor,
    limits,
    typeCount,
    fieldsLeft: limits.fieldsMax,
  };
  const types: TypeEntry[] = [];
  for (let i = 0; i < typeCount; i++) types.push(readEntry(reader));
  const position = cursor.at;
  const count = readUnsigned(cursor, 'the number of arguments');
  if (count > limits.argumentsMax) {
    refuse('too-many-arguments', position, `expected at most ${limits.argumentsMax} arguments, got ${count}`);
  }
  const args: number[] = [];
  for (let i = 0; i < count; i++) args.push(readReference(reader));
  return { types, arguments: args, tableEnd: position };
}

function readEntry(reader: HeaderReader): TypeEntry {
  const position = reader.cursor.at;
  const code = readTypeCode(reader.cursor, 'a type');
  switch (code) {
    case TYPE_CODE.opt:
    case TYPE_CODE.vec:
      return { code, parts: [readReference(reader)], ids: [], position };
    case TYPE_CODE.record:
    case TYPE_CODE.variant:
      return { code, ...readFields(reader), position };
    case TYPE_CODE.func:
      readFunction(reader);
      return { code, parts: [], ids: [], position };
    case TYPE_CODE.service:
      readMethods(reader);
      return { code, parts: [], ids: [], position };
    default:
      return refuse(
        code < -24 ? 'unsupported' : 'malformed',
        position,
        `expected opt, vec, record, variant, func or service, got type code ${code}`,
      );
  }
}

function readFields(reader: HeaderReader): Pick<TypeEntry, 'parts' | 'ids'> {
  const count = takeFields(reader, 'fields');
  const parts: number[] = [];
  const ids: number[] = [];
  let previous = -1;
  for (let i = 0; i < count; i++) {
    const position = reader.cursor.at;
    const id = readUnsigned(reader.cursor, 'a field id');
    if (id <= previous) {
      refuse('malformed', position, `expected a field id above ${previous}, got ${id}`);
    }
    previous = id;
    ids.push(id);
    parts.push(readReference(reader));
  }
  return { parts, ids };
}

function readFunction(reader: HeaderReader): void {
  for (const part of ['parameters', 'results']) {
    const count = takeFields(reader, part);
    for (let i = 0; i < count; i++) readReference(reader);
  }
  const annotations = takeFields(reader, 'annotations');
  for (let i = 0; i < annotations; i++) {
    const position = reader.cursor.at;
    const annotation = readByte(reader.cursor, 'an annotation');
    if (annotation < 1 || annotation > 3) {
      refuse('malformed', position, `expected annotation 1, 2 or 3, got ${annotation}`);
    }
  }
}

function readMethods(reader: HeaderReader): void {
  const count = takeFields(reader, 'methods');
  for (let i = 0; i < count; i++) {
    skipBytes(reader.cursor, readUnsigned(reader.cursor, 'the length of a method name'), 'a method name');
    readReference(reader);
  }
}

/** Reads a count and takes it from what is left of fieldsMax, so that no loop runs longer than that in all. */
function takeFields(reader: HeaderReader, what: string): number {
  const position = reader.cursor.at;
  const count = readUnsigned(reader.cursor, `the number of ${what}`);
  if (count > reader.fieldsLeft) {
    refuse(
      'too-many-types',
      position,
      `expected at most ${reader.fieldsLeft} more ${what} of ${reader.limits.fieldsMax}, got ${count}`,
    );
  }
  reader.fieldsLeft -= count;
  return count;
}

function readReference(reader: HeaderReader): number {
  const position = reader.cursor.at;
  const code = readTypeCode(reader.cursor, 'a type');
  if (code >= reader.typeCount) {
    refuse('malformed', position, `expected a type below index ${reader.typeCount}, got ${code}`);
  }
  if (code < TYPE_CODE.empty && code !== TYPE_CODE.principal) {
    refuse('malformed', position, `expected a primitive type or an index, got type code ${code}`);
  }
  return code;
}
