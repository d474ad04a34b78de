import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { MessageRefused, readMessage } from './admit-message.ts';
import { CallFailed, callFailedOf } from './call-failed.ts';
import type { AsyncEnv } from './env.ts';
import type { OutgoingCall } from './system.ts';

/** A method of another canister as this one knows it. */
export interface RemoteMethod<Args extends readonly unknown[], Value> {
  readonly name: string;
  readonly args: IDL.Type[];
  /** None or one. */
  readonly results: IDL.Type[];
  /** Units: bytes of the whole reply. */
  readonly replySizeBytesMax: number;
  /** Carries the types of the call; never set. */
  readonly types?: (args: Args) => Value;
}

/** Where a call goes and what goes with it. Units: `cycles` in cycles; none when absent. */
export interface CallRequest<Args extends readonly unknown[]> {
  readonly canister: Principal;
  readonly args: Args;
  readonly cycles?: bigint;
}

/**
 * Calls a method of another canister and decodes its reply behind the same checks as a call to this one: size, Candid bombs,
 * types. The state may have changed when it returns: check again.
 * Errors: {@link CallFailed}; what was written before the call stays. What Azle throws while cleaning up passes through, and
 * must not be caught.
 */
export async function safeCall<Args extends readonly unknown[], Value>(
  env: AsyncEnv,
  method: RemoteMethod<Args, Value>,
  request: CallRequest<Args>,
): Promise<Value> {
  let reply: Uint8Array;
  try {
    reply = await env.call(outgoing(method, request));
  } catch (error) {
    throw callFailedOf(error) ?? error;
  }
  try {
    return readMessage(reply, { types: method.results, sizeBytesMax: method.replySizeBytesMax })[0] as Value;
  } catch (error) {
    if (!(error instanceof MessageRefused)) throw error;
    throw new CallFailed('reply_refused', error.message, { cause: error });
  }
}

/** Sends a message to another canister and asks for no answer. It may never arrive. */
export function notify<Args extends readonly unknown[]>(
  env: AsyncEnv,
  method: RemoteMethod<Args, unknown>,
  request: CallRequest<Args>,
): void {
  env.notify(outgoing(method, request));
}

function outgoing<Args extends readonly unknown[]>(
  method: RemoteMethod<Args, unknown>,
  { canister, args, cycles = 0n }: CallRequest<Args>,
): OutgoingCall {
  const argument = new Uint8Array(IDL.encode(method.args, [...args]));
  return { canister, method: method.name, argument, cycles };
}
