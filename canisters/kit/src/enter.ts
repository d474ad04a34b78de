import type { Principal } from '@dfinity/principal';
import { MessageRefused, readMessage } from './admit-message.ts';
import type { MessageFault } from './admit-message.ts';
import type { Env } from './env.ts';
import type { Method } from './method.ts';
import { Refusal } from './refusal.ts';
import type { System } from './system.ts';

/** What a canister gives to its endpoints. */
export interface Host {
  readonly system: System;
  /** Writes to stable tables so far. */
  writes(): number;
}

/** A call whose argument was not decoded. */
export interface Malformed {
  /** As the canister names it in {@link ServeHooks.onMalformed}. */
  readonly method: string;
  readonly caller: Principal;
  readonly fault: MessageFault;
  /** What was expected and what came. */
  readonly message: string;
}

/** What a canister does around the handlers of its methods. */
export interface ServeHooks {
  /**
   * Runs before the argument is looked at; what it writes is kept whatever the handler refuses. For rate limits.
   * Errors: a {@link Refusal} is answered as `Err`.
   */
  readonly before?: (env: Env) => void;
  /**
   * Answers malformed calls as `Err` instead of a trap, and may write that there was one.
   * Errors: what it throws traps.
   */
  readonly onMalformed?: {
    readonly method: string;
    readonly answer: (env: Env, malformed: Malformed) => object;
  };
}

/** The arguments of the handler, or the answer when the call does not get that far. */
export type Entered<Args> = { readonly args: Args } | { readonly Err: object };

/**
 * Takes a call as far as its handler: the hook before it, size, Candid admission, decoding.
 * Errors: MessageRefused without a hook for it.
 */
export function enter<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  host: Host,
  env: Env,
  hooks: ServeHooks,
): Entered<Args> {
  try {
    hooks.before?.(env);
    const bounds = { types: method.args, sizeBytesMax: method.argumentSizeBytesMax };
    return { args: readMessage(host.system.argument(), bounds) as unknown as Args };
  } catch (error) {
    if (error instanceof Refusal) return { Err: error.error };
    const { onMalformed } = hooks;
    if (!(error instanceof MessageRefused) || onMalformed === undefined) throw error;
    const malformed: Malformed = {
      method: onMalformed.method,
      caller: env.caller,
      fault: error.fault,
      message: error.message,
    };
    return { Err: onMalformed.answer(env, malformed) };
  }
}
