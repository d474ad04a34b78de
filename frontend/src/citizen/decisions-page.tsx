import type { vault } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { PurposeName } from '../names/purpose-name.tsx';
import { Verified } from '../network/verified.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { AppealStatusBadge } from './appeal-status.tsx';
import { itemsOf } from './read-all-items.ts';
import { useItems } from './use-items.ts';

/** Every decision that was made about the person who is signed in. */
export function DecisionsPage() {
  const text = useText('citizen');
  const decisions = useItems('decision');
  const columns: readonly Column<vault.Decision>[] = [
    {
      name: 'purpose',
      title: text('decision.about'),
      cell: ({ id, purpose }) => (
        <Link href={`/decisions/${id}`}>
          <PurposeName code={purpose} />
        </Link>
      ),
    },
    { name: 'outcome', title: text('decision.outcome'), cell: ({ outcome }) => <bdi>{outcome}</bdi> },
    {
      name: 'organisation',
      title: text('decision.organisation'),
      cell: ({ organisation }) => <OrganisationName id={organisation} />,
    },
    { name: 'made', title: text('decision.made'), cell: ({ at_ns }) => <Time value={at_ns} as="date" /> },
    {
      name: 'appeal',
      title: text('decision.appeal'),
      cell: ({ appeal }) => <AppealStatusBadge appeal={appeal} />,
    },
  ];
  return (
    <>
      <PageHeading title={text('decisions.title')} lead={text('decisions.lead')} />
      <Verified read={decisions}>
        {(all) =>
          all.count === 0n ? (
            <EmptyState title={text('decisions.none')} />
          ) : (
            <Table
              caption={text('decisions.count', { count: Number(all.count) })}
              columns={columns}
              rows={itemsOf(all)}
              keyOf={({ id }) => id.toString()}
            />
          )
        }
      </Verified>
    </>
  );
}
