import type { Principal } from '@dfinity/principal';
import { exchange } from '../call-failed.ts';
import type { Connection } from '../connection.ts';
import type { CanisterStatus } from '../generated/management.ts';
import { managementFor } from './management.ts';

/**
 * How a canister does: running or not, memory, cycles. For its controllers.
 * Errors: CallFailed, ProofInvalid.
 * Source: IC interface specification, "canister_status".
 */
export async function readCanisterStatus(
  connection: Connection,
  canisterId: Principal,
): Promise<CanisterStatus> {
  return exchange('canister_status', () =>
    managementFor(connection, canisterId).canister_status({ canister_id: canisterId }),
  );
}
