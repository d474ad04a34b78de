import { readRegister, type registry } from '@indus/client';
import { useFormats, useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Time } from '../parts/time.tsx';
import { idOfAddress } from './id-of-address.ts';

/** One dataset: what it holds, on what ground, where it lies, and whether it was withdrawn. */
export function DatasetPage({ id }: { readonly id: string }) {
  const text = useText('public');
  const number = idOfAddress(id);
  return (
    <>
      <PageHeading title={text('dataset.title', { id })} />
      {number === undefined ? <EmptyState title={text('dataset.notFound')} /> : <Dataset id={number} />}
    </>
  );
}

function Dataset({ id }: { readonly id: bigint }) {
  const text = useText('public');
  const read = useVerified(['public', 'dataset', id], ({ registry }) =>
    readRegister(registry, 'datasets', id),
  );
  return (
    <Verified read={read}>
      {({ value }) =>
        value ? <DatasetCard dataset={value} /> : <EmptyState title={text('dataset.notFound')} />
      }
    </Verified>
  );
}

function DatasetCard({ dataset }: { readonly dataset: registry.Dataset }) {
  const text = useText('public');
  const word = useText('codes');
  const formats = useFormats();
  const { details, status } = dataset;
  return (
    <Card title={<bdi>{details.title}</bdi>}>
      {'withdrawn' in status && (
        <Notice kind="bad" title={word('datasetStatus.withdrawn')}>
          <bdi>{status.withdrawn.reason}</bdi> <Time value={status.withdrawn.at_ns} as="date" />
        </Notice>
      )}
      <p dir="auto">{details.description}</p>
      <Facts
        facts={[
          { name: text('column.organisation'), value: <OrganisationName id={dataset.organisation} /> },
          { name: text('column.version'), value: <bdi dir="ltr">{dataset.version}</bdi> },
          { name: text('dataset.basis'), value: word(`basis.${caseOf(details.consent_basis)}`) },
          { name: text('dataset.details'), value: <span dir="auto">{details.consent_details}</span> },
          { name: text('dataset.residency'), value: <bdi dir="ltr">{details.residency}</bdi> },
          { name: text('model.licence'), value: <bdi>{details.licence}</bdi> },
          {
            name: text('dataset.languages'),
            value: details.languages.map(({ language, records }) => (
              <div key={language}>
                <bdi dir="ltr">{language}</bdi>: {formats.number(records)}
              </div>
            )),
          },
          { name: text('dataset.hash'), value: <Hash value={Uint8Array.from(details.sha256)} /> },
        ]}
      />
    </Card>
  );
}
