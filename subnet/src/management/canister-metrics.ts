import type { Principal } from '@dfinity/principal';
import { cyclesConsumed } from '../canister/cycles-consumed.ts';
import { findGoverned } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';

/**
 * Tells controllers and subnet admins what a canister has spent its cycles on.
 * Errors: IC0301, IC0512.
 * Source: interface specification, "canister_metrics".
 */
export const canisterMetrics: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'canister_metrics',
  types: MANAGEMENT_IDL.canister_metrics,
  ingress: 'controllers_and_admins',
  query: true,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const canister = findGoverned(request, canister_id);
    return reply({ cycles_consumed: cyclesConsumed(canister) });
  },
};
