import { IDL } from '@dfinity/candid';
import { concatBytes } from '@indus/kit/bytes';
import type { AsyncEnv } from '@indus/kit/env';
import { sha256 } from '@indus/kit/sha256';
import { admitCaller } from './admit-caller.ts';
import { ReadRecords } from './answers.ts';
import { checkSize } from './check-text.ts';
import { decideRead } from './decide-read.ts';
import type { ReadDecision } from './decide-read.ts';
import { deny } from './deny.ts';
import { TRANSPORT_KEY_SIZE_BYTES } from './limits.ts';
import { openDossier } from './open-dossier.ts';
import { cursorAt, positionOf } from './page-cursor.ts';
import { bodyOf, claimOf, performRead } from './read-records.ts';
import { ReadRequest } from './reading-requests.ts';
import type { Recorded } from './record-act.ts';
import { deriveKey, keyShardOf } from './record-key.ts';
import { attempt, refuse, refuseInvalid } from './refuse.ts';
import { sealedEpochOf } from './sealed-body.ts';
import { selectRecords } from './select-records.ts';
import type { Selection } from './select-records.ts';
import type { Vault } from './storage.ts';
import type { Visit } from './visit.ts';

const METHOD = 'derive_record_key';
const ACT = { derive_key: null } as const;

/** A read of records of one sealed class, with the key that opens them. */
export interface DeriveRequest {
  /** Names exactly one class. */
  readonly read: ReadRequest;
  readonly transport_public_key: Uint8Array;
  /** Only records sealed under this epoch; absent: under that of the newest. */
  readonly epoch: [] | [number];
}

/** Records sealed under one key, and the key. */
export interface SealedRead {
  readonly read: ReadRecords;
  /** Encrypted to the transport key; nothing when no record was found. */
  readonly encrypted_key: [] | [Uint8Array];
  readonly epoch: [] | [number];
}

/** Candid type of {@link DeriveRequest}. */
export const DeriveRequest = IDL.Record({
  read: ReadRequest,
  transport_public_key: IDL.Vec(IDL.Nat8),
  epoch: IDL.Opt(IDL.Nat32),
});

/** Candid type of {@link SealedRead}. */
export const SealedRead = IDL.Record({
  read: ReadRecords,
  encrypted_key: IDL.Opt(IDL.Vec(IDL.Nat8)),
  epoch: IDL.Opt(IDL.Nat32),
});

interface Plan extends Selection {
  readonly decision: ReadDecision;
  /** Nothing when there is nothing to open. */
  readonly epoch: number | undefined;
}

/**
 * Records of one sealed class with the key that opens them, for whoever has a lawful ground to read them. The ledger has the
 * entry before the key is derived; what has changed meanwhile is looked at again before it leaves, and a denial then is an
 * entry of its own.
 * Errors: as readRecords; Invalid for a class that is not sealed; KeyUnavailable, after the entry: nothing was read then.
 */
export async function deriveRecordKey(
  vault: Vault,
  env: AsyncEnv,
  request: DeriveRequest,
): Promise<Recorded<SealedRead>> {
  const { read } = request;
  const visit = openDossier(vault, env, read.subject);
  const planned = attempt(() => {
    admitCaller(vault, env, 'reads');
    return plan(visit, request);
  });
  if ('error' in planned) return deny(visit, claimOf(ACT, read), planned.error);
  const { decision, names, nextId, epoch } = planned.value;
  const records = names.map((name) => visit.dossier.bytes({ kind: 'held_record', ...name }) as Uint8Array);
  const act = performRead(visit, {
    act: ACT,
    request: read,
    decision,
    result_sha256: sha256(concatBytes(...records)),
  });
  // Whoever else holds a key opens nothing that comes later with it.
  if (epoch !== undefined && !('subject' in read.basis)) visit.dossier.keyEpoch.close();
  vault.statistics.add('reads_granted');
  vault.commit(env);
  const encrypted_key: [] | [Uint8Array] =
    epoch === undefined ? [] : [await deriveKey(vault, env, keyOf(request, epoch))];
  vault.begin();
  const now = openDossier(vault, env, read.subject);
  const still = attempt(() => stillAllowed(now, read, decision));
  if ('error' in still) return deny(now, claimOf(ACT, read), still.error);
  return act.release({
    read: {
      records,
      bodies: names.flatMap((name) => bodyOf(now.dossier, name)),
      next: nextId === undefined ? [] : [cursorAt(now, METHOD, nextId)],
      delete_by_ns: decision.deleteByNs === undefined ? [] : [decision.deleteByNs],
      imported_at_ns: now.dossier.counts.importMark,
      receipt: act.receipt,
    },
    encrypted_key,
    epoch: epoch === undefined ? [] : [epoch],
  });
}

/** Errors: as decideRead; Invalid; InvalidCursor; KeyUnavailable before the shards are named. */
function plan(visit: Visit, request: DeriveRequest): Plan {
  const { vault, dossier } = visit;
  const { read, transport_public_key, epoch } = request;
  checkSize('transport_public_key', transport_public_key, TRANSPORT_KEY_SIZE_BYTES, TRANSPORT_KEY_SIZE_BYTES);
  if (read.record_classes.length !== 1) refuseInvalid('read.record_classes', 'expected exactly one class', 1);
  if ('query_only' in read.mode) refuseInvalid('read.mode', 'expected a mode that shows bodies');
  const decision = decideRead(visit, read);
  const [code] = read.record_classes as [string];
  if (vault.directory.recordClass(code)?.sealed !== true) {
    refuseInvalid('read.record_classes', 'expected a sealed class');
  }
  keyShardOf(vault);
  const start = positionOf(visit, METHOD, read, dossier.counts.of('held_record'));
  return { decision, ...underOneKey(visit, selectRecords(dossier, read, decision, start), epoch[0]) };
}

/** Of the records found, those of one epoch: the one asked for, or the newest's, up to the first of another. */
function underOneKey(
  { dossier }: Visit,
  found: Selection,
  asked: number | undefined,
): Selection & Pick<Plan, 'epoch'> {
  const epochs = found.names.map(({ id, version }) => {
    const body = dossier.bodies.get(id, version)?.body;
    return body === undefined ? undefined : sealedEpochOf(body);
  });
  const epoch = asked ?? epochs[0];
  const isUnder = (_name: unknown, at: number): boolean => epoch !== undefined && epochs[at] === epoch;
  if (asked !== undefined) {
    const names = found.names.filter(isUnder);
    return { names, nextId: found.nextId, epoch: names.length === 0 ? undefined : epoch };
  }
  const end = epochs.findIndex((other) => other !== epoch);
  if (end < 0) return { ...found, epoch };
  return { names: found.names.slice(0, end), nextId: found.names[end]?.id, epoch };
}

function keyOf({ read, transport_public_key }: DeriveRequest, epoch: number) {
  const [code] = read.record_classes as [string];
  return { subject: read.subject, class: code, epoch, transport_public_key };
}

/**
 * Whether the read would be allowed now. That it was counted itself does not stand against it: how often and how many are
 * what a consent is held against last, when all else is in order.
 * Errors: as decideRead.
 */
function stillAllowed(visit: Visit, read: ReadRequest, { consumed }: ReadDecision): void {
  const again = attempt(() => decideRead(visit, read));
  if (!('error' in again)) return;
  const isOwnTrace = 'FrequencyExceeded' in again.error || 'AlreadyFetched' in again.error;
  if (consumed === undefined || !isOwnTrace) refuse(again.error);
}
