import type { Principal } from '@dfinity/principal';
import { keyText } from '../principal.ts';
import { reject } from '../reject.ts';
import { findGoverned } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { answerWaiters } from './stop-canister.ts';

/**
 * Lets a canister run; those who wait for it to stop are told that it will not.
 * Errors: IC0301, IC0512; the waiters get IC0511.
 * Source: interface specification, "start_canister".
 */
export const startCanister: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'start_canister',
  types: MANAGEMENT_IDL.start_canister,
  ingress: 'controllers_and_admins',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const canister = findGoverned(request, canister_id);
    const waiters = canister.stopWaiters;
    canister.status = 'running';
    canister.stopWaiters = [];
    canister.version += 1n;
    request.host.touch(canister);
    const message = `Canister ${keyText(canister.key)}'s stop request was cancelled.`;
    answerWaiters(request.host, waiters, { kind: 'reject', ...reject('IC0511', message) });
    return DONE;
  },
};
