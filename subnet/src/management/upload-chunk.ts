import type { Principal } from '@dfinity/principal';
import { createHash } from 'node:crypto';
import { CHUNK_BYTES_MAX } from '../limits.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import { costOfExecution } from '../sandbox/system-api/cycle-costs.ts';
import { outOfCycles, spend } from './cycles-account.ts';
import { findOwn } from './find-canister.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { CHUNK_STORE_SIZE, UPLOAD_CHUNK_INSTRUCTIONS } from './management-limits.ts';
import { reply, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { chunkStoreError } from './management-refused.ts';
import { planGrowth } from './plan-growth.ts';

interface UploadChunkArgument {
  readonly canister_id: Principal;
  readonly chunk: Uint8Array;
}

/**
 * Stores a part of a module; the same part twice is stored once.
 * Errors: IC0301, IC0512, IC0504 for a chunk too large, a store that is full or work that cannot be paid; IC0101, IC0532 and
 * IC0534 for memory that is not to be had.
 * Source: interface specification, "upload_chunk".
 */
export const uploadChunk: ManagementMethod<UploadChunkArgument> = {
  name: 'upload_chunk',
  types: MANAGEMENT_IDL.upload_chunk,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  handle(request, { canister_id, chunk }) {
    const canister = findOwn(request, canister_id);
    payForUpload(request, canister);
    const hash = createHash('sha256').update(chunk).digest();
    const key = hash.toString('hex');
    const result = reply({ hash: new Uint8Array(hash) });
    if (canister.chunks.has(key)) return result;
    if (chunk.length > CHUNK_BYTES_MAX) {
      throw chunkStoreError(
        `Wasm chunk size ${chunk.length} exceeds the maximum chunk size of ${CHUNK_BYTES_MAX}`,
      );
    }
    if (canister.chunks.size >= CHUNK_STORE_SIZE) {
      throw chunkStoreError(
        `Wasm chunk store has already reached maximum capacity of ${CHUNK_STORE_SIZE * CHUNK_BYTES_MAX} bytes ` +
          `or the maximum number of entries, ${CHUNK_STORE_SIZE}`,
      );
    }
    planGrowth(request, canister, { bytes: BigInt(CHUNK_BYTES_MAX) })();
    canister.chunks.set(key, chunk.length);
    request.host.writeChunk(canister, key, chunk);
    request.host.touch(canister);
    return result;
  },
};

/** Charged also for a chunk that is there already: its hash has to be found. */
function payForUpload({ host, call }: MethodRequest, canister: CanisterState): void {
  if (host.freeCycles) return;
  const cost = costOfExecution(UPLOAD_CHUNK_INSTRUCTIONS);
  const problem = outOfCycles(canister, cost, call.caller);
  if (problem) throw chunkStoreError(`Error charging for 'upload_chunk': ${problem}`);
  spend(canister, 'instructions', cost);
  host.touch(canister);
}
