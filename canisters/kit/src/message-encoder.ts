import { IDL } from '@dfinity/candid';
import { concatBytes } from './bytes.ts';

/**
 * Encodes Candid messages of one value of one type. The type table, which is the same in every message and costs fifty
 * million instructions for an interface of this size, is made once.
 */
export class MessageEncoder {
  readonly #type: IDL.Type;
  #header: Uint8Array | undefined;

  constructor(type: IDL.Type) {
    this.#type = type;
  }

  /** Makes the type table with the help of any value of the type. Context: install and upgrade; queries forget theirs. */
  prime(sample: unknown): void {
    if (this.#header === undefined) this.encode(sample);
  }

  /** Errors: what the value is not of the type throws. */
  encode(value: unknown): Uint8Array {
    this.#type.covariant(value);
    const body: Uint8Array = this.#type.encodeValue(value);
    this.#header ??= this.#headerBefore(value, body.length);
    return concatBytes(this.#header, body);
  }

  #headerBefore(value: unknown, bodySizeBytes: number): Uint8Array {
    const whole = new Uint8Array(IDL.encode([this.#type], [value]));
    return whole.slice(0, whole.length - bodySizeBytes);
  }
}

// A cache of what follows from the types alone.
const encoders = new Map<IDL.Type, MessageEncoder>();

/** The one encoder of a type. */
export function encoderOf(type: IDL.Type): MessageEncoder {
  const encoder = encoders.get(type) ?? new MessageEncoder(type);
  encoders.set(type, encoder);
  return encoder;
}
