import { concatBytes } from './bytes.ts';
import { readU32, readU64, u32Key, u64Key } from './key.ts';

const VERSION = 1;
const CURSOR_SIZE_BYTES = 13;
// The 32-bit FNV-1a hash function: offset basis and prime.
const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Where a list continues, opaque to the client: a position, tied to the request that it was answered to by a check sum of
 * `scope`. It is no secret and no permission; a forged one only begins elsewhere in what is public to the caller.
 * Bounds: position 0 to 2^64 - 1.
 */
export function encodeCursor(scope: string, position: bigint): Uint8Array {
  return concatBytes(Uint8Array.of(VERSION), u32Key(checkSum(scope)), u64Key(position));
}

/** The position of a cursor, or nothing when it was not answered to a request of this scope. */
export function decodeCursor(cursor: Uint8Array, scope: string): bigint | undefined {
  if (cursor.length !== CURSOR_SIZE_BYTES || cursor[0] !== VERSION) return undefined;
  return readU32(cursor, 1) === checkSum(scope) ? readU64(cursor, 5) : undefined;
}

function checkSum(text: string): number {
  let hash = FNV_OFFSET_BASIS;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash >>> 0;
}
