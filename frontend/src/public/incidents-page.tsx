import { listIncidents, type registry } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { usePages } from '../network/use-pages.ts';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import type { Column } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { PagedTable } from './paged-table.tsx';

/** Everything that was found wrong with a program of the state; nothing is ever taken away from it. */
export function IncidentsPage() {
  const text = useText('public');
  const word = useText('codes');
  const pages = usePages(['public', 'incidents'], ({ registry }, cursor) =>
    listIncidents(registry, cursor ? { cursor } : {}),
  );
  const columns: readonly Column<registry.Incident>[] = [
    { name: 'kind', title: text('column.kind'), cell: ({ kind }) => word(`incident.${caseOf(kind)}`) },
    {
      name: 'canister',
      title: text('column.canister'),
      cell: ({ canister }) => (
        <Link href={`/canisters/${canister.toText()}`}>
          <bdi dir="ltr">{canister.toText()}</bdi>
        </Link>
      ),
    },
    {
      name: 'organisation',
      title: text('column.organisation'),
      cell: ({ organisation }) => <OrganisationName id={organisation} />,
    },
    {
      name: 'opened',
      title: text('incident.opened'),
      cell: ({ opened_at_ns }) => <Time value={opened_at_ns} />,
    },
    { name: 'state', title: text('column.state'), cell: (incident) => <IncidentState incident={incident} /> },
  ];
  return (
    <>
      <PageHeading title={text('incidents.title')} lead={text('incidents.lead')} />
      <Card>
        <PagedTable
          caption={text('incidents.title')}
          pages={pages}
          columns={columns}
          keyOf={({ id }) => id.toString()}
        />
      </Card>
    </>
  );
}

function IncidentState({ incident }: { readonly incident: registry.Incident }) {
  const text = useText('public');
  const [resolved] = incident.resolved_at_ns;
  const [seen] = incident.acknowledgement;
  return (
    <>
      {resolved === undefined ? (
        <Badge kind="bad">{text('incident.isOpen')}</Badge>
      ) : (
        <>
          <Badge kind="good">{text('incident.resolved')}</Badge> <Time value={resolved} as="date" />
        </>
      )}
      {seen && <p dir="auto">{text('incident.says', { note: seen.note })}</p>}
    </>
  );
}
