/** A buffer that values are written into one after another; it grows and is used again. */
export class ValueSink {
  #bytes = new Uint8Array(4_096);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  /** Forgets what was written. */
  begin(): void {
    this.#at = 0;
  }

  /** Bounds: 0 to 255. */
  u8(value: number): void {
    this.#room(1);
    this.#bytes[this.#at] = value;
    this.#at += 1;
  }

  /** Little-endian. Bounds: 0 to 2^16 - 1. */
  u16(value: number): void {
    this.#room(2);
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
  }

  /** Little-endian. Bounds: 0 to 2^32 - 1. */
  u32(value: number): void {
    this.#room(4);
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
  }

  /** Little-endian. Bounds: 0 to 2^64 - 1. */
  u64(value: bigint): void {
    this.#room(8);
    this.#view.setBigUint64(this.#at, value, true);
    this.#at += 8;
  }

  /** A size or an index in LEB128. Bounds: 0 to 2^31 - 1. */
  leb(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest >>= 7) this.u8((rest & 0x7f) | 0x80);
    this.u8(rest);
  }

  /** Bytes as they are. */
  raw(bytes: ArrayLike<number>): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** A copy of what was written since {@link ValueSink.begin}. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  #room(sizeBytes: number): void {
    const needed = this.#at + sizeBytes;
    if (needed <= this.#bytes.length) return;
    let room = this.#bytes.length * 2;
    while (room < needed) room *= 2;
    const grown = new Uint8Array(room);
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
