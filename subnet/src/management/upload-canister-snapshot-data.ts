import type { Principal } from '@dfinity/principal';
import { createHash } from 'node:crypto';
import { snapshotId, type CanisterSnapshot } from '../canister/snapshot.ts';
import { CHUNK_BYTES_MAX } from '../limits.ts';
import { findControlled } from './find-canister.ts';
import { findSnapshot } from './find-snapshot.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import {
  CHUNK_STORE_SIZE,
  SNAPSHOT_DATA_INSTRUCTIONS,
  UPLOAD_CHUNK_INSTRUCTIONS,
} from './management-limits.ts';
import { DONE, type ManagementMethod } from './management-method.ts';
import { chunkStoreError, ManagementRefused } from './management-refused.ts';
import { payForWork, planGrowth } from './plan-growth.ts';
import { areaOf, checkSlice, type AreaKind } from './snapshot-slice.ts';

interface UploadCanisterSnapshotDataArgument {
  readonly canister_id: Principal;
  readonly snapshot_id: Uint8Array;
  readonly kind: AreaKind<{ readonly offset: bigint }> | { readonly wasm_chunk: null };
  readonly chunk: Uint8Array;
}

/**
 * Writes a part of the data of a snapshot that was made by upload.
 * Errors: IC0301, IC0512, IC0305; IC0409 for a snapshot that was taken; IC0408 beyond the end; IC0504 for a chunk that the
 * chunk store does not take.
 * Source: interface specification, "upload_canister_snapshot_data".
 */
export const uploadCanisterSnapshotData: ManagementMethod<UploadCanisterSnapshotDataArgument> = {
  name: 'upload_canister_snapshot_data',
  types: MANAGEMENT_IDL.upload_canister_snapshot_data,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  async handle(request, { canister_id, snapshot_id, kind, chunk }) {
    const { host } = request;
    const canister = findControlled(request, canister_id);
    const snapshot = findSnapshot(canister, snapshot_id);
    if (snapshot.source !== 'metadata_upload') {
      throw new ManagementRefused(
        'IC0409',
        'Only canister snapshots created by metadata upload can be mutated.',
      );
    }
    if ('wasm_chunk' in kind) {
      const hash = createHash('sha256').update(chunk).digest('hex');
      checkChunk(snapshot, hash, chunk.length);
      const bytes = snapshot.chunks.has(hash) ? 0n : BigInt(CHUNK_BYTES_MAX);
      planGrowth(request, canister, { bytes, instructions: UPLOAD_CHUNK_INSTRUCTIONS })();
      const chunks = new Map(snapshot.chunks).set(hash, chunk.length);
      canister.snapshots.set(snapshotId(snapshot), { ...snapshot, chunks });
      host.snapshots.writeChunk(snapshot, hash, chunk);
    } else {
      const [area, { offset }] = areaOf(kind);
      checkSlice(snapshot, area, { offset, size: BigInt(chunk.length) });
      const instructions = SNAPSHOT_DATA_INSTRUCTIONS + BigInt(chunk.length);
      payForWork(request, canister, instructions);
      await host.snapshots.write(snapshot, area, Number(offset), chunk);
    }
    host.touch(canister);
    return DONE;
  },
};

function checkChunk({ chunks }: CanisterSnapshot, hash: string, bytes: number): void {
  if (bytes > CHUNK_BYTES_MAX) {
    throw chunkStoreError(`Wasm chunk size ${bytes} exceeds the maximum chunk size of ${CHUNK_BYTES_MAX}`);
  }
  if (chunks.size >= CHUNK_STORE_SIZE && !chunks.has(hash)) {
    throw chunkStoreError(
      `Wasm chunk store has already reached maximum capacity of ${CHUNK_STORE_SIZE * CHUNK_BYTES_MAX} bytes ` +
        `or the maximum number of entries, ${CHUNK_STORE_SIZE}`,
    );
  }
}
