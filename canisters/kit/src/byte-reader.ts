import { assert } from './assert.ts';
import { readU32, readU64 } from './key.ts';

const utf8 = new TextDecoder();

/**
 * Takes the fields of a record that this canister has stored out again, in the order in which {@link ByteWriter} put them.
 * Errors: InvariantError at the end of the bytes.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, offset = 0) {
    this.#bytes = bytes;
    this.#at = offset;
  }

  u8(): number {
    return this.#bytes[this.#skip(1)] as number;
  }

  u32(): number {
    return readU32(this.#bytes, this.#skip(4));
  }

  u64(): bigint {
    return readU64(this.#bytes, this.#skip(8));
  }

  /** A copy of so many bytes. */
  raw(sizeBytes: number): Uint8Array {
    const at = this.#skip(sizeBytes);
    return this.#bytes.slice(at, at + sizeBytes);
  }

  /** Bytes behind their number. */
  bytes(): Uint8Array {
    return this.raw(this.u32());
  }

  text(): string {
    return utf8.decode(this.bytes());
  }

  /** A value that may be absent. */
  optional<Value>(read: () => Value): Value | undefined {
    return this.u8() === 0 ? undefined : read();
  }

  /** Whether nothing is left. */
  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** What is left. */
  rest(): Uint8Array {
    return this.raw(this.#bytes.length - this.#at);
  }

  #skip(sizeBytes: number): number {
    const at = this.#at;
    assert(at + sizeBytes <= this.#bytes.length, 'a record holds all its fields');
    this.#at = at + sizeBytes;
    return at;
  }
}
