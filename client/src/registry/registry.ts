import { Actor, type ActorSubclass } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { idlFactory, type _SERVICE, type MethodError } from '../generated/registry.ts';
import { RegistryRefused } from './registry-refused.ts';

/** One registry of organisations, reached over a connection. */
export interface Registry {
  readonly canisterId: Principal;
  readonly connection: Connection;
  readonly service: ActorSubclass<_SERVICE>;
}

/** The registry with this id. Nothing is sent. */
export function openRegistry(connection: Connection, canisterId: Principal | string): Registry {
  const id = Principal.from(canisterId);
  const service = Actor.createActor<_SERVICE>(idlFactory, { agent: connection.agent, canisterId: id });
  return { canisterId: id, connection, service };
}

/**
 * Calls one method, and gives what it answers when it does not refuse.
 * Errors: RegistryRefused with the registry's reason; CallFailed; ProofInvalid.
 */
export async function ask<T>(
  method: string,
  call: () => Promise<{ Ok: T } | { Err: MethodError }>,
): Promise<T> {
  const answer = await exchange(method, call);
  if ('Ok' in answer) return answer.Ok;
  throw new RegistryRefused(method, answer.Err);
}
