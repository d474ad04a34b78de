import { CborError } from './cbor-error.ts';
import { SELF_DESCRIBED_TAG, type CborValue } from './cbor-value.ts';

/** Bounds: nesting that is written; deeper values are our own cycles or mistakes. */
export const CBOR_ENCODE_DEPTH_MAX = 512;

/** The working buffer is kept between calls up to this size. */
const KEPT_BYTES_MAX = 1024 * 1024;
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/**
 * Writes one data item, shortest heads, map entries in their order. The result is a buffer of its own.
 * Errors: CborError for numbers that are not safe integers and for text that has no UTF-8 form.
 */
export function encodeCbor(value: CborValue): Uint8Array {
  return encode(value, false);
}

/** As encodeCbor, marked with tag 55799. */
export function encodeSelfDescribed(value: CborValue): Uint8Array {
  return encode(value, true);
}

let kept = Buffer.allocUnsafeSlow(4096);

function encode(value: CborValue, tagged: boolean): Uint8Array {
  const writer = new Writer(kept);
  if (tagged) writer.head(6, SELF_DESCRIBED_TAG);
  writer.item(value, 0);
  if (writer.buffer.length <= KEPT_BYTES_MAX) kept = writer.buffer;
  return new Uint8Array(writer.buffer.subarray(0, writer.offset));
}

class Writer {
  buffer: Buffer<ArrayBuffer>;
  offset = 0;

  constructor(buffer: Buffer<ArrayBuffer>) {
    this.buffer = buffer;
  }

  item(value: CborValue, depth: number): void {
    switch (typeof value) {
      case 'number':
        return this.#number(value);
      case 'bigint':
        return this.#bigint(value);
      case 'string':
        return this.#text(value);
      case 'boolean':
        return this.head(7, value ? 21 : 20);
      default:
        return this.#structure(value, depth);
    }
  }

  head(major: number, argument: number): void {
    this.#reserve(9);
    const { buffer, offset } = this;
    const type = major << 5;
    if (argument < 24) {
      buffer[offset] = type | argument;
      this.offset = offset + 1;
    } else if (argument < 0x100) {
      buffer[offset] = type | 24;
      buffer[offset + 1] = argument;
      this.offset = offset + 2;
    } else if (argument < 0x1_0000) {
      buffer[offset] = type | 25;
      this.offset = buffer.writeUInt16BE(argument, offset + 1);
    } else if (argument < 0x1_0000_0000) {
      buffer[offset] = type | 26;
      this.offset = buffer.writeUInt32BE(argument, offset + 1);
    } else {
      buffer[offset] = type | 27;
      buffer.writeUInt32BE(Math.floor(argument / 0x1_0000_0000), offset + 1);
      this.offset = buffer.writeUInt32BE(argument % 0x1_0000_0000, offset + 5);
    }
  }

  #reserve(bytes: number): void {
    const needed = this.offset + bytes;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.offset));
    this.buffer = grown;
  }

  #structure(value: CborValue & (object | null), depth: number): void {
    if (value === null) return this.head(7, 22);
    if (value instanceof Uint8Array) return this.#bytes(value);
    if (depth >= CBOR_ENCODE_DEPTH_MAX) throw new CborError(`nested deeper than ${CBOR_ENCODE_DEPTH_MAX}`);
    if (value instanceof Map) {
      this.head(5, value.size);
      for (const [key, entry] of value as ReadonlyMap<string, CborValue>) {
        this.#text(key);
        this.item(entry, depth + 1);
      }
      return;
    }
    if (!Array.isArray(value)) throw new CborError('expected a Map, an array or bytes');
    this.head(4, value.length);
    for (const entry of value as readonly CborValue[]) this.item(entry, depth + 1);
  }

  #bytes(value: Uint8Array): void {
    this.head(2, value.length);
    this.#reserve(value.length);
    this.buffer.set(value, this.offset);
    this.offset += value.length;
  }

  #text(value: string): void {
    if (LONE_SURROGATE.test(value)) throw new CborError('text has a lone surrogate');
    const length = Buffer.byteLength(value);
    this.head(3, length);
    this.#reserve(length);
    this.buffer.write(value, this.offset, 'utf8');
    this.offset += length;
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value)) throw new CborError(`expected a safe integer, got ${value}`);
    if (value >= 0) this.head(0, value);
    else this.head(1, -1 - value);
  }

  #bigint(value: bigint): void {
    const argument = value >= 0n ? value : -1n - value;
    const major = value >= 0n ? 0 : 1;
    if (argument <= BigInt(Number.MAX_SAFE_INTEGER)) return this.head(major, Number(argument));
    if (argument < 1n << 64n) {
      this.#reserve(9);
      this.buffer[this.offset] = (major << 5) | 27;
      this.offset = this.buffer.writeBigUInt64BE(argument, this.offset + 1);
      return;
    }
    const hex = argument.toString(16);
    this.head(6, 2 + major);
    this.#bytes(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
  }
}
