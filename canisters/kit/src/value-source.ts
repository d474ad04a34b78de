const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Thrown on the way to the library's own decoder, which says what is wrong with a message, if anything is. */
export class NotPlain extends Error {
  override readonly name = 'NotPlain';
}

/**
 * Bytes of which values are read one after another.
 * Errors: NotPlain past the end.
 */
export class ValueSource {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;

  /** Reads from an offset on. */
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  /** Bytes before the next value. */
  get at(): number {
    return this.#at;
  }

  /** Whether nothing is left. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Errors: NotPlain when it is not so. */
  mustBe(isSo: boolean): void {
    if (!isSo) throw new NotPlain();
  }

  u8(): number {
    return this.#bytes[this.#take(1)] as number;
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  /** A byte that is 0 or 1. */
  flag(): boolean {
    const byte = this.u8();
    this.mustBe(byte <= 1);
    return byte === 1;
  }

  /** A number in LEB128 of up to four bytes. */
  leb(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.u8();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new NotPlain();
  }

  /** A copy of the next bytes. */
  bytes(sizeBytes: number): Uint8Array {
    const at = this.#take(sizeBytes);
    return this.#bytes.slice(at, at + sizeBytes);
  }

  /** Text in UTF-8. Errors: TypeError for malformed bytes. */
  text(sizeBytes: number): string {
    const at = this.#take(sizeBytes);
    return utf8.decode(this.#bytes.subarray(at, at + sizeBytes));
  }

  #take(sizeBytes: number): number {
    const at = this.#at;
    this.#at = at + sizeBytes;
    if (this.#at > this.#bytes.length) throw new NotPlain();
    return at;
  }
}
