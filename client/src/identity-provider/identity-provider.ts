import { Actor, type ActorSubclass } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { CallFailed, exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { idlFactory, type _SERVICE, type MethodError } from '../generated/identity.ts';
import { IdentityRefused } from './identity-refused.ts';

/** What the methods that are as Internet Identity's reject strangers with. */
const NOT_DEVICE = /refused: NotDevice/;
/** Error code of an ingress message that a canister does not let in. Source: IC interface specification, "Error codes". */
const REFUSED_AT_THE_DOOR = 'IC0406';

/** One identity provider, reached over a connection: as a device, as a session key, or anonymously for lookups. */
export interface IdentityProvider {
  readonly canisterId: Principal;
  readonly connection: Connection;
  readonly service: ActorSubclass<_SERVICE>;
}

/** The identity provider with this id. Nothing is sent. */
export function openIdentityProvider(
  connection: Connection,
  canisterId: Principal | string,
): IdentityProvider {
  const id = Principal.from(canisterId);
  const service = Actor.createActor<_SERVICE>(idlFactory, { agent: connection.agent, canisterId: id });
  return { canisterId: id, connection, service };
}

/**
 * Calls one method on an anchor, and gives what it answers when it does not refuse.
 * Errors: IdentityRefused with the provider's reason; CallFailed; ProofInvalid.
 */
export async function askProvider<T>(
  method: string,
  anchor: bigint,
  call: () => Promise<{ Ok: T } | { Err: MethodError }>,
): Promise<T> {
  return unwrap(method, await exchangeAsDevice(method, anchor, call));
}

/** What a method answers when it does not refuse. Errors: IdentityRefused. */
export function unwrap<T>(method: string, answer: { Ok: T } | { Err: MethodError }): T {
  if ('Ok' in answer) return answer.Ok;
  throw new IdentityRefused(method, answer.Err);
}

/**
 * Runs one exchange as a device. The canister turns strangers away before it runs anything, to save itself the cost; that
 * means the same as its own refusal.
 * Errors: IdentityRefused `NotDevice`; CallFailed; ProofInvalid.
 */
export async function exchangeAsDevice<T>(
  method: string,
  anchor: bigint,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await exchange(method, call);
  } catch (error) {
    throw isTurnedAway(error) ? new IdentityRefused(method, { NotDevice: { anchor } }) : error;
  }
}

/** Whether a call was not let in because its caller is no device. */
export function isTurnedAway(error: unknown): boolean {
  const reject = error instanceof CallFailed ? error.reject : undefined;
  return reject?.error_code === REFUSED_AT_THE_DOOR || NOT_DEVICE.test(reject?.message ?? '');
}
