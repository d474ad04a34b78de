import type { IDL } from '@dfinity/candid';
import { readMessage } from './admit-message.ts';
import { assert } from './assert.ts';
import { enter } from './enter.ts';
import type { Host, ServeHooks } from './enter.ts';
import { envOf } from './env.ts';
import type { Env } from './env.ts';
import type { Method } from './method.ts';
import { RecordedRefusal, Refusal } from './refusal.ts';
import type { System } from './system.ts';
import { trapMessageOf } from './trap-message.ts';

/**
 * Runs one call of a method: hooks, size, Candid admission, decoding, handler, reply. A {@link Refusal} is answered as `Err`.
 * Context: manual methods; synchronous handlers.
 * Errors: a message that is too large, a Candid bomb or of other types traps with the reason unless a hook answers it;
 * whatever else goes wrong traps with "internal" and nothing more. A trap leaves no trace in the state.
 */
export function serve<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  host: Host,
  handle: (env: Env, ...args: Args) => Value,
  hooks: ServeHooks = {},
): void {
  const { system } = host;
  guard(system, () => {
    const env = envOf(system);
    const entered = enter(method, host, env, hooks);
    const result = 'Err' in entered ? entered : answer(host, () => handle(env, ...entered.args));
    system.reply(method.reply.encode(result));
  });
}

/**
 * Runs install or upgrade: decodes the init argument behind the same checks, without a reply.
 * Errors: as {@link serve}; a refusal traps with its case, and the module is not installed.
 */
export function serveInit<Args extends readonly unknown[]>(
  types: IDL.Type[],
  sizeBytesMax: number,
  host: Host,
  handle: (env: Env, ...args: Args) => void,
): void {
  const { system } = host;
  guard(system, () => {
    const args = types.length === 0 ? [] : readMessage(system.argument(), { types, sizeBytesMax });
    handle(envOf(system), ...(args as unknown as Args));
  });
}

function answer<Value>(host: Host, handle: () => Value): { Ok: Value } | { Err: object } {
  const writes = host.writes();
  try {
    return { Ok: handle() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const isWhole = error instanceof RecordedRefusal || host.writes() === writes;
    assert(isWhole, 'a method checks before it writes');
    return { Err: error.error };
  }
}

/** Lets nothing thrown reach the runtime: it would tell the caller a stack, or keep the state of a `throw null`. */
export function guard(system: System, run: () => void): void {
  let trapMessage: string | undefined;
  try {
    run();
  } catch (error) {
    trapMessage = trapMessageOf(error);
  }
  if (trapMessage !== undefined) system.trap(trapMessage);
}
