import type { NewJob } from '@indus/kit/jobs';
import { decodeRecord } from '@indus/kit/record-codec';
import { readU64 } from '@indus/kit/key';
import { appealWork, isAppealOpen } from './appeal-decision.ts';
import { BreakGlassUse } from './break-glass-use.ts';
import { Consent } from './consent.ts';
import { Decision } from './decision.ts';
import { DelegateGrant } from './delegate-grant.ts';
import { ROWS } from './dossier.ts';
import { CONSENT_EXPIRY } from './expire-consent.ts';
import { KIND_NUMBERS } from './item-name.ts';
import { LedgerLeaf } from './ledger-entry.ts';
import { consentShare, grantShare } from './party-index.ts';
import type { Share } from './party-index.ts';
import { REVEAL_ENTRY } from './reveal-entries.ts';
import type { Vault } from './storage.ts';
import { subjectJob } from './subject-job.ts';
import type { SubjectKey } from './subject-key.ts';
import type { SubjectRows } from './subject-rows.ts';
import { isTicketOpen, TICKET_DUE, ticketWork } from './ticket-work.ts';
import { Ticket } from './ticket.ts';
import { BREAK_GLASS_DUE, breakGlassWork } from './use-break-glass.ts';
import type { Work } from './work-index.ts';

const SEQUENCE_SIZE_BYTES = 8;

/**
 * What a row asks of the shard that holds it: to do something at a time, to show somebody what waits for an answer, and to show
 * others what is theirs too.
 */
interface Duties {
  readonly jobs: readonly { readonly kind: string; readonly number: bigint; readonly dueNs: bigint }[];
  readonly works: readonly Work[];
  /** To whom else it belongs. */
  readonly shares: readonly Share[];
}

const NONE: Duties = { jobs: [], works: [], shares: [] };

/** Takes up what a row asks for that has arrived. Context: the row lies in its place. */
export function takeUpDuties(vault: Vault, rows: SubjectRows, name: Uint8Array): void {
  const { jobs, works, shares } = dutiesOf(vault, rows, name);
  for (const job of jobs) vault.jobs.scheduleBy(jobOf(rows.key, job));
  for (const work of works) vault.work.add(work);
  for (const share of shares) vault.parties.add(share);
}

/** Lays down what a row asked for that goes, or is about to change. Context: the row still lies in its place. */
export function layDownDuties(vault: Vault, rows: SubjectRows, name: Uint8Array): void {
  const { jobs, works, shares } = dutiesOf(vault, rows, name);
  for (const job of jobs) vault.jobs.cancel(job.kind, jobOf(rows.key, job).key);
  for (const work of works) vault.work.remove(work);
  for (const share of shares) vault.parties.remove(share);
}

/** Whether a row may ask for something: then it has to be read. */
export function mayHaveDuties(name: Uint8Array): boolean {
  if (name[0] === ROWS.hidden) return name.length === 1 + SEQUENCE_SIZE_BYTES;
  return name[0] === ROWS.items && READERS.has(name[1] as number);
}

function jobOf(key: SubjectKey, job: Duties['jobs'][number]): NewJob {
  return subjectJob({ dossier: { key } }, job);
}

function dutiesOf(vault: Vault, rows: SubjectRows, name: Uint8Array): Duties {
  const value = mayHaveDuties(name) ? rows.get(name) : undefined;
  if (value === undefined) return NONE;
  if (name[0] === ROWS.hidden) return dutiesOfSealed(rows, readU64(name, 1));
  return READERS.get(name[1] as number)?.(value, vault) ?? NONE;
}

function dutiesOfSealed(rows: SubjectRows, sequence: bigint): Duties {
  const leaf = decodeRecord<LedgerLeaf>(LedgerLeaf, rows.ledger.entry(Number(sequence)));
  if (!('sealed' in leaf)) return NONE;
  const job = { kind: REVEAL_ENTRY, number: sequence, dueNs: leaf.sealed.reveal_at_ns };
  return { ...NONE, jobs: [job] };
}

const READERS = new Map<number, (bytes: Uint8Array, vault: Vault) => Duties>([
  [
    KIND_NUMBERS.consent,
    (bytes) => {
      const consent = decodeRecord<Consent>(Consent, bytes);
      const { id, terms, status } = consent;
      const isGiven = 'active' in status || 'paused' in status;
      const expiry = { kind: CONSENT_EXPIRY, number: id, dueNs: terms.consent_expiry_ns };
      return { jobs: isGiven ? [expiry] : [], works: [], shares: [consentShare(consent)] };
    },
  ],
  [
    KIND_NUMBERS.ticket,
    (bytes, vault) => {
      const ticket = decodeRecord<Ticket>(Ticket, bytes);
      if (!isTicketOpen(ticket)) return NONE;
      const { id, organisation, due_at_ns: dueNs, status } = ticket;
      const authority = vault.directory.parameter('data_protection_organisation');
      const isEscalated = 'escalated' in status && authority !== 0n;
      const organisations = isEscalated ? [organisation, authority] : [organisation];
      return {
        ...NONE,
        jobs: [{ kind: TICKET_DUE, number: id, dueNs }],
        works: organisations.map((one) => ticketWork(ticket, one)),
      };
    },
  ],
  [
    KIND_NUMBERS.grant,
    (bytes) => ({ ...NONE, shares: [grantShare(decodeRecord<DelegateGrant>(DelegateGrant, bytes))] }),
  ],
  [
    KIND_NUMBERS.decision,
    (bytes) => {
      const decision = decodeRecord<Decision>(Decision, bytes);
      return isAppealOpen(decision) ? { ...NONE, works: [appealWork(decision)] } : NONE;
    },
  ],
  [
    KIND_NUMBERS.break_glass_use,
    (bytes) => {
      const use = decodeRecord<BreakGlassUse>(BreakGlassUse, bytes);
      if (use.review.length > 0) return NONE;
      const job = { kind: BREAK_GLASS_DUE, number: use.id, dueNs: use.review_by_ns };
      return { ...NONE, jobs: [job], works: [breakGlassWork(use)] };
    },
  ],
]);
