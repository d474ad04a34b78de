import type { Principal } from '@dfinity/principal';
import { findCanister } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { CYCLES_MAX } from './management-limits.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { outOfRange } from './management-refused.ts';

interface TopUpArgument {
  readonly canister_id: Principal;
  readonly amount: bigint;
}

/**
 * Adds cycles out of nothing to any canister; a balance ends at 2^128-1.
 * Errors: IC0301, IC0504.
 * Source: interface specification, "provisional_top_up_canister".
 */
export const provisionalTopUpCanister: ManagementMethod<TopUpArgument> = {
  name: 'provisional_top_up_canister',
  types: MANAGEMENT_IDL.provisional_top_up_canister,
  ingress: 'anyone',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id, amount }) {
    const canister = findCanister(request, canister_id);
    if (amount > CYCLES_MAX) throw outOfRange('Amount of cycles', '0..2^128-1', amount);
    const balance = canister.cycles + amount;
    canister.cycles = balance > CYCLES_MAX ? CYCLES_MAX : balance;
    request.host.touch(canister);
    return DONE;
  },
};
