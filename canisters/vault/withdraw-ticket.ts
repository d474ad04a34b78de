import type { Principal } from '@dfinity/principal';
import type { Env } from '@indus/kit/env';
import { actForSubject } from './act-for-subject.ts';
import type { Written } from './answers.ts';
import { openDossier } from './open-dossier.ts';
import { recordTicket } from './record-ticket.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import { endTicket, isTicketOpen } from './ticket-work.ts';
import type { Ticket } from './ticket.ts';
import type { Visit } from './visit.ts';

/** Which ticket to take back. */
export interface WithdrawTicket {
  readonly subject: Principal;
  readonly ticket: bigint;
}

/**
 * The subject, or a delegate, takes a claim back that was not answered yet.
 * Errors: WrongShard, BucketMoving; as actForSubject; TicketNotFound; TicketClosed.
 */
export function withdrawTicket(vault: Vault, env: Env, request: WithdrawTicket): Written {
  const visit = openDossier(vault, env, request.subject);
  const { basis } = actForSubject(visit, 'tickets', []);
  const ticket = findOpenTicket(visit, request.ticket);
  endTicket(visit, ticket);
  const withdrawn = { ...ticket, status: { withdrawn: { at_ns: env.nowNs } } };
  const written = recordTicket(visit, withdrawn, { act: { withdraw_ticket: null }, basis });
  vault.commit(env);
  return written;
}

/**
 * A ticket that waits for an answer.
 * Errors: TicketNotFound; TicketClosed.
 */
export function findOpenTicket({ dossier }: Visit, id: bigint): Ticket {
  const ticket = dossier.item('ticket', id);
  if (ticket === undefined) refuse({ TicketNotFound: { ticket: id } });
  if (!isTicketOpen(ticket)) refuse({ TicketClosed: { ticket: id } });
  return ticket;
}
