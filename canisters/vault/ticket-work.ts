import { caseOf } from '@indus/kit/variant';
import { subjectJob } from './subject-job.ts';
import type { Ticket } from './ticket.ts';
import type { Visit } from './visit.ts';
import type { Work } from './work-index.ts';

/** The kind of the job that escalates a ticket which nobody has answered in time. */
export const TICKET_DUE = 'ticket_due';

/** Whether a ticket still waits for an answer. */
export function isTicketOpen({ status }: Pick<Ticket, 'status'>): boolean {
  return caseOf(status) === 'open' || caseOf(status) === 'escalated';
}

/** A ticket as work of an organisation. */
export function ticketWork(ticket: Ticket, organisation: bigint): Work {
  return { organisation, dueAtNs: ticket.due_at_ns, subject: ticket.subject, kind: 'ticket', id: ticket.id };
}

/**
 * Takes a ticket up: as work of the organisation, with its deadline or a later one, in the public counts.
 * Context: the caller commits.
 */
export function beginTicket({ vault, dossier }: Visit, ticket: Ticket, soonestNs = 0n): void {
  vault.work.add(ticketWork(ticket, ticket.organisation));
  const dueNs = ticket.due_at_ns > soonestNs ? ticket.due_at_ns : soonestNs;
  vault.jobs.schedule(subjectJob({ dossier }, { kind: TICKET_DUE, number: ticket.id, dueNs }));
  vault.statistics.add('tickets_open');
}

/** Lays a ticket down that waits no longer. Context: the caller commits. */
export function endTicket({ vault, dossier }: Visit, ticket: Ticket): void {
  const authority = vault.directory.parameter('data_protection_organisation');
  for (const organisation of [ticket.organisation, authority])
    vault.work.remove(ticketWork(ticket, organisation));
  const job = subjectJob({ dossier }, { kind: TICKET_DUE, number: ticket.id, dueNs: ticket.due_at_ns });
  vault.jobs.cancel(TICKET_DUE, job.key);
  vault.statistics.add('tickets_open', -1n);
}
