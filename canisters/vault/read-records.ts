import { concatBytes } from '@indus/kit/bytes';
import type { Env } from '@indus/kit/env';
import { u64Key } from '@indus/kit/key';
import { sha256 } from '@indus/kit/sha256';
import { admitCaller } from './admit-caller.ts';
import type { ReadRecords } from './answers.ts';
import { encodeConsentUse } from './consent-use.ts';
import { decideRead } from './decide-read.ts';
import type { ReadDecision } from './decide-read.ts';
import { deny } from './deny.ts';
import type { Dossier } from './dossier.ts';
import type { RecordBody } from './held-record.ts';
import type { Act } from './ledger-entry.ts';
import { openDossier } from './open-dossier.ts';
import { cursorAt, positionOf } from './page-cursor.ts';
import { recordAct } from './record-act.ts';
import type { Recorded, RecordedAct } from './record-act.ts';
import { attempt } from './refuse.ts';
import type { ReadRequest } from './reading-requests.ts';
import { scheduleReveal } from './reveal-entries.ts';
import { selectRecords } from './select-records.ts';
import type { Vault } from './storage.ts';
import { useBreakGlass } from './use-break-glass.ts';
import type { Visit } from './visit.ts';

const METHOD = 'read_records';

/**
 * Records for whoever has a lawful ground to read them. There is an entry in the ledger either way.
 * Errors: WrongShard and BucketMoving without an entry; whatever the basis refuses, with one.
 */
export function readRecords(vault: Vault, env: Env, request: ReadRequest): Recorded<ReadRecords> {
  const visit = openDossier(vault, env, request.subject);
  const { dossier } = visit;
  const planned = attempt(() => {
    admitCaller(vault, env, 'reads');
    const decision = decideRead(visit, request);
    const start = positionOf(visit, METHOD, request, dossier.counts.of('held_record'));
    return { decision, selection: selectRecords(dossier, request, decision, start) };
  });
  if ('error' in planned) {
    return deny(visit, claimOf({ read_records: null }, request), planned.error);
  }
  const { decision, selection } = planned.value;
  const records = selection.names.map(
    (name) => dossier.bytes({ kind: 'held_record', ...name }) as Uint8Array,
  );
  const bodies = 'query_only' in request.mode ? [] : selection.names.flatMap((name) => bodyOf(dossier, name));
  const result_sha256 = sha256(concatBytes(...records));
  const act = performRead(visit, {
    act: { read_records: null },
    request,
    decision,
    result_sha256,
  });
  vault.statistics.add('reads_granted');
  vault.commit(env);
  return act.release({
    records,
    bodies,
    next: selection.nextId === undefined ? [] : [cursorAt(visit, METHOD, selection.nextId)],
    delete_by_ns: decision.deleteByNs === undefined ? [] : [decision.deleteByNs],
    imported_at_ns: dossier.counts.importMark,
    receipt: act.receipt,
  });
}

/** What of a request to read goes into the ledger. */
export type ReadClaim = Pick<
  ReadRequest,
  'organisation' | 'on_behalf_of' | 'basis' | 'purpose' | 'record_classes'
>;

/** A read that was allowed. */
export interface AllowedRead {
  readonly act: Act;
  readonly request: ReadClaim;
  readonly decision: ReadDecision;
  readonly result_sha256: Uint8Array;
}

/** Writes an allowed read into the ledger, with everything that it uses up or sets off. */
export function performRead(visit: Visit, read: AllowedRead): RecordedAct {
  const { vault, env, dossier } = visit;
  const { act, request, decision, result_sha256 } = read;
  if (decision.consumed) {
    const { consent, nextUse } = decision.consumed;
    dossier.consentUses.set(u64Key(consent.id), encodeConsentUse(nextUse));
    dossier.put('consent', consent.id, {
      ...consent,
      reads: consent.reads + 1n,
      last_read_at_ns: [env.nowNs],
    });
  }
  const draft = {
    ...claimOf(act, request),
    role: decision.actor?.role ?? [],
    purpose: decision.purpose === undefined ? ([] as []) : ([decision.purpose] as [string]),
    result_sha256,
    delete_by_ns: decision.deleteByNs === undefined ? ([] as []) : ([decision.deleteByNs] as [bigint]),
    outcome: { granted: null },
  };
  const recorded = recordAct(visit, draft, decision.revealAtNs);
  const { sequence } = recorded.receipt;
  if (decision.revealAtNs !== undefined) {
    scheduleReveal(visit, { sequence, revealAtNs: decision.revealAtNs });
    vault.statistics.add('sealed_now');
    vault.statistics.add('sealed_ever');
  }
  if (decision.isBreakGlass === true && decision.actor) {
    useBreakGlass(visit, { sequence, organisation: decision.actor.organisation });
  }
  return recorded;
}

/** What a request says of itself, allowed or not. */
export function claimOf(act: Act, request: ReadClaim) {
  return {
    act,
    organisation: request.organisation,
    role: [] as [],
    on_behalf_of: request.on_behalf_of,
    basis: request.basis,
    purpose: request.purpose,
    record_classes: request.record_classes,
  };
}

/** The body of a record with its name; nothing once it was destroyed. */
export function bodyOf(
  dossier: Dossier,
  name: { readonly id: bigint; readonly version: number },
): RecordBody[] {
  const body = dossier.bodies.get(name.id, name.version);
  return body === undefined ? [] : [{ ...name, ...body }];
}
