import { assert } from '../assert.ts';

/** Content of the OBJECT IDENTIFIER 1.3.6.1.4.1.56387.1.1: a COSE key in a DER frame. */
export const OID_COSE: Uint8Array = Buffer.from('2b0601040183b8430101', 'hex');
/** Content of the OBJECT IDENTIFIER 1.3.6.1.4.1.56387.1.2: a canister signature key. */
export const OID_CANISTER_SIGNATURE: Uint8Array = Buffer.from('2b0601040183b8430102', 'hex');

const SEQUENCE = 0x30;
const OBJECT_IDENTIFIER = 0x06;
const BIT_STRING = 0x03;

/**
 * The bytes inside a SubjectPublicKeyInfo whose algorithm is the OID alone, or undefined when the DER is anything else:
 * another OID, parameters, unused bits, lengths not in shortest form, trailing bytes.
 * Source: RFC 5280, section 4.1; X.690, section 10.1.
 */
export function unwrapKey(der: Uint8Array, oid: Uint8Array): Uint8Array | undefined {
  const outer = readElement(der, 0, SEQUENCE);
  if (outer === undefined || outer.end !== der.length) return undefined;
  const algorithm = readElement(der, outer.start, SEQUENCE);
  if (algorithm === undefined) return undefined;
  const identifier = readElement(der, algorithm.start, OBJECT_IDENTIFIER);
  if (identifier === undefined || identifier.end !== algorithm.end) return undefined;
  if (Buffer.compare(der.subarray(identifier.start, identifier.end), oid) !== 0) return undefined;
  const bits = readElement(der, algorithm.end, BIT_STRING);
  if (bits === undefined || bits.end !== outer.end || der[bits.start] !== 0) return undefined;
  return der.subarray(bits.start + 1, bits.end);
}

/** The SubjectPublicKeyInfo of the key bytes under the OID. */
export function wrapKey(key: Uint8Array, oid: Uint8Array): Uint8Array {
  const algorithm = element(SEQUENCE, element(OBJECT_IDENTIFIER, oid));
  const bits = element(BIT_STRING, Buffer.concat([Uint8Array.of(0), key]));
  return element(SEQUENCE, Buffer.concat([algorithm, bits]));
}

/** Extent of the content of the element of this type at the offset. */
function readElement(
  der: Uint8Array,
  offset: number,
  type: number,
): { readonly start: number; readonly end: number } | undefined {
  if (der[offset] !== type) return undefined;
  const first = der[offset + 1];
  if (first === undefined) return undefined;
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const bytes = first & 0x7f;
    if (bytes === 0 || bytes > 3) return undefined;
    length = 0;
    for (let i = 0; i < bytes; i++) length = length * 256 + (der[start + i] ?? 0);
    const shortest = bytes === 1 ? 0x80 : 256 ** (bytes - 1);
    if (length < shortest) return undefined;
    start += bytes;
  }
  return start + length <= der.length ? { start, end: start + length } : undefined;
}

function element(type: number, content: Uint8Array): Uint8Array {
  const { length } = content;
  assert(length < 0x1_0000, 'a key has less than 64 KiB');
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >>> 8, length & 0xff];
  return new Uint8Array(Buffer.concat([Uint8Array.of(type, ...size), content]));
}
