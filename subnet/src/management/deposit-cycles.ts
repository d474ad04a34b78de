import type { Principal } from '@dfinity/principal';
import { findCanister } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { CYCLES_MAX } from './management-limits.ts';
import type { ManagementMethod } from './management-method.ts';

/**
 * Gives the attached cycles to a canister; what would raise its balance above 2^128-1 goes back.
 * Errors: IC0301.
 * Source: interface specification, "deposit_cycles".
 */
export const depositCycles: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'deposit_cycles',
  types: MANAGEMENT_IDL.deposit_cycles,
  ingress: 'nobody',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const canister = findCanister(request, canister_id);
    const room = CYCLES_MAX - canister.cycles;
    const taken = request.call.cycles < room ? request.call.cycles : room;
    canister.cycles += taken;
    request.host.touch(canister);
    return { kind: 'reply', values: [], cyclesTaken: taken };
  },
};
