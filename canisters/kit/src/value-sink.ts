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
    const at = this.#at;
    if (at >= this.#bytes.length) this.#grow(at + 1);
    this.#bytes[at] = value;
    this.#at = at + 1;
  }

  /** Little-endian. Bounds: 0 to 2^16 - 1. */
  u16(value: number): void {
    const at = this.#take(2);
    this.#view.setUint16(at, value, true);
  }

  /** Little-endian. Bounds: 0 to 2^32 - 1. */
  u32(value: number): void {
    const at = this.#take(4);
    this.#view.setUint32(at, value, true);
  }

  /** Little-endian. Bounds: 0 to 2^64 - 1. */
  u64(value: bigint): void {
    const at = this.#take(8);
    this.#view.setBigUint64(at, value, true);
  }

  /** A size or an index in LEB128. Bounds: 0 to 2^31 - 1. */
  leb(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest >>= 7) this.u8((rest & 0x7f) | 0x80);
    this.u8(rest);
  }

  /** Bytes as they are. */
  raw(bytes: ArrayLike<number>): void {
    const at = this.#at;
    const end = at + bytes.length;
    if (end > this.#bytes.length) this.#grow(end);
    this.#bytes.set(bytes, at);
    this.#at = end;
  }

  /** A copy of what was written since {@link ValueSink.begin}. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }

  /** Where the next bytes go. */
  #take(sizeBytes: number): number {
    const at = this.#at;
    const end = at + sizeBytes;
    if (end > this.#bytes.length) this.#grow(end);
    this.#at = end;
    return at;
  }

  #grow(needed: number): void {
    let room = this.#bytes.length * 2;
    while (room < needed) room *= 2;
    const grown = new Uint8Array(room);
    grown.set(this.#bytes);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}
