import type { vault } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { RecordClassName } from '../names/record-class-name.tsx';
import { Verified } from '../network/verified.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { itemsOf } from './read-all-items.ts';
import { RecordStateBadge } from './record-state-badge.tsx';
import { useItems } from './use-items.ts';

/** Every record that is held on the person who is signed in. */
export function RecordsPage() {
  const text = useText('citizen');
  const records = useItems('held_record');
  const columns: readonly Column<vault.Record>[] = [
    {
      name: 'class',
      title: text('record.class'),
      cell: (record) => (
        <Link href={`/records/${record.id}`}>
          <RecordClassName code={record.class} />
        </Link>
      ),
    },
    {
      name: 'issuer',
      title: text('record.issuer'),
      cell: ({ issuer }) => <OrganisationName id={issuer} />,
    },
    {
      name: 'issued',
      title: text('record.issued'),
      cell: ({ issued_at_ns }) => <Time value={issued_at_ns} as="date" />,
    },
    { name: 'state', title: text('record.state'), cell: (record) => <RecordStateBadge record={record} /> },
  ];
  return (
    <>
      <PageHeading title={text('records.title')} lead={text('records.lead')} />
      <Verified read={records}>
        {(data) =>
          data.count === 0n ? (
            <EmptyState title={text('records.none')} />
          ) : (
            <Table
              caption={text('records.count', { count: Number(data.count) })}
              columns={columns}
              rows={itemsOf(data)}
              keyOf={({ id }) => id.toString()}
            />
          )
        }
      </Verified>
    </>
  );
}
