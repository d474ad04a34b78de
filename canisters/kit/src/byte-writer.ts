import { assert } from './assert.ts';
import { concatBytes } from './bytes.ts';
import { u32Key, u64Key } from './key.ts';

const utf8 = new TextEncoder();

/** Puts the fields of a record one after another; {@link ByteReader} takes them out in the same order. */
export class ByteWriter {
  readonly #parts: Uint8Array[] = [];

  /** Bounds: 0 to 255. */
  u8(value: number): this {
    assert(Number.isInteger(value) && value >= 0 && value <= 0xff, 'a u8 is within 0 and 255');
    return this.raw(Uint8Array.of(value));
  }

  /** Bounds: 0 to 2^32 - 1. */
  u32(value: number): this {
    return this.raw(u32Key(value));
  }

  /** Bounds: 0 to 2^64 - 1. */
  u64(value: bigint): this {
    return this.raw(u64Key(value));
  }

  /** Bytes without their number: the reader has to know it, or takes the rest. */
  raw(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    return this;
  }

  /** Bytes behind their number. */
  bytes(bytes: Uint8Array): this {
    return this.u32(bytes.length).raw(bytes);
  }

  /** Text as UTF-8. */
  text(text: string): this {
    return this.bytes(utf8.encode(text));
  }

  /** A value that may be absent. */
  optional<Value>(value: Value | undefined, write: (value: Value) => unknown): this {
    this.u8(value === undefined ? 0 : 1);
    if (value !== undefined) write(value);
    return this;
  }

  /** All fields so far. */
  finish(): Uint8Array {
    return concatBytes(...this.#parts);
  }
}
