import type { Principal } from '@dfinity/principal';
import type { CanisterState } from '../canister/canister-state.ts';
import { snapshotId, snapshotText, type CanisterSnapshot } from '../canister/snapshot.ts';
import { keyText } from '../principal.ts';
import { findCanister, isVisible } from './find-canister.ts';
import { SNAPSHOTS_MAX } from './management-limits.ts';
import type { MethodRequest } from './management-method.ts';
import { badPayload, ManagementRefused, notController } from './management-refused.ts';

/** Eight bytes of a number and a canister id of up to 29. */
const ID_BYTES_MIN = 8;
const ID_BYTES_MAX = 37;

/** A snapshot id as hexadecimal. Errors: ManagementRefused IC0408. */
export function readSnapshotId(id: Uint8Array): string {
  if (id.length < ID_BYTES_MIN || id.length > ID_BYTES_MAX) {
    throw badPayload(`expected a snapshot ID of ${ID_BYTES_MIN} to ${ID_BYTES_MAX} bytes, got ${id.length}`);
  }
  return Buffer.from(id).toString('hex');
}

/** The snapshot of a canister. Errors: ManagementRefused IC0305, IC0408. */
export function findSnapshot(canister: CanisterState, id: Uint8Array): CanisterSnapshot {
  const hex = readSnapshotId(id);
  const snapshot = canister.snapshots.get(hex);
  if (snapshot === undefined) throw snapshotNotFound(canister, hex);
  return snapshot;
}

/** The canister of an id whose snapshots the caller may see. Errors: ManagementRefused IC0301, IC0512. */
export function findWithVisibleSnapshots(request: MethodRequest, id: Principal): CanisterState {
  const { caller } = request.call;
  const canister = findCanister(request, id);
  const { controllers, snapshotVisibility } = canister.settings;
  if (!isVisible(canister, snapshotVisibility, caller)) {
    throw notController(canister.key, controllers, caller);
  }
  return canister;
}

/**
 * The snapshot that a new one is to replace, if any. Errors: ManagementRefused IC0305; IC0406 when there is no room
 * for another.
 */
export function findReplaced(
  canister: CanisterState,
  replace: [] | [Uint8Array],
): CanisterSnapshot | undefined {
  const [id] = replace;
  if (id !== undefined) return findSnapshot(canister, id);
  if (canister.snapshots.size < SNAPSHOTS_MAX) return undefined;
  throw new ManagementRefused(
    'IC0406',
    `Canister ${keyText(canister.key)} has reached the maximum number of snapshots allowed: ${SNAPSHOTS_MAX}.`,
  );
}

/** Takes a snapshot off its canister, data and all. */
export function removeSnapshot(
  { host }: MethodRequest,
  canister: CanisterState,
  snapshot: CanisterSnapshot,
): void {
  canister.snapshots.delete(snapshotId(snapshot));
  host.snapshots.drop(snapshot);
  host.touch(canister);
}

function snapshotNotFound(canister: CanisterState, id: string): ManagementRefused {
  return new ManagementRefused(
    'IC0305',
    `Could not find the snapshot ID ${snapshotText(id)} for canister ${keyText(canister.key)}.`,
  );
}
