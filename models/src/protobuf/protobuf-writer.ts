const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

const utf8 = new TextEncoder();

/**
 * Writes the fields of one message of Protocol Buffers in the order of the calls. Default values are written too: whoever does
 * not want a field does not write it.
 * Source: Protocol Buffers encoding, "Message Structure".
 */
export class ProtobufWriter {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  /** A whole number; negative ones as the 64-bit two's complement, ten bytes long. */
  int(field: number, value: number | bigint): this {
    return this.#key(field, VARINT).#push(varint(BigInt(value)));
  }

  /** Whole numbers, packed into one field. */
  ints(field: number, values: Iterable<number | bigint>): this {
    const packed = new ProtobufWriter();
    for (const value of values) packed.#push(varint(BigInt(value)));
    return this.bytes(field, packed.finish());
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.#key(field, FIXED32).#push(bytes);
  }

  /** 32-bit floats, packed into one field. */
  floats(field: number, values: ArrayLike<number>): this {
    const bytes = new Uint8Array(values.length * 4);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < values.length; index++) view.setFloat32(index * 4, values[index]!, true);
    return this.bytes(field, bytes);
  }

  /** 64-bit floats, packed into one field. */
  doubles(field: number, values: ArrayLike<number>): this {
    const bytes = new Uint8Array(values.length * 8);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < values.length; index++) view.setFloat64(index * 8, values[index]!, true);
    return this.bytes(field, bytes);
  }

  text(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  /** Bytes, or a message that is written already. They are kept by reference until {@link finish}. */
  bytes(field: number, value: Uint8Array): this {
    return this.#key(field, BYTES)
      .#push(varint(BigInt(value.length)))
      .#push(value);
  }

  /** The message's bytes. */
  finish(): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  #key(field: number, wireType: number): this {
    return this.#push(varint(BigInt(field * 8 + wireType)));
  }

  #push(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return this;
  }
}

function varint(value: bigint): Uint8Array {
  let rest = BigInt.asUintN(64, value);
  if (rest < 128n) return Uint8Array.of(Number(rest));
  const bytes: number[] = [];
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
