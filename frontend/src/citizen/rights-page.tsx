import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { useNetwork } from '../network/network-context.tsx';
import { Verified } from '../network/verified.tsx';
import { useWrite } from '../offline/outbox-context.tsx';
import { WriteNotice } from '../offline/write-notice.tsx';
import { Button } from '../parts/button.tsx';
import { ButtonLink } from '../parts/button-link.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Time } from '../parts/time.tsx';
import { OpenTicketForm } from './open-ticket-form.tsx';
import { itemsOf } from './read-all-items.ts';
import { RightFacts } from '../dossier/right-facts.tsx';
import { TicketStatus } from './ticket-status.tsx';
import { useItems } from './use-items.ts';

/** The rights that a person has claimed, each with its deadline, and the form to claim another. */
export function RightsPage() {
  const text = useText('citizen');
  const tickets = useItems('ticket');
  return (
    <>
      <PageHeading
        title={text('rights.title')}
        lead={text('rights.lead')}
        actions={<ButtonLink to="/export">{text('export.title')}</ButtonLink>}
      />
      <Verified read={tickets}>
        {(all) =>
          all.count === 0n ? (
            <EmptyState title={text('rights.none')} />
          ) : (
            itemsOf(all).map((ticket) => <TicketCard key={ticket.id.toString()} ticket={ticket} />)
          )
        }
      </Verified>
      <OpenTicketForm />
    </>
  );
}

function TicketCard({ ticket }: { readonly ticket: vault.Ticket }) {
  const text = useText('citizen');
  const { principal: subject } = useNetwork();
  const write = useWrite();
  const pending = 'open' in ticket.status || 'escalated' in ticket.status;
  const withdraw = (): void =>
    void write.submit({
      to: 'vault',
      method: 'withdraw_ticket',
      subject,
      request: { subject, ticket: ticket.id },
    });
  return (
    <Card
      title={text('ticket.title', { id: ticket.id })}
      actions={
        pending && (
          <Button busy={write.state === 'sending'} onClick={withdraw}>
            {text('ticket.withdraw')}
          </Button>
        )
      }
    >
      <p>
        <OrganisationName id={ticket.organisation} />
      </p>
      <TicketStatus status={ticket.status} />
      <RightFacts right={ticket.right} />
      {pending && (
        <p>
          {text('ticket.due')} <Time value={ticket.due_at_ns} as="date" /> (
          <Time value={ticket.due_at_ns} as="relative" />)
        </p>
      )}
      <WriteNotice write={write} done={text('ticket.withdrawn')} />
    </Card>
  );
}
