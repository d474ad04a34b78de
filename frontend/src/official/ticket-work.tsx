import type { vault } from '@indus/client';
import { RightFacts } from '../dossier/right-facts.tsx';
import { useText } from '../language/index.ts';
import { useWrite } from '../offline/outbox-context.tsx';
import { VerdictForm } from './verdict-form.tsx';

/** A rights request with the form that answers it. */
export function TicketWork({
  ticket,
  organisation,
}: {
  readonly ticket: vault.Ticket;
  readonly organisation: bigint;
}) {
  const text = useText('official');
  const write = useWrite();
  const { subject } = ticket;
  return (
    <>
      <RightFacts right={ticket.right} />
      <VerdictForm
        legend={text('ticket.answer')}
        yes={text('ticket.done')}
        no={text('ticket.refuse')}
        reasons={text('ticket.words')}
        write={write}
        onSubmit={({ isYes, words }) =>
          void write.submit({
            to: 'vault',
            method: 'answer_ticket',
            subject,
            request: { subject, ticket: ticket.id, organisation, done: isYes, answer: words },
          })
        }
      />
    </>
  );
}
