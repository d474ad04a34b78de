import { refuse } from './refusal.ts';

/** A position in a message. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

/** Reads one byte. */
export function readByte(cursor: Cursor, what: string): number {
  const byte = cursor.bytes[cursor.at];
  if (byte === undefined) refuse('malformed', cursor.at, `expected ${what}, got the end of the message`);
  cursor.at += 1;
  return byte;
}

/** Reads an unsigned LEB128 number below 2^32. */
export function readUnsigned(cursor: Cursor, what: string): number {
  const first = readByte(cursor, what);
  if (first < 128) return first;
  const start = cursor.at - 1;
  let value = first & 127;
  for (let weight = 128; weight < 2 ** 35; weight *= 128) {
    const byte = readByte(cursor, what);
    value += (byte & 127) * weight;
    if (byte < 128) {
      if (value > 4_294_967_295) break;
      return value;
    }
  }
  return refuse('malformed', start, `expected ${what} below 2^32, got a larger number`);
}

/** Reads a signed LEB128 type code: an index of the type table, or a negative code of a type. */
export function readTypeCode(cursor: Cursor, what: string): number {
  const first = readByte(cursor, what);
  if (first < 128) return first < 64 ? first : first - 128;
  const start = cursor.at - 1;
  let value = first & 127;
  for (let weight = 128; weight < 2 ** 28; weight *= 128) {
    const byte = readByte(cursor, what);
    value += (byte & 127) * weight;
    if (byte < 128) return byte < 64 ? value : value - weight * 128;
  }
  return refuse('malformed', start, `expected ${what}, got a number of more than four bytes`);
}

/** Steps over a nat or an int. */
export function skipInteger(cursor: Cursor, bytesMax: number): void {
  const start = cursor.at;
  while (readByte(cursor, 'a number') >= 128) {
    if (cursor.at - start >= bytesMax) {
      refuse('integer-too-long', start, `expected a number of at most ${bytesMax} bytes, got more`);
    }
  }
}

/** Steps over bytes. */
export function skipBytes(cursor: Cursor, count: number, what: string): void {
  const left = cursor.bytes.length - cursor.at;
  if (count > left) refuse('malformed', cursor.at, `expected ${what} of ${count} bytes, got ${left} bytes`);
  cursor.at += count;
}
