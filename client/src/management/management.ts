import { Actor, type ActorSubclass } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import type { Connection } from '../connection.ts';
import { idlFactory, type _SERVICE } from '../generated/management.ts';

/** Id of the management canister. */
export const MANAGEMENT_CANISTER = Principal.managementCanister();

/** The management canister of the subnet that hosts `effectiveCanisterId`. Nothing is sent. */
export function managementFor(
  connection: Connection,
  effectiveCanisterId: Principal,
): ActorSubclass<_SERVICE> {
  return Actor.createActor<_SERVICE>(idlFactory, {
    agent: connection.agent,
    canisterId: MANAGEMENT_CANISTER,
    effectiveCanisterId,
  });
}
