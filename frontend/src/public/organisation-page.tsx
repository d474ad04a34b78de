import { explainSovereignty, readOrganisation, type registry } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Localised } from '../names/localised.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Time } from '../parts/time.tsx';
import { AlgorithmsList } from './algorithms-list.tsx';
import { CanistersList } from './canisters-list.tsx';
import { DependenciesList } from './dependencies-list.tsx';
import { idOfAddress } from './id-of-address.ts';
import { SovereigntyFigure } from './sovereignty-figure.tsx';

/** One organisation: who it is, what it runs, what decides for it, on whom it depends. */
export function OrganisationPage({ id }: { readonly id: string }) {
  const text = useText('public');
  const number = idOfAddress(id);
  return (
    <>
      <PageHeading title={text('organisation.title', { id })} />
      {number === undefined ? (
        <EmptyState title={text('organisation.notFound')} />
      ) : (
        <Organisation id={number} />
      )}
    </>
  );
}

function Organisation({ id }: { readonly id: bigint }) {
  const text = useText('public');
  const read = useVerified(['public', 'organisation', id], ({ registry }) => readOrganisation(registry, id));
  return (
    <>
      <Verified read={read}>
        {({ value }) =>
          value ? (
            <OrganisationCard organisation={value} />
          ) : (
            <EmptyState title={text('organisation.notFound')} />
          )
        }
      </Verified>
      <Sovereignty organisation={id} />
      <Card title={text('register.canisters')}>
        <CanistersList organisation={id} />
      </Card>
      <Card title={text('register.algorithms')}>
        <AlgorithmsList words="" organisation={id} />
      </Card>
      <Card title={text('register.dependencies')}>
        <DependenciesList words="" organisation={id} />
      </Card>
    </>
  );
}

function OrganisationCard({ organisation }: { readonly organisation: registry.Organisation }) {
  const text = useText('public');
  const word = useText('codes');
  const [website] = organisation.contact.website;
  return (
    <Card title={<Localised names={organisation.names} />}>
      <Badge kind={'active' in organisation.status ? 'good' : 'bad'}>
        {word(`organisationStatus.${caseOf(organisation.status)}`)}
      </Badge>
      <Facts
        facts={[
          { name: text('column.kind'), value: word(`organisationKind.${caseOf(organisation.kind)}`) },
          { name: text('organisation.country'), value: <bdi dir="ltr">{organisation.country}</bdi> },
          { name: text('organisation.email'), value: <bdi dir="ltr">{organisation.contact.email}</bdi> },
          ...(website ? [{ name: text('organisation.website'), value: <bdi dir="ltr">{website}</bdi> }] : []),
          {
            name: text('organisation.admitted'),
            value: <Time value={organisation.admitted_at_ns} as="date" />,
          },
          { name: text('column.version'), value: <bdi dir="ltr">{organisation.version.toString()}</bdi> },
        ]}
      />
    </Card>
  );
}

function Sovereignty({ organisation }: { readonly organisation: bigint }) {
  const text = useText('public');
  const read = useVerified(['public', 'sovereignty', organisation], ({ registry }) =>
    explainSovereignty(registry, organisation),
  );
  return (
    <Card title={text('sovereignty.title')}>
      <Verified read={read}>
        {({ value }) =>
          value ? (
            <SovereigntyFigure sovereignty={value} />
          ) : (
            <EmptyState title={text('sovereignty.unknown')} />
          )
        }
      </Verified>
    </Card>
  );
}
