import { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import { managementFor } from './management.ts';

/** A canister id that every development network routes to its own subnet. Source: dfx, agent-rs. */
const DEFAULT_EFFECTIVE_CANISTER = Principal.fromText('rwlgt-iiaaa-aaaaa-aaaaa-cai');

/** How a canister is made. */
export interface CreateCanister {
  /** The caller alone unless told. */
  readonly controllers?: readonly Principal[];
  /** The network's default unless told. Units: cycles. */
  readonly cycles?: bigint;
}

/**
 * Makes an empty canister where the network gives cycles away, as development networks do and the IC does not.
 * Errors: CallFailed, ProofInvalid.
 * Source: IC interface specification, "provisional_create_canister_with_cycles".
 */
export async function createCanister(connection: Connection, how: CreateCanister = {}): Promise<Principal> {
  const management = managementFor(connection, DEFAULT_EFFECTIVE_CANISTER);
  const controllers = [...(how.controllers ?? [connection.principal])];
  const { canister_id } = await exchange('provisional_create_canister_with_cycles', () =>
    management.provisional_create_canister_with_cycles({
      amount: how.cycles === undefined ? [] : [how.cycles],
      settings: [{ controllers: [controllers], freezing_threshold: [], wasm_memory_limit: [] }],
      specified_id: [],
    }),
  );
  return canister_id;
}
