import { assert } from './assert.ts';

const U32_MAX = 0xffff_ffff;
const U64_MAX = 0xffff_ffff_ffff_ffffn;
const PRINCIPAL_SIZE_BYTES_MAX = 29;
const SHORT_BYTES_SIZE_MAX = 255;

/** One component of a table key; components in order make the key, and bytes of keys sort as their values do. */
export type KeyPart = Uint8Array;

/**
 * An unsigned number as 4 big-endian bytes.
 * Bounds: 0 to 2^32 - 1.
 */
export function u32Key(value: number): KeyPart {
  assert(Number.isInteger(value) && value >= 0 && value <= U32_MAX, 'a u32 key is within 0 and 2^32 - 1');
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/**
 * An unsigned number as 8 big-endian bytes.
 * Bounds: 0 to 2^64 - 1.
 */
export function u64Key(value: bigint): KeyPart {
  assert(value >= 0n && value <= U64_MAX, 'a u64 key is within 0 and 2^64 - 1');
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/**
 * A principal's bytes behind their number, so that no key is the prefix of another.
 * Bounds: up to 29 bytes.
 */
export function principalKey(principal: Uint8Array): KeyPart {
  assert(principal.length <= PRINCIPAL_SIZE_BYTES_MAX, 'a principal has at most 29 bytes');
  return shortBytesKey(principal);
}

/**
 * Bytes behind their number, so that no key is the prefix of another. Sorts by length first.
 * Bounds: up to 255 bytes.
 */
export function shortBytesKey(value: Uint8Array): KeyPart {
  assert(value.length <= SHORT_BYTES_SIZE_MAX, 'a short byte string has at most 255 bytes');
  const bytes = new Uint8Array(1 + value.length);
  bytes[0] = value.length;
  bytes.set(value, 1);
  return bytes;
}

/** The number behind the 4 big-endian bytes at `offset`. */
export function readU32(bytes: Uint8Array, offset: number): number {
  const high = ((bytes[offset] as number) << 8) | (bytes[offset + 1] as number);
  const low = ((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number);
  return high * 0x1_0000 + low;
}

/** The number behind the 8 big-endian bytes at `offset`. */
export function readU64(bytes: Uint8Array, offset: number): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(offset);
}

/**
 * Bytes of varying length as a key of one size: zeros behind them, then their number. Sorts as the bytes do.
 * Bounds: up to `sizeBytes - 1` bytes, `sizeBytes` up to 64.
 */
export function fixedKey(value: Uint8Array, sizeBytes: number): KeyPart {
  assert(value.length < sizeBytes, 'a fixed key has room for its bytes and their number');
  const bytes = new Uint8Array(sizeBytes);
  bytes.set(value);
  bytes[sizeBytes - 1] = value.length;
  return bytes;
}

/** A principal as a key of 30 bytes. */
export function fixedPrincipalKey(principal: Uint8Array): KeyPart {
  assert(principal.length <= PRINCIPAL_SIZE_BYTES_MAX, 'a principal has at most 29 bytes');
  return fixedKey(principal, PRINCIPAL_SIZE_BYTES_MAX + 1);
}
