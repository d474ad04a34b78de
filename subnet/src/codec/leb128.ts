import { assert } from '../assert.ts';

/** Shortest unsigned LEB128 form. Bounds: `value` is not negative. */
export function encodeUleb(value: number | bigint): Uint8Array {
  assert(value >= 0, 'unsigned LEB128 takes no negative number');
  const bytes: number[] = [];
  let rest = BigInt(value);
  while (rest > 0xffff_ffffn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  let low = Number(rest);
  while (low >= 0x80) {
    bytes.push((low & 0x7f) | 0x80);
    low = Math.floor(low / 128);
  }
  bytes.push(low);
  return Uint8Array.from(bytes);
}

/** Shortest signed LEB128 form. */
export function encodeSleb(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (;;) {
    const byte = Number(rest & 0x7fn);
    rest >>= 7n;
    const done = (rest === 0n && (byte & 0x40) === 0) || (rest === -1n && (byte & 0x40) !== 0);
    bytes.push(done ? byte : byte | 0x80);
    if (done) return Uint8Array.from(bytes);
  }
}

/** The natural number that the bytes hold in unsigned LEB128, or undefined when they hold something else or more. */
export function decodeUleb(bytes: Uint8Array): bigint | undefined {
  let value = 0n;
  for (const [index, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return index === bytes.length - 1 ? value : undefined;
  }
  return undefined;
}
