import type { Principal } from '@dfinity/principal';
import { CHUNK_BYTES_MAX } from '../limits.ts';
import { findOwn } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { planGrowth } from './plan-growth.ts';

/**
 * Drops all chunks of a canister.
 * Errors: IC0301, IC0512; IC0532 for a canister that is frozen even without its chunks.
 * Source: interface specification, "clear_chunk_store".
 */
export const clearChunkStore: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'clear_chunk_store',
  types: MANAGEMENT_IDL.clear_chunk_store,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const canister = findOwn(request, canister_id);
    planGrowth(request, canister, { bytes: -BigInt(canister.chunks.size * CHUNK_BYTES_MAX) })();
    canister.chunks.clear();
    request.host.clearChunks(canister);
    request.host.touch(canister);
    return DONE;
  },
};
