import { IDL } from '@dfinity/candid';
import { assert } from './assert.ts';
import { latin1 } from './bytes.ts';
import { headerOf } from './message-header.ts';
import { valueReader } from './value-decoder.ts';
import type { ReadValue } from './value-decoder.ts';
import { ValueSource } from './value-source.ts';

/**
 * Decodes Candid messages with values of the same types. A message with the very type table that the library writes for
 * these types is read straight through; any other, and any that cannot be read so, goes to the library.
 */
export class MessageDecoder {
  readonly #types: IDL.Type[];
  #header: string | undefined;
  #readers: readonly (ReadValue | undefined)[] | undefined;

  constructor(types: IDL.Type[]) {
    this.#types = types;
  }

  /** Makes what is the same for every message. Context: install and upgrade; queries forget theirs. */
  prime(): void {
    this.#header ??= latin1(headerOf(this.#types));
    this.#readers ??= this.#types.map(valueReader);
  }

  /**
   * The values.
   * Bounds: bytes that begin at the start of their buffer; the library reads from there, whatever their offset.
   * Errors: those of the library.
   */
  decode(message: Uint8Array): unknown[] {
    assert(message.byteOffset === 0, 'a message is decoded from a buffer of its own');
    return this.plain(message) ?? IDL.decode(this.#types, message);
  }

  /** The bytes behind the type table of a message that can be read straight through. */
  valuesOf(message: Uint8Array): ValueSource | undefined {
    this.prime();
    const header = this.#header as string;
    const isPlain = latin1(message.subarray(0, header.length)) === header;
    return isPlain ? new ValueSource(message, header.length) : undefined;
  }

  /**
   * The values of a message that can be read straight through. The work is linear in its bytes, whatever they are, so
   * nothing has to be admitted before.
   */
  plain(message: Uint8Array): unknown[] | undefined {
    const source = this.valuesOf(message);
    if (source === undefined) return undefined;
    try {
      const values: unknown[] = [];
      for (const read of this.#readers as readonly (ReadValue | undefined)[]) {
        if (read === undefined) return undefined;
        values.push(read(source));
      }
      return source.isAtEnd ? values : undefined;
    } catch {
      return undefined;
    }
  }
}

// Caches of what follows from the types alone.
const ofRecords = new Map<IDL.Type, MessageDecoder>();
const ofArguments = new WeakMap<IDL.Type[], MessageDecoder>();

/** The one decoder of messages with one value of a type. */
export function decoderOf(type: IDL.Type): MessageDecoder {
  const decoder = ofRecords.get(type) ?? new MessageDecoder([type]);
  ofRecords.set(type, decoder);
  return decoder;
}

/** The one decoder of messages with as many values; the list of types is the same object for each. */
export function decoderOfAll(types: IDL.Type[]): MessageDecoder {
  const decoder = ofArguments.get(types) ?? new MessageDecoder(types);
  ofArguments.set(types, decoder);
  return decoder;
}
