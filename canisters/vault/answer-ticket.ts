import type { Env } from '@indus/kit/env';
import { requireActor } from './actor.ts';
import type { Written } from './answers.ts';
import { checkText } from './check-text.ts';
import { giveNotice } from './give-notice.ts';
import { planTicketEffect } from './ticket-effect.ts';
import { REASON_CHARACTERS_MAX } from './limits.ts';
import type { AnswerTicket } from './ministry-requests.ts';
import { openDossier } from './open-dossier.ts';
import { recordTicket } from './record-ticket.ts';
import { refuse } from './refuse.ts';
import type { Vault } from './storage.ts';
import { endTicket } from './ticket-work.ts';
import type { Ticket } from './ticket.ts';
import { findOpenTicket } from './withdraw-ticket.ts';

/**
 * The organisation that owes the answer gives it; once the ticket was escalated the data-protection organisation may as well.
 * What was done takes effect at once.
 * Errors: WrongShard, BucketMoving; as requireActor for an officer or data-protection official; Invalid; TicketNotFound;
 * TicketClosed; RoleRequired for another organisation; as planTicketEffect.
 */
export function answerTicket(vault: Vault, env: Env, request: AnswerTicket): Written {
  const visit = openDossier(vault, env, request.subject);
  const { organisation, answer, done } = request;
  const actor = requireActor(visit, organisation, ['data_protection', 'officer']);
  const ticket = findOpenTicket(visit, request.ticket);
  if (!mayAnswer(vault, ticket, organisation)) {
    const roles = [{ officer: null }, { data_protection: null }];
    refuse({ RoleRequired: { roles, organisation: [ticket.organisation] } });
  }
  checkText('answer', answer, 1, REASON_CHARACTERS_MAX);
  const end = { at_ns: env.nowNs, by: env.caller };
  const effect = done ? planTicketEffect(visit, ticket) : undefined;
  effect?.perform();
  const status = effect
    ? { done: { ...end, answer, amended_version: effect.amendedVersion } }
    : { refused: { ...end, reason: answer } };
  endTicket(visit, ticket);
  const written = recordTicket(
    visit,
    { ...ticket, status },
    {
      act: { answer_ticket: null },
      basis: { statute: { reference: `ticket ${ticket.id}` } },
      organisation: [organisation],
      role: actor.role,
      record_classes: effect?.recordClasses ?? [],
    },
  );
  giveNotice(visit, { ticket_changed: ticket.id });
  vault.commit(env);
  return written;
}

function mayAnswer(vault: Vault, ticket: Ticket, organisation: bigint): boolean {
  if (organisation === ticket.organisation) return true;
  const authority = vault.directory.parameter('data_protection_organisation');
  return 'escalated' in ticket.status && organisation === authority;
}
