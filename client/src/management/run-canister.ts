import type { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { managementFor } from './management.ts';

/**
 * Lets a stopped canister answer again. For its controllers.
 * Errors: CallFailed, ProofInvalid.
 */
export async function startCanister(connection: Connection, canisterId: Principal): Promise<void> {
  const management = managementFor(connection, canisterId);
  await exchange('start_canister', () => management.start_canister({ canister_id: canisterId }));
}

/**
 * Stops a canister once its open calls are answered. For its controllers.
 * Errors: CallFailed, ProofInvalid.
 */
export async function stopCanister(connection: Connection, canisterId: Principal): Promise<void> {
  const management = managementFor(connection, canisterId);
  await exchange('stop_canister', () => management.stop_canister({ canister_id: canisterId }));
}
