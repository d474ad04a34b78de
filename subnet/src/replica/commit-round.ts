import type { CertifiedCanister } from '../certification/certifier.ts';
import type { CanisterState } from '../canister/canister-state.ts';
import type { PrincipalKey } from '../principal.ts';
import { nextTurn } from '../real-time.ts';
import { canisterKey, chunkPrefix, metaKey, requestKey, snapshotsPrefix } from '../store/keys.ts';
import { BatchBuilder } from './batch-builder.ts';
import { encodeCanister } from './canister-record.ts';
import type { IngressRecord } from './ingress-history.ts';
import { withSample } from './node-metrics.ts';
import { encodeRecord } from './record.ts';
import type { ReplicaParts } from './replica-parts.ts';
import type { ReplicaState } from './replica-state.ts';
import { deleteMemory, writeMemory } from './stored-memory.ts';

/** Where the record of the subnet as a whole lies. */
export const SUBNET_RECORD_KEY = metaKey('subnet');

/** The subnet's own record. */
export interface SubnetRecord {
  readonly height: bigint;
  readonly timeNs: bigint;
  readonly heartbeatAtNs: bigint;
  readonly nextCanister: bigint;
  readonly management: ReplicaState['management'];
  /** Absent in records of older versions. */
  readonly nodeMetrics?: ReplicaState['nodeMetrics'];
  readonly chargedAtNs?: bigint;
}

/**
 * Ends a round: stores what it changed in one atomic batch, certifies it, and only then lets the callers know and the
 * queries in. When storing fails, nothing is certified and the error goes up.
 */
export async function commitRound(parts: ReplicaParts): Promise<void> {
  const { state, certifier } = parts;
  if (state.hasChanges) {
    state.height++;
    state.nodeMetrics = withSample(state.nodeMetrics, {
      timestampNs: state.timeNs,
      blocksProposed: state.height,
    });
    const changes = takeChanges(state);
    const batch = new BatchBuilder();
    // At once: messages that arrive while the round is stored belong to the next.
    writeChanges(batch, state, changes);
    for (const [canister, delta] of parts.memories.take(changes.blobs)) writeMemory(batch, canister, delta);
    await parts.store.commit(batch.finish());
    parts.memories.stored();
    certifyChanges(parts, changes);
    parts.systemCanisters.certifyChanges();
    certifier.sign(state.timeNs);
    // After the next round is on its way: the sandbox works while the answers are written.
    void nextTurn().then(() => state.ingress.announce(changes.requests.changed));
  } else {
    certifier.sign(state.timeNs);
  }
  parts.certificates.clear();
  parts.gate.open();
}

interface Changes {
  readonly canisters: readonly CanisterState[];
  readonly deleted: readonly PrincipalKey[];
  readonly blobs: ReadonlyMap<string, Uint8Array | undefined>;
  readonly blobPrefixes: readonly string[];
  readonly requests: {
    readonly changed: readonly IngressRecord[];
    readonly forgotten: readonly IngressRecord[];
  };
}

/** Takes the marks of the state in one go, so that what happens while the round is stored belongs to the next. */
function takeChanges(state: ReplicaState): Changes {
  const present = (key: PrincipalKey) => state.canisters.get(key);
  const changes: Changes = {
    canisters: [...state.changed].flatMap((key) => present(key) ?? []),
    deleted: [...state.deleted],
    blobs: new Map(state.blobs),
    blobPrefixes: [...state.blobPrefixesDeleted],
    requests: state.ingress.takeChanges(),
  };
  state.changed.clear();
  state.deleted.clear();
  state.blobs.clear();
  state.blobPrefixesDeleted.clear();
  return changes;
}

function writeChanges(batch: BatchBuilder, state: ReplicaState, changes: Changes): void {
  for (const canister of changes.deleted) {
    batch.delete(canisterKey(canister));
    batch.deletePrefix(chunkPrefix(canister));
    batch.deletePrefix(snapshotsPrefix(canister));
    deleteMemory(batch, canister);
  }
  for (const prefix of changes.blobPrefixes) batch.deletePrefix(prefix);
  for (const [key, value] of changes.blobs) {
    if (value === undefined) batch.delete(key);
    else batch.put(key, value);
  }
  for (const canister of changes.canisters) {
    if (canister.code === undefined) deleteMemory(batch, canister.key);
    batch.put(canisterKey(canister.key), encodeCanister(canister));
  }
  for (const { expiryNs, id } of changes.requests.forgotten) batch.delete(requestKey(expiryNs, id));
  for (const record of changes.requests.changed) {
    batch.put(requestKey(record.expiryNs, record.id), encodeRecord(record));
  }
  const record: SubnetRecord = {
    height: state.height,
    timeNs: state.timeNs,
    heartbeatAtNs: state.heartbeatAtNs,
    nextCanister: state.nextCanister,
    management: [...state.openCalls],
    nodeMetrics: state.nodeMetrics,
    chargedAtNs: state.chargedAtNs,
  };
  batch.put(SUBNET_RECORD_KEY, encodeRecord(record));
}

function certifyChanges({ certifier }: ReplicaParts, changes: Changes): void {
  for (const canister of changes.deleted) certifier.removeCanister(canister);
  for (const canister of changes.canisters) certifier.setCanister(canister.key, certifiedView(canister));
  for (const { id } of changes.requests.forgotten) certifier.removeStatus(Buffer.from(id, 'hex'));
  for (const { id, status } of changes.requests.changed) certifier.setStatus(Buffer.from(id, 'hex'), status);
}

/** What the state tree says of a canister. */
export function certifiedView(canister: CanisterState): CertifiedCanister {
  const { code } = canister;
  return {
    controllers: canister.settings.controllers.map((key) => Buffer.from(key, 'hex')),
    metadata: code?.info.metadata ?? [],
    createdAtNs: canister.createdAtNs,
    ...(code && {
      moduleHash: Buffer.from(code.moduleHash, 'hex'),
      certifiedData: canister.certifiedData,
      lastInstallAtNs: code.installedAtNs,
    }),
  };
}
