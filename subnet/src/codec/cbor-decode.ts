import { isUtf8 } from 'node:buffer';
import { CborError } from './cbor-error.ts';
import { SELF_DESCRIBED_TAG, type CborMap, type CborValue } from './cbor-value.ts';

/** Bounds: nesting of arrays and maps that is read unless the caller says otherwise. */
export const CBOR_DEPTH_MAX = 32;
/** Bounds: data items (heads, chunks, keys) that are read unless the caller says otherwise. */
export const CBOR_ITEMS_MAX = 262_144;
/** Bounds: bytes of a bignum. */
export const CBOR_BIGNUM_BYTES_MAX = 256;

/** How to read. `integerKeys`: keys are integers (as in COSE) and appear as their decimal text. */
export interface CborDecodeOptions {
  readonly depthMax?: number;
  readonly itemsMax?: number;
  readonly integerKeys?: boolean;
  /** May the outermost item carry tag 55799? Default: optional. */
  readonly selfDescribed?: 'required' | 'optional';
}

/**
 * Reads one data item that fills the bytes. Byte strings are views of the input, which must not change while they live.
 * Bounds: nesting and number of items as in the options; memory is linear in the input.
 * Errors: CborError for anything malformed, trailing bytes, duplicate keys, floating-point numbers, unknown tags.
 */
export function decodeCbor(bytes: Uint8Array, options: CborDecodeOptions = {}): CborValue {
  const reader = new Reader(bytes, options);
  const tagged = bytes[0] === 0xd9 && bytes[1] === 0xd9 && bytes[2] === 0xf7;
  if (tagged) reader.offset = 3;
  else if (options.selfDescribed === 'required') throw new CborError(`expected tag ${SELF_DESCRIBED_TAG}`);
  const value = reader.item(0);
  if (reader.offset !== bytes.length) {
    throw new CborError(`expected the end at byte ${reader.offset}, got ${bytes.length} bytes`);
  }
  return value;
}

const BREAK = 0xff;
const INDEFINITE = 31;

class Reader {
  offset = 0;
  readonly #bytes: Uint8Array;
  readonly #buffer: Buffer;
  readonly #depthMax: number;
  readonly #integerKeys: boolean;
  #itemsLeft: number;

  constructor(bytes: Uint8Array, options: CborDecodeOptions) {
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#depthMax = options.depthMax ?? CBOR_DEPTH_MAX;
    this.#itemsLeft = options.itemsMax ?? CBOR_ITEMS_MAX;
    this.#integerKeys = options.integerKeys ?? false;
  }

  item(depth: number): CborValue {
    const initial = this.#head();
    const info = initial & 31;
    switch (initial >>> 5) {
      case 0:
        return this.#argument(info);
      case 1:
        return negative(this.#argument(info));
      case 2:
        return this.#byteString(info);
      case 3:
        return this.#textString(info);
      case 4:
        return this.#array(info, this.#deeper(depth));
      case 5:
        return this.#map(info, this.#deeper(depth));
      case 6:
        return this.#bignum(this.#argument(info));
      default:
        return simple(info);
    }
  }

  #head(): number {
    if (--this.#itemsLeft < 0) throw new CborError('too many data items');
    return this.#byte();
  }

  #byte(): number {
    const byte = this.#bytes[this.offset];
    if (byte === undefined) throw new CborError(`unexpected end at byte ${this.offset}`);
    this.offset += 1;
    return byte;
  }

  #deeper(depth: number): number {
    if (depth >= this.#depthMax) throw new CborError(`nested deeper than ${this.#depthMax}`);
    return depth + 1;
  }

  #argument(info: number): number | bigint {
    if (info < 24) return info;
    if (info === 24) return this.#byte();
    const start = this.offset;
    const size = info === 25 ? 2 : info === 26 ? 4 : info === 27 ? 8 : 0;
    if (size === 0) throw new CborError(`reserved additional information ${info}`);
    if (start + size > this.#bytes.length) throw new CborError(`unexpected end at byte ${start}`);
    this.offset = start + size;
    if (size === 2) return this.#buffer.readUInt16BE(start);
    if (size === 4) return this.#buffer.readUInt32BE(start);
    const high = this.#buffer.readUInt32BE(start);
    if (high >= 0x20_0000) return this.#buffer.readBigUInt64BE(start);
    return high * 0x1_0000_0000 + this.#buffer.readUInt32BE(start + 4);
  }

  /** A count of things of which each takes at least `bytesEach` bytes: a larger claim is refused before any work. */
  #count(info: number, bytesEach: number): number {
    const count = this.#argument(info);
    if (typeof count === 'bigint' || count * bytesEach > this.#bytes.length - this.offset) {
      throw new CborError(`length at byte ${this.offset} exceeds the input`);
    }
    return count;
  }

  #slice(info: number): Uint8Array {
    const length = this.#count(info, 1);
    const start = this.offset;
    this.offset = start + length;
    return this.#bytes.subarray(start, this.offset);
  }

  #atBreak(): boolean {
    if (this.#bytes[this.offset] !== BREAK) return false;
    this.offset += 1;
    return true;
  }

  /** Slice of one definite chunk of an indefinite string. */
  #chunk(major: number): Uint8Array {
    const initial = this.#head();
    if (initial >>> 5 !== major || (initial & 31) === INDEFINITE) {
      throw new CborError('a chunk must be a definite string of the same kind');
    }
    return this.#slice(initial & 31);
  }

  #byteString(info: number): Uint8Array {
    if (info !== INDEFINITE) return this.#slice(info);
    const chunks: Uint8Array[] = [];
    while (!this.#atBreak()) chunks.push(this.#chunk(2));
    return new Uint8Array(Buffer.concat(chunks));
  }

  #textString(info: number): string {
    if (info !== INDEFINITE) return text(this.#slice(info));
    const chunks: string[] = [];
    while (!this.#atBreak()) chunks.push(text(this.#chunk(3)));
    return chunks.join('');
  }

  #array(info: number, depth: number): CborValue[] {
    const values: CborValue[] = [];
    if (info === INDEFINITE) {
      while (!this.#atBreak()) values.push(this.item(depth));
      return values;
    }
    const count = this.#count(info, 1);
    for (let i = 0; i < count; i++) values.push(this.item(depth));
    return values;
  }

  #map(info: number, depth: number): CborMap {
    const map = new Map<string, CborValue>();
    if (info === INDEFINITE) {
      while (!this.#atBreak()) this.#entry(map, depth);
      return map;
    }
    const count = this.#count(info, 2);
    for (let i = 0; i < count; i++) this.#entry(map, depth);
    return map;
  }

  #entry(map: Map<string, CborValue>, depth: number): void {
    const initial = this.#head();
    const key = this.#key(initial >>> 5, initial & 31);
    if (map.has(key)) throw new CborError('duplicate key in a map');
    map.set(key, this.item(depth));
  }

  #key(major: number, info: number): string {
    if (this.#integerKeys) {
      if (major === 0) return String(this.#argument(info));
      if (major === 1) return String(negative(this.#argument(info)));
      throw new CborError('expected an integer as a key');
    }
    if (major !== 3) throw new CborError('expected text as a key');
    return this.#textString(info);
  }

  #bignum(tag: number | bigint): number | bigint {
    if (tag !== 2 && tag !== 3) throw new CborError(`unknown tag ${tag}`);
    const initial = this.#head();
    if (initial >>> 5 !== 2) throw new CborError('expected a byte string in a bignum');
    const bytes = this.#byteString(initial & 31);
    if (bytes.length > CBOR_BIGNUM_BYTES_MAX) throw new CborError('bignum too long');
    const magnitude = bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
    const value = tag === 2 ? magnitude : -1n - magnitude;
    return isSafe(value) ? Number(value) : value;
  }
}

function isSafe(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

function negative(argument: number | bigint): number | bigint {
  return typeof argument === 'number' && argument < Number.MAX_SAFE_INTEGER
    ? -1 - argument
    : -1n - BigInt(argument);
}

function simple(info: number): boolean | null {
  if (info === 20) return false;
  if (info === 21) return true;
  if (info === 22 || info === 23) return null;
  throw new CborError(`expected false, true, null or undefined, got simple value or float ${info}`);
}

/** Short ASCII (nearly every key) is read without a call into the runtime. */
function text(bytes: Uint8Array): string {
  if (bytes.length <= 24) {
    let ascii = '';
    for (const byte of bytes) {
      if (byte >= 0x80) return utf8(bytes);
      ascii += String.fromCharCode(byte);
    }
    return ascii;
  }
  return utf8(bytes);
}

function utf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new CborError('text is not UTF-8');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
