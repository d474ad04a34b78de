import type { Written } from './answers.ts';
import type { ActDraft } from './record-act.ts';
import { recordWrite } from './record-write.ts';
import type { Ticket } from './ticket.ts';
import type { Visit } from './visit.ts';

/** What is said of an act on a ticket; the rest does not apply. */
export type TicketAct = Pick<ActDraft, 'act' | 'basis'> &
  Partial<Pick<ActDraft, 'organisation' | 'role' | 'record_classes'>>;

/** Puts what became of a ticket in its place, and writes the act down. Context: the caller commits. */
export function recordTicket(visit: Visit, ticket: Ticket, act: TicketAct): Written {
  const item = visit.dossier.put('ticket', ticket.id, ticket);
  const draft = {
    organisation: [] as [],
    role: [] as [],
    on_behalf_of: [] as [],
    purpose: [] as [],
    record_classes: [],
    ...act,
  };
  return recordWrite(visit, draft, item);
}
