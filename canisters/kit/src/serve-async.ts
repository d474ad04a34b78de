import { assert } from './assert.ts';
import { enter } from './enter.ts';
import type { ServeHooks } from './enter.ts';
import type { AsyncEnv } from './env.ts';
import { MessageFlow } from './message-flow.ts';
import type { AsyncHost } from './message-flow.ts';
import type { Method } from './method.ts';
import { RecordedRefusal, Refusal } from './refusal.ts';
import type { AsyncSystem } from './system.ts';
import { trapMessageOf } from './trap-message.ts';

export type { AsyncHost } from './message-flow.ts';

/**
 * As `serve`, for a handler that waits for other canisters through `safeCall`. Each `await` of a call ends a message: what was
 * written before it stays, whatever comes after, and state that was read before it is to be read again
 * ({@link checkedAround}). A {@link Refusal} is answered as `Err` when the message that throws it has written nothing; else it
 * traps and takes back what was written since the last `await`.
 * Context: manual updates. After a trap past an `await` the handler's `finally` blocks run as cleanup, in which nothing is sent
 * or answered, even when the handler catches everything.
 */
export async function serveAsync<Args extends readonly unknown[], Value>(
  method: Method<Args, Value>,
  host: AsyncHost,
  handle: (env: AsyncEnv, ...args: Args) => Promise<Value>,
  hooks: ServeHooks = {},
): Promise<void> {
  const flow = new MessageFlow(host, host.system.caller());
  await guardFlow(flow, host.system, async () => {
    const entered = enter(method, host, flow.env, hooks);
    flow.keepWrites();
    const result = 'Err' in entered ? entered : await answer(flow, () => handle(flow.env, ...entered.args));
    flow.refuseUnwinding();
    host.system.reply(method.reply.encode(result));
  });
}

/**
 * Runs `check`, makes the call, and runs `check` again on what is then: the answer is the later one.
 * Errors: what either throws; `check` refuses before the call is made, or after it without a trace of its own.
 */
export async function checkedAround<Checked, Reply>(
  check: () => Checked,
  call: (checked: Checked) => Promise<Reply>,
): Promise<{ readonly checked: Checked; readonly reply: Reply }> {
  const reply = await call(check());
  return { checked: check(), reply };
}

/** Lets nothing thrown reach the runtime but the sign that the message is cleaned up, which only the runtime understands. */
export async function guardFlow(
  flow: MessageFlow,
  system: AsyncSystem,
  run: () => void | Promise<void>,
): Promise<void> {
  let trapMessage: string | undefined;
  try {
    await run();
  } catch (error) {
    flow.refuseUnwinding();
    trapMessage = trapMessageOf(error);
  }
  if (trapMessage !== undefined) system.trap(trapMessage);
}

async function answer<Value>(
  flow: MessageFlow,
  handle: () => Promise<Value>,
): Promise<{ Ok: Value } | { Err: object }> {
  try {
    return { Ok: await handle() };
  } catch (error) {
    flow.refuseUnwinding();
    if (!(error instanceof Refusal)) throw error;
    const isWhole = error instanceof RecordedRefusal || !flow.hasWritten;
    assert(isWhole, 'a method checks before it writes');
    return { Err: error.error };
  }
}
