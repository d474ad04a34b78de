import type { IDL } from '@dfinity/candid';
import { decoderOfAll } from './message-decoder.ts';
import { encoderOf } from './message-encoder.ts';
import type { MessageEncoder } from './message-encoder.ts';

/** The outside of a method: what the door declares and what every call must fit into before anything is decoded. */
export interface Method<Args extends readonly unknown[] = readonly unknown[], Value = unknown> {
  readonly kind: 'query' | 'update';
  readonly args: IDL.Type[];
  /** `variant { Ok : Value; Err : MethodError }`, where MethodError has a case `Other : record { code : nat32; message : text }`. */
  readonly result: IDL.Type;
  readonly reply: MessageEncoder;
  /** Units: bytes of the whole argument message. */
  readonly argumentSizeBytesMax: number;
  /** Whether an unsigned ingress message with this argument may enter; absent: none may. */
  readonly admitsAnonymous?: (argument: Uint8Array) => boolean;
  /** Carries the types of the handler; never set. */
  readonly types?: (args: Args) => Value;
}

/** What a canister says of a method. */
export type MethodOptions = Pick<
  Method,
  'kind' | 'args' | 'result' | 'argumentSizeBytesMax' | 'admitsAnonymous'
>;

/** Declares a method. */
export function method<Args extends readonly unknown[], Value>(options: MethodOptions): Method<Args, Value> {
  return { ...options, reply: encoderOf(options.result) };
}

/** The methods of a canister, by name. */
export type Methods = Readonly<Record<string, Omit<Method, 'types'>>>;

/**
 * Makes the type tables of all arguments and replies, once.
 * Context: install and upgrade; a query forgets what it has made.
 */
export function primeReplies(methods: Methods): void {
  for (const { args, reply } of Object.values(methods)) {
    decoderOfAll(args).prime();
    reply.prime();
  }
}
