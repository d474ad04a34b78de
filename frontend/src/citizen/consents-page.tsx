import type { vault } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { PurposeName } from '../names/purpose-name.tsx';
import { Verified } from '../network/verified.tsx';
import { ButtonLink } from '../parts/button-link.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { ConsentStatusBadge } from './consent-status-badge.tsx';
import { itemsOf } from './read-all-items.ts';
import { useItems } from './use-items.ts';

/** Every consent: what waits for an answer first, then the others, newest first. */
export function ConsentsPage() {
  const text = useText('citizen');
  const consents = useItems('consent');
  return (
    <>
      <PageHeading
        title={text('consents.title')}
        lead={text('consents.lead')}
        actions={<ButtonLink to="/consents/new">{text('consents.offer')}</ButtonLink>}
      />
      <Verified read={consents}>
        {(all) => {
          const items = itemsOf(all);
          const pending = items.filter(({ status }) => 'pending' in status);
          const others = items.filter(({ status }) => !('pending' in status));
          return (
            <>
              {items.length === 0 && <EmptyState title={text('consents.none')} />}
              {pending.length > 0 && (
                <>
                  <Notice kind="warn">{text('consents.waiting', { count: pending.length })}</Notice>
                  <ConsentTable caption={text('consents.asked')} consents={pending} />
                </>
              )}
              {others.length > 0 && <ConsentTable caption={text('consents.given')} consents={others} />}
            </>
          );
        }}
      </Verified>
    </>
  );
}

function ConsentTable({
  caption,
  consents,
}: {
  readonly caption: string;
  readonly consents: readonly vault.Consent[];
}) {
  const text = useText('citizen');
  const columns: readonly Column<vault.Consent>[] = [
    {
      name: 'purpose',
      title: text('consent.purpose'),
      cell: ({ id, terms }) => (
        <Link href={`/consents/${id}`}>
          <PurposeName code={terms.purpose_code} />
        </Link>
      ),
    },
    {
      name: 'consumer',
      title: text('consent.consumer'),
      cell: ({ terms }) => <OrganisationName id={terms.consumer} />,
    },
    {
      name: 'until',
      title: text('consent.until'),
      cell: ({ terms }) => <Time value={terms.consent_expiry_ns} as="date" />,
    },
    {
      name: 'reads',
      title: text('consent.reads'),
      numeric: true,
      cell: ({ reads }) => <bdi>{reads.toString()}</bdi>,
    },
    {
      name: 'status',
      title: text('consent.status'),
      cell: ({ status }) => <ConsentStatusBadge status={status} />,
    },
  ];
  return <Table caption={caption} columns={columns} rows={consents} keyOf={({ id }) => id.toString()} />;
}
