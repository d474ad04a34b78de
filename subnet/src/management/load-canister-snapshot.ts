import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { snapshotId, snapshotText, type CanisterSnapshot } from '../canister/snapshot.ts';
import { keyText, principalKey, type PrincipalKey } from '../principal.ts';
import { nextSnapshotBytes, snapshotBytes } from './canister-memory.ts';
import { findControlled } from './find-canister.ts';
import { findSnapshot, readSnapshotId } from './find-snapshot.ts';
import { isLowOnMemory, updateLowMemoryHook } from '../canister/low-memory.ts';
import { MANAGEMENT_IDL } from './management-idl-table.ts';
import { DONE, type ManagementMethod, type MethodRequest } from './management-method.ts';
import { SNAPSHOT_INSTRUCTIONS } from './management-limits.ts';
import { ManagementRefused } from './management-refused.ts';
import { planGrowth, type PlannedGrowth } from './plan-growth.ts';
import { recordChange } from './record-change.ts';

interface LoadCanisterSnapshotArgument {
  readonly canister_id: Principal;
  readonly snapshot_id: Uint8Array;
  readonly sender_canister_version: [] | [bigint];
}

const NUMBER_BYTES = 8;

/**
 * Puts a snapshot into a canister, its own or one of another canister that the caller controls too: code, memories,
 * globals, chunks and certified data; of an uploaded one also the timer and the state of the hook for low memory, where given.
 * Errors: IC0301, IC0512; IC0305; IC0406 when the caller does not control the snapshot's canister; IC0408 for an upload that
 * does not fit its module; IC0505 for a module that is none.
 * Source: interface specification, "load_canister_snapshot".
 */
export const loadCanisterSnapshot: ManagementMethod<LoadCanisterSnapshotArgument> = {
  name: 'load_canister_snapshot',
  types: MANAGEMENT_IDL.load_canister_snapshot,
  ingress: 'controllers',
  query: false,
  effectiveId: 'canister_id',
  async handle(request, argument) {
    const { host } = request;
    const canister = findControlled(request, argument.canister_id);
    const snapshot = findLoadable(request, canister, argument.snapshot_id);
    checkHook(canister, snapshot);
    const book = planGrowth(request, canister, growthOf(canister, snapshot));
    const failure = await host.snapshots.load(canister, snapshot);
    if (failure === 'mismatch') {
      throw inconsistent('Wasm exported globals of canister module and snapshot metadata do not match.');
    }
    if (failure !== undefined) {
      const message = `Error from Canister ${keyText(canister.key)}: ${failure.message}`;
      throw new ManagementRefused(failure.errorCode, message);
    }
    book();
    canister.certifiedData = snapshot.certifiedData;
    if (snapshot.source === 'metadata_upload') {
      canister.globalTimerNs = snapshot.globalTimerNs ?? canister.globalTimerNs;
      canister.lowMemoryHook = snapshot.lowMemoryHook ?? canister.lowMemoryHook;
    }
    updateLowMemoryHook(canister);
    canister.version += 1n;
    recordChange(
      request,
      canister,
      {
        kind: 'load_snapshot',
        ...(snapshot.canister === canister.key ? {} : { from: snapshot.canister }),
        snapshotId: snapshotId(snapshot),
        canisterVersion: snapshot.canisterVersion,
        takenAtNs: snapshot.takenAtNs,
        source: snapshot.source,
      },
      argument.sender_canister_version,
    );
    host.touch(canister);
    return DONE;
  },
};

/** Code, memories and chunks are replaced by those of the snapshot. */
function growthOf(canister: CanisterState, snapshot: CanisterSnapshot): PlannedGrowth {
  const size = BigInt(snapshotBytes(snapshot));
  return { bytes: size - nextSnapshotBytes(canister), instructions: SNAPSHOT_INSTRUCTIONS + size };
}

function findLoadable(request: MethodRequest, canister: CanisterState, id: Uint8Array): CanisterSnapshot {
  const { host, call } = request;
  const hex = readSnapshotId(id);
  const owner = host.canisters.get(ownerOf(id)) ?? canister;
  const snapshot = findSnapshot(owner, id);
  if (!owner.settings.controllers.includes(call.caller)) {
    throw new ManagementRefused(
      'IC0406',
      `Only a controller of the canister that snapshot ${snapshotText(hex)} belongs to can load it on canister ` +
        `${keyText(canister.key)}. Sender: ${keyText(call.caller)}.`,
    );
  }
  return snapshot;
}

function ownerOf(id: Uint8Array): PrincipalKey {
  return principalKey(id.subarray(NUMBER_BYTES));
}

/** An upload must tell of the hook what is true of its memory. */
function checkHook(canister: CanisterState, { source, lowMemoryHook, heapBytes }: CanisterSnapshot): void {
  if (source !== 'metadata_upload' || lowMemoryHook === undefined) return;
  const said = lowMemoryHook !== 'condition_not_satisfied';
  if (said === isLowOnMemory(canister.settings, heapBytes)) return;
  throw inconsistent(
    `The status ${lowMemoryHook} of the hook for low Wasm memory does not match a heap of ${heapBytes} bytes.`,
  );
}

function inconsistent(message: string): ManagementRefused {
  return new ManagementRefused('IC0408', message);
}
