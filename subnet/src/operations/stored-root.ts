import { openCertifier } from '../replica/open-replica.ts';
import { SUBNET_RECORD_KEY, type SubnetRecord } from '../replica/commit-round.ts';
import { QueryGate } from '../replica/query-gate.ts';
import { decodeRecord } from '../replica/record.ts';
import { restoreState } from '../replica/restore.ts';
import { metaKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import { SystemCanisters } from '../system-canisters/system-canisters.ts';
import { BackupError } from './backup-error.ts';

/** The newest stored round and the root hash of the state tree that it certified. */
export interface StoredRoot {
  readonly height: bigint;
  readonly timeNs: bigint;
  readonly root: Uint8Array;
  readonly rootKeyDer: Uint8Array;
}

/** Height and time of the newest stored round; zeros before the first. Units: nanoseconds. */
export async function storedRound(
  store: Store,
): Promise<{ readonly height: bigint; readonly timeNs: bigint }> {
  const record = await store.get(SUBNET_RECORD_KEY);
  return record === undefined ? { height: 0n, timeNs: 0n } : decodeRecord<SubnetRecord>(record);
}

/**
 * Builds the state tree from what is stored, as a start of the subnet does. Nothing is written.
 * Errors: BackupError `no-state` where no subnet is stored; StoreError `corrupt`.
 */
export async function storedRoot(store: Store, systemCanisters: boolean): Promise<StoredRoot> {
  const seed = await store.get(metaKey('seed'));
  if (seed === undefined)
    throw new BackupError('no-state', 'expected a stored subnet, got a store without one');
  const { height, timeNs } = await storedRound(store);
  const { identity, certifier } = openCertifier(seed);
  const state = await restoreState(store, certifier);
  await SystemCanisters.open({ store, certifier, state, identity, gate: new QueryGate() }, systemCanisters);
  return { height, timeNs, root: certifier.rootHashAt(timeNs), rootKeyDer: identity.rootKeyDer };
}
