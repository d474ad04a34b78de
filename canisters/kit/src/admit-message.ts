import { DOOR_LIMITS, admitCandid } from '@indus/candid';
import { IDL } from '@dfinity/candid';
import { decoderOfAll } from './message-decoder.ts';

const CANDID_MAGIC_SIZE_BYTES = 4;

/** Why a message is not handed to a method: its size, its Candid form, or its types. */
export type MessageFault = 'too_large' | 'not_candid' | 'other_types';

/** A message that is not decoded, or that the decoder gave back. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
  readonly fault: MessageFault;

  constructor(fault: MessageFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}

/** What a message must fit into. */
export interface MessageBounds {
  readonly types: IDL.Type[];
  /** Units: bytes of the whole message. */
  readonly sizeBytesMax: number;
}

/** The fault of a message that is not to be decoded, seen from its size and header. */
export function faultOf(message: Uint8Array, bounds: MessageBounds): MessageRefused | undefined {
  const { types, sizeBytesMax } = bounds;
  if (message.length > sizeBytesMax) {
    return new MessageRefused('too_large', `expected at most ${sizeBytesMax} bytes, got ${message.length}`);
  }
  if (message.length < CANDID_MAGIC_SIZE_BYTES)
    return new MessageRefused('not_candid', 'expected a Candid message, got fewer bytes than its magic');
  const admission = admitCandid(message, {
    ...DOOR_LIMITS,
    bytesMax: sizeBytesMax,
    argumentsMax: Math.max(types.length, 1),
  });
  return admission.ok ? undefined : new MessageRefused('not_candid', admission.reason.message);
}

/**
 * The values of a message, after it was looked at for size and bombs.
 * Errors: MessageRefused.
 */
export function readMessage(message: Uint8Array, bounds: MessageBounds): unknown[] {
  const isTooLarge = message.length > bounds.sizeBytesMax;
  const plain = isTooLarge ? undefined : decoderOfAll(bounds.types).plain(message);
  if (plain !== undefined) return plain;
  const fault = faultOf(message, bounds);
  if (fault !== undefined) throw fault;
  try {
    return IDL.decode(bounds.types, message);
  } catch (cause) {
    throw new MessageRefused('other_types', 'expected the types of the interface, got others', { cause });
  }
}
