import type { Principal } from '@dfinity/principal';
import { findOwn } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { reply, type ManagementMethod } from './management-method.ts';

/**
 * Lists the chunks of a canister by their hashes, in the order of the hashes.
 * Errors: IC0301, IC0512.
 * Source: interface specification, "stored_chunks".
 */
export const storedChunks: ManagementMethod<{ readonly canister_id: Principal }> = {
  name: 'stored_chunks',
  types: MANAGEMENT_IDL.stored_chunks,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id }) {
    const hashes = [...findOwn(request, canister_id).chunks.keys()].sort();
    return reply(hashes.map((hash) => ({ hash: new Uint8Array(Buffer.from(hash, 'hex')) })));
  },
};
