import type { Env } from '@indus/kit/env';
import type { Job } from '@indus/kit/jobs';
import { giveNotice } from './give-notice.ts';
import type { Vault } from './storage.ts';
import { numberOf, openForJob } from './subject-job.ts';
import { ticketWork } from './ticket-work.ts';

/**
 * Hands a ticket that nobody has answered in time to the data-protection organisation as well, counts it for everyone to see
 * and tells the subject.
 * Context: a job.
 */
export function escalateTicket(vault: Vault, env: Env, job: Job): void {
  const visit = openForJob(vault, env, job);
  const ticket = visit?.dossier.item('ticket', numberOf(job));
  if (visit === undefined || ticket === undefined || !('open' in ticket.status)) return;
  const status = { escalated: { at_ns: env.nowNs } };
  visit.dossier.put('ticket', ticket.id, { ...ticket, status });
  const authority = vault.directory.parameter('data_protection_organisation');
  if (authority !== 0n) vault.work.add(ticketWork(ticket, authority));
  vault.statistics.add('tickets_overdue');
  giveNotice(visit, { ticket_changed: ticket.id });
  vault.commit(env);
}
