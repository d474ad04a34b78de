import { assert } from './assert.ts';
import { createHash } from 'node:crypto';

/** A principal as lower-case hexadecimal of its bytes: the form used as a key inside the subnet. */
export type PrincipalKey = string & { readonly __brand: 'PrincipalKey' };

/** Bounds: a principal has 0 to 29 bytes. Source: IC interface specification, "Principals". */
export const PRINCIPAL_BYTES_MAX = 29;

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const CRC_TABLE = crcTable();

/** The key of the management canister (`aaaaa-aa`, the empty principal). */
export const MANAGEMENT_KEY = '' as PrincipalKey;

/** The bytes of the anonymous principal. */
export const ANONYMOUS: Uint8Array = Uint8Array.of(4);

/** Key of the given principal bytes. */
export function principalKey(bytes: Uint8Array): PrincipalKey {
  assert(bytes.length <= PRINCIPAL_BYTES_MAX, 'a principal has at most 29 bytes');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex') as PrincipalKey;
}

/** Bytes of the given key, in a buffer of their own. */
export function principalBytes(key: PrincipalKey): Uint8Array {
  return new Uint8Array(Buffer.from(key, 'hex'));
}

/** Textual form (CRC-32, base 32, groups of five). Source: IC interface specification, "Textual representation of principals". */
export function principalText(bytes: Uint8Array): string {
  const checked = new Uint8Array(bytes.length + 4);
  new DataView(checked.buffer).setUint32(0, crc32(bytes));
  checked.set(bytes, 4);
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of checked) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32.charAt((value >>> bits) & 31);
    }
    value &= (1 << bits) - 1;
  }
  if (bits > 0) text += BASE32.charAt((value << (5 - bits)) & 31);
  return text.replace(/(.{5})(?=.)/g, '$1-');
}

/** Textual form of a key. */
export function keyText(key: PrincipalKey): string {
  return principalText(principalBytes(key));
}

/** Bytes of a textual principal, or undefined when the text is not the canonical form of one. */
export function parsePrincipal(text: string): Uint8Array | undefined {
  let bits = 0;
  let value = 0;
  const bytes: number[] = [];
  for (const char of text.replaceAll('-', '')) {
    const digit = BASE32.indexOf(char);
    if (digit < 0) return undefined;
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 255);
    }
    value &= (1 << bits) - 1;
  }
  if (bytes.length < 4 || bytes.length > PRINCIPAL_BYTES_MAX + 4) return undefined;
  const principal = Uint8Array.from(bytes.slice(4));
  return principalText(principal) === text ? principal : undefined;
}

/** Key of a textual principal that the program itself wrote. */
export function keyOfText(text: string): PrincipalKey {
  const bytes = parsePrincipal(text);
  assert(bytes !== undefined, 'canisters and subnet admins are textual principals');
  return principalKey(bytes);
}

/** The self-authenticating principal of a DER public key: SHA-224 of the key, then 0x02. */
export function selfAuthenticating(publicKeyDer: Uint8Array): Uint8Array {
  const hash = createHash('sha224').update(publicKeyDer).digest();
  return Uint8Array.from([...hash, 2]);
}

/** CRC-32 (IEEE 802.3) of the bytes. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function crcTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[i] = value >>> 0;
  }
  return table;
}
