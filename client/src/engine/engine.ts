import { Actor, type ActorSubclass } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { idlFactory, type _SERVICE, type MethodError } from '../generated/engine.ts';
import { EngineRefused } from './engine-refused.ts';

/** One engine, reached over a connection: as a controller to bring models, as anybody to ask them. */
export interface Engine {
  readonly canisterId: Principal;
  readonly connection: Connection;
  readonly service: ActorSubclass<_SERVICE>;
}

/** The engine with this id. Nothing is sent. */
export function openEngine(connection: Connection, canisterId: Principal | string): Engine {
  const id = Principal.from(canisterId);
  const service = Actor.createActor<_SERVICE>(idlFactory, { agent: connection.agent, canisterId: id });
  return { canisterId: id, connection, service };
}

/**
 * Calls one method, and gives what it answers when it does not refuse.
 * Errors: EngineRefused with the engine's reason; CallFailed; ProofInvalid.
 */
export async function askEngine<T>(
  method: string,
  call: () => Promise<{ Ok: T } | { Err: MethodError }>,
): Promise<T> {
  const answer = await exchange(method, call);
  if ('Ok' in answer) return answer.Ok;
  throw new EngineRefused(method, answer.Err);
}
