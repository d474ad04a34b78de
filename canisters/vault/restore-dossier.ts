import { sha256 } from '@indus/kit/sha256';
import { decodeRecord } from '@indus/kit/record-codec';
import { u64Key } from '@indus/kit/key';
import { isEnded } from './check-grant.ts';
import type { CheckedExport } from './check-export.ts';
import { daysNs } from './duration.ts';
import { Consent } from './consent.ts';
import { DelegateGrant } from './delegate-grant.ts';
import { noteGrant } from './delegate-index.ts';
import { scheduleExpiry } from './expire-consent.ts';
import type { ItemKindName } from './item-name.ts';
import { consentShare, grantShare } from './party-index.ts';
import { Ticket } from './ticket.ts';
import { beginTicket, isTicketOpen } from './ticket-work.ts';
import type { Visit } from './visit.ts';

/**
 * Puts an export into an empty dossier, byte for byte. What is still to come of it is taken up again: consents expire, open
 * claims have at least the registry's days from now on. What others would have to answer for, decisions and uses of
 * break-glass, is history: it is nobody's work here and counted nowhere.
 * Context: after {@link CheckedExport}; the caller commits.
 */
export function restoreDossier(visit: Visit, checked: CheckedExport): void {
  const { vault, env, dossier } = visit;
  dossier.counts.markImported(env.nowNs);
  for (const kind of Object.keys(checked.items) as ItemKindName[]) {
    if (kind === 'held_record') continue;
    for (const bytes of checked.items[kind]) dossier.putBytes({ kind, id: dossier.counts.next(kind) }, bytes);
  }
  for (const record of checked.records) {
    if (record.version === 1) dossier.counts.next('held_record');
    dossier.putRecord(record);
  }
  for (const { id, version, salt, body } of checked.bodies) dossier.bodies.put(id, version, { salt, body });
  vault.statistics.add('records', dossier.counts.of('held_record'));
  restoreLedger(visit, checked);
  takeUp(visit, checked);
}

function restoreLedger({ vault, dossier }: Visit, { leaves }: CheckedExport): void {
  const { subject, bucket } = dossier.key;
  for (const [at, { bytes, leaf, revealed }] of leaves.entries()) {
    const sequence = u64Key(BigInt(at));
    dossier.ledger.append(bytes);
    vault.logLeaf(bucket, sha256(bytes));
    for (const entry of revealed) dossier.hidden.set(sequence, entry);
    if (!('open' in leaf) || leaf.open.caller.compareTo(subject) === 'eq') continue;
    const reader = leaf.open.caller.toUint8Array();
    if (dossier.readers.get(reader) === undefined) dossier.readers.set(reader, sequence);
  }
}

function takeUp(visit: Visit, { items }: CheckedExport): void {
  const { vault, env, dossier } = visit;
  for (const bytes of items.consent) {
    const consent = decodeRecord<Consent>(Consent, bytes.slice());
    vault.parties.add(consentShare(consent));
    if ('active' in consent.status || 'paused' in consent.status) scheduleExpiry(visit, consent);
  }
  for (const bytes of items.grant) {
    const grant = decodeRecord<DelegateGrant>(DelegateGrant, bytes.slice());
    vault.parties.add(grantShare(grant));
    if (!isEnded(grant, env.nowNs)) noteGrant(dossier, grant, env.nowNs);
  }
  const soonestNs = env.nowNs + daysNs(vault.directory.parameter('rights_days'));
  for (const bytes of items.ticket) {
    const ticket = decodeRecord<Ticket>(Ticket, bytes.slice());
    if (isTicketOpen(ticket)) beginTicket(visit, ticket, soonestNs);
  }
}
