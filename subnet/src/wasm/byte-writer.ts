/** A growing byte array with the encodings of the WebAssembly binary format. */
export class ByteWriter {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `count` more bytes. */
  ensure(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): void {
    this.ensure(1);
    this.bytes[this.length++] = value;
  }

  put(...values: readonly number[]): void {
    this.ensure(values.length);
    for (const value of values) this.bytes[this.length++] = value;
  }

  /** Unsigned LEB128. Bounds: value below 2^53. */
  u32(value: number): void {
    this.ensure(10);
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  /** Signed LEB128. Bounds: a 32-bit integer. */
  s32(value: number): void {
    this.ensure(5);
    let rest = value | 0;
    while (rest < -64 || rest > 63) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>= 7;
    }
    this.bytes[this.length++] = rest & 127;
  }

  /** Signed LEB128 of a 64-bit integer. */
  s64(value: bigint): void {
    this.ensure(10);
    let rest = value;
    while (rest < -64n || rest > 63n) {
      this.bytes[this.length++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.bytes[this.length++] = Number(rest & 127n);
  }

  /** Appends `source[from .. to)`. */
  copy(source: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.ensure(count);
    if (count < 48) {
      const { bytes } = this;
      let at = this.length;
      for (let i = from; i < to; i++) bytes[at++] = source[i] as number;
    } else {
      this.bytes.set(source.subarray(from, to), this.length);
    }
    this.length += count;
  }

  append(source: Uint8Array): void {
    this.copy(source, 0, source.length);
  }

  name(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.u32(bytes.length);
    this.append(bytes);
  }

  /** The bytes written so far, as a view that the next write may change. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
