import { malformed } from './wasm-refusal.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the binary format from a range of bytes; every read is checked against the end of the range.
 * Errors: WasmRefusal when the bytes end early or a number does not fit.
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  position: number;
  readonly end: number;

  constructor(bytes: Uint8Array, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.position >= this.end;
  }

  byte(): number {
    if (this.position >= this.end) malformed('unexpected end');
    return this.bytes[this.position++] as number;
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      if (shift === 28 && byte > 15) malformed('invalid var_u32: integer too large');
      result |= (byte & 127) << shift;
      if (byte < 128) return result >>> 0;
    }
    return malformed('invalid var_u32: integer representation too long');
  }

  /** Unsigned LEB128 of at most 64 bits. */
  u64(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      if (shift === 63n && byte > 1) malformed('invalid var_u64: integer too large');
      result |= BigInt(byte & 127) << shift;
      if (byte < 128) return result;
    }
    return malformed('invalid var_u64: integer representation too long');
  }

  /** Signed LEB128 of at most 64 bits. */
  s64(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      result |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(Math.min(64, Number(shift) + 7), result);
    }
    return malformed('invalid var_i64: integer representation too long');
  }

  /** Signed LEB128 of at most 32 bits. */
  s32(): number {
    let result = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte();
      result |= (byte & 127) << shift;
      if (byte < 128) return shift < 25 && (byte & 64) !== 0 ? result | (-1 << (shift + 7)) : result;
    }
    return malformed('invalid var_i32: integer representation too long');
  }

  /** The next `length` bytes, as a view. */
  take(length: number): Uint8Array {
    if (length > this.end - this.position) malformed('unexpected end');
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  name(): string {
    const bytes = this.take(this.u32());
    try {
      return UTF8.decode(bytes);
    } catch {
      return malformed('malformed UTF-8 encoding');
    }
  }

  /** A reader of the next `length` bytes, which this one skips. */
  slice(length: number): ByteReader {
    this.take(length);
    return new ByteReader(this.bytes, this.position - length, this.position);
  }
}
