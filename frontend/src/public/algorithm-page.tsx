import { readOutcomes, readRegister, type registry } from '@indus/client';
import { Link } from 'wouter';
import { useAnyText, useFormats, useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Time } from '../parts/time.tsx';
import { AlgorithmStateBadge } from './algorithm-state-badge.tsx';
import { idOfAddress } from './id-of-address.ts';

const MILLION = 1_000_000;

/** One algorithm record: what it is for, what it runs on, who answers for it, and what became of its decisions. */
export function AlgorithmPage({ id }: { readonly id: string }) {
  const text = useText('public');
  const number = idOfAddress(id);
  return (
    <>
      <PageHeading title={text('algorithm.title', { id })} />
      {number === undefined ? <EmptyState title={text('algorithm.notFound')} /> : <Algorithm id={number} />}
    </>
  );
}

function Algorithm({ id }: { readonly id: bigint }) {
  const text = useText('public');
  const read = useVerified(['public', 'algorithm', id], ({ registry }) =>
    readRegister(registry, 'algorithms', id),
  );
  return (
    <Verified read={read}>
      {({ value }) =>
        value ? (
          <>
            <AlgorithmCard algorithm={value} />
            <Outcomes algorithm={value} />
            <Fields algorithm={value} />
          </>
        ) : (
          <EmptyState title={text('algorithm.notFound')} />
        )
      }
    </Verified>
  );
}

function AlgorithmCard({ algorithm }: { readonly algorithm: registry.Algorithm }) {
  const text = useText('public');
  const word = useText('codes');
  const formats = useFormats();
  const { details } = algorithm;
  const [cost] = details.cost_pkr;
  const [begin] = details.begin;
  return (
    <Card title={<bdi>{details.title}</bdi>}>
      <AlgorithmStateBadge state={algorithm.state} />
      <Facts
        facts={[
          { name: text('column.organisation'), value: <OrganisationName id={algorithm.organisation} /> },
          { name: text('column.version'), value: <bdi dir="ltr">{algorithm.version}</bdi> },
          { name: text('column.risk'), value: word(`risk.${caseOf(details.risk_class)}`) },
          { name: text('algorithm.category'), value: word(`category.${caseOf(details.category)}`) },
          { name: text('algorithm.models'), value: <ModelLinks models={details.models} /> },
          {
            name: text('algorithm.suppliers'),
            value: (
              <bdi>
                {details.suppliers.map(({ name, country }) => `${name} (${country})`).join(', ') || '—'}
              </bdi>
            ),
          },
          ...(cost === undefined ? [] : [{ name: text('algorithm.cost'), value: formats.rupees(cost) }]),
          ...(begin ? [{ name: text('algorithm.begin'), value: <bdi dir="ltr">{begin}</bdi> }] : []),
          { name: text('algorithm.reviewBy'), value: <Time value={details.review_by_ns} as="date" /> },
        ]}
      />
    </Card>
  );
}

function ModelLinks({ models }: { readonly models: readonly registry.VersionRef[] }) {
  const text = useText('public');
  if (models.length === 0) return text('algorithm.noModel');
  return models.map(({ id, version }) => (
    <div key={`${id} ${version}`}>
      <Link href={`/models/${id}`}>{text('model.ref', { id, version: String(version) })}</Link>
    </div>
  ));
}

function Outcomes({ algorithm }: { readonly algorithm: registry.Algorithm }) {
  const text = useText('public');
  const formats = useFormats();
  const { id, version } = algorithm;
  const read = useVerified(['public', 'outcomes', id, version], ({ registry }) =>
    readOutcomes(registry, id, version),
  );
  return (
    <Card title={text('outcomes.title')}>
      <Verified read={read}>
        {({ value }) =>
          value ? (
            <Facts
              facts={[
                { name: text('outcomes.decisions'), value: formats.number(value.decisions) },
                { name: text('outcomes.appeals'), value: formats.number(value.appeals) },
                { name: text('outcomes.overturned'), value: formats.number(value.overturned) },
                {
                  name: text('outcomes.rate'),
                  value: formats.percent(value.overturned_per_million_appeals / MILLION),
                },
              ]}
            />
          ) : (
            <EmptyState title={text('outcomes.none')} />
          )
        }
      </Verified>
    </Card>
  );
}

/** The texts of the record by their codes; the texts are the organisation's own words. */
function Fields({ algorithm }: { readonly algorithm: registry.Algorithm }) {
  const text = useText('public');
  const nameOf = useAnyText('fields');
  return (
    <Card title={text('algorithm.fields')}>
      <Facts
        facts={algorithm.details.fields.map((field) => ({
          key: field.code,
          name: nameOf(field.code, 'other', { code: field.code }),
          value: <span dir="auto">{field.text}</span>,
        }))}
      />
    </Card>
  );
}
