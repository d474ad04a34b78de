import { listCanisters, listIncidents, type registry, searchRegister } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { AlgorithmCard } from './algorithm-card.tsx';
import { IncidentCard } from './incident-card.tsx';

/** What an organisation runs, how its checks stand, and what is wrong with it. */
export function OverviewPage() {
  const text = useText('ministry');
  return (
    <>
      <PageHeading title={text('overview.title')} lead={text('overview.lead')} />
      <OwnOrganisation wanted={['admin', 'developer', 'officer']}>
        {(organisation) => (
          <>
            <h2>
              <Link href={`~/registers/organisations/${organisation}`}>
                <OrganisationName id={organisation} />
              </Link>
            </h2>
            <Incidents organisation={organisation} />
            <Canisters organisation={organisation} />
            <Algorithms organisation={organisation} />
          </>
        )}
      </OwnOrganisation>
    </>
  );
}

function Incidents({ organisation }: { readonly organisation: bigint }) {
  const text = useText('ministry');
  const read = useVerified(['ministry', 'incidents', organisation], ({ registry }) =>
    listIncidents(registry, { organisation }),
  );
  return (
    <Card title={text('incidents.title')}>
      <Verified read={read}>
        {({ values }) =>
          values.length === 0 ? (
            <EmptyState title={text('incidents.none')} />
          ) : (
            values.map((incident) => <IncidentCard key={incident.id.toString()} incident={incident} />)
          )
        }
      </Verified>
    </Card>
  );
}

function Canisters({ organisation }: { readonly organisation: bigint }) {
  const text = useText('ministry');
  const codes = useText('codes');
  const read = useVerified(['ministry', 'canisters', organisation], ({ registry }) =>
    listCanisters(registry, { organisation }),
  );
  const columns: readonly Column<registry.CanisterRecord>[] = [
    {
      name: 'canister',
      title: text('column.canister'),
      cell: ({ declared }) => {
        const id = declared.canister.toText();
        return (
          <Link href={`~/registers/canisters/${id}`}>
            <bdi dir="ltr">{id}</bdi>
          </Link>
        );
      },
    },
    {
      name: 'state',
      title: text('column.state'),
      cell: ({ state }) => (
        <Badge kind={'mismatch' in state || 'divergent' in state ? 'bad' : 'info'}>
          {codes(`canisterState.${caseOf(state)}`)}
        </Badge>
      ),
    },
    {
      name: 'checked',
      title: text('column.checked'),
      cell: ({ observed }) => (observed[0] ? <Time value={observed[0].at_ns} /> : text('canister.unchecked')),
    },
  ];
  return (
    <Card title={text('canisters.title')}>
      <Verified read={read}>
        {({ values }) =>
          values.length === 0 ? (
            <EmptyState title={text('canisters.none')} />
          ) : (
            <Table
              caption={text('canisters.title')}
              columns={columns}
              rows={values}
              keyOf={({ declared }) => declared.canister.toText()}
            />
          )
        }
      </Verified>
    </Card>
  );
}

function Algorithms({ organisation }: { readonly organisation: bigint }) {
  const text = useText('ministry');
  const read = useVerified(['ministry', 'algorithms', organisation], ({ registry }) =>
    searchRegister(registry, 'algorithms', { organisation }),
  );
  return (
    <Card title={text('algorithms.title')}>
      <Verified read={read}>
        {({ values }) =>
          values.length === 0 ? (
            <EmptyState title={text('algorithms.none')} />
          ) : (
            values.map((algorithm) => <AlgorithmCard key={algorithm.id.toString()} algorithm={algorithm} />)
          )
        }
      </Verified>
    </Card>
  );
}
