import { type IDL } from '@dfinity/candid';
import { headerOf } from './message-header.ts';
import { valueWriter } from './value-encoder.ts';
import type { WriteValue } from './value-encoder.ts';
import { ValueSink } from './value-sink.ts';

/**
 * Encodes Candid messages of one value of one type. The type table, which is the same in every message and costs fifty
 * million instructions for an interface of this size, is made once, and so is the way through the type.
 */
export class MessageEncoder {
  readonly #type: IDL.Type;
  #header: Uint8Array | undefined;
  #write: WriteValue | undefined;

  constructor(type: IDL.Type) {
    this.#type = type;
  }

  /** Makes what is the same in every message. Context: install and upgrade; queries forget theirs. */
  prime(): void {
    this.#header ??= headerOf([this.#type]);
    this.#write ??= valueWriter(this.#type);
  }

  /** Errors: what the value is not of the type throws. */
  encode(value: unknown): Uint8Array {
    this.prime();
    sink.begin();
    sink.raw(this.#header as Uint8Array);
    (this.#write as WriteValue)(value, sink);
    return sink.finish();
  }
}

/** The one buffer: nothing encodes while something is encoded. */
const sink = new ValueSink();

// A cache of what follows from the types alone.
const encoders = new Map<IDL.Type, MessageEncoder>();

/** The one encoder of a type. */
export function encoderOf(type: IDL.Type): MessageEncoder {
  const encoder = encoders.get(type) ?? new MessageEncoder(type);
  encoders.set(type, encoder);
  return encoder;
}
