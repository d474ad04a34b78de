import { listStages, readRegister, type registry, verifyModel } from '@indus/client';
import { Link } from 'wouter';
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
import { type Column, Table } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { Timeline } from '../parts/timeline.tsx';
import { idOfAddress } from './id-of-address.ts';

type Evaluation = registry.ModelManifest['evaluation'][number];

/** One model: what was signed of it, how it was measured, and the stages that it went through. */
export function ModelPage({ id }: { readonly id: string }) {
  const text = useText('public');
  const number = idOfAddress(id);
  return (
    <>
      <PageHeading title={text('model.title', { id })} />
      {number === undefined ? <EmptyState title={text('model.notFound')} /> : <Model id={number} />}
    </>
  );
}

function Model({ id }: { readonly id: bigint }) {
  const text = useText('public');
  const read = useVerified(['public', 'model', id], ({ registry }) => readRegister(registry, 'models', id));
  return (
    <Verified read={read}>
      {({ value }) => {
        if (!value) return <EmptyState title={text('model.notFound')} />;
        const manifest = verifyModel(value);
        return (
          <>
            <ModelCard model={value} manifest={manifest} />
            <EvaluationCard evaluation={manifest.evaluation} />
            <Stages model={value} />
            <Card title={text('model.card')}>
              <p dir="auto">{value.card}</p>
            </Card>
          </>
        );
      }}
    </Verified>
  );
}

function ModelCard({
  model,
  manifest,
}: {
  readonly model: registry.Model;
  readonly manifest: registry.ModelManifest;
}) {
  const text = useText('public');
  const word = useText('codes');
  const formats = useFormats();
  return (
    <Card title={<bdi>{manifest.title}</bdi>}>
      {model.flags.map(({ dataset, reason, at_ns }) => (
        <Notice key={dataset.toString()} kind="bad" title={text('model.flag', { dataset })}>
          <bdi>{reason}</bdi> <Time value={at_ns} as="date" />
        </Notice>
      ))}
      <Facts
        facts={[
          { name: text('column.organisation'), value: <OrganisationName id={model.organisation} /> },
          { name: text('column.version'), value: <bdi dir="ltr">{model.version}</bdi> },
          { name: text('column.stage'), value: word(`stage.${caseOf(model.stage)}`) },
          { name: text('column.risk'), value: word(`risk.${caseOf(manifest.risk_class)}`) },
          {
            name: text('model.signed'),
            value: text(model.builder.length > 0 ? 'model.isSigned' : 'model.notSigned'),
          },
          { name: text('model.intended'), value: <span dir="auto">{manifest.intended_use}</span> },
          { name: text('model.limits'), value: <span dir="auto">{manifest.limits}</span> },
          { name: text('model.licence'), value: <bdi>{manifest.licence}</bdi> },
          { name: text('model.format'), value: <bdi dir="ltr">{caseOf(manifest.format).toUpperCase()}</bdi> },
          { name: text('model.size'), value: formats.size(manifest.weights_size) },
          { name: text('model.weights'), value: <Hash value={Uint8Array.from(manifest.weights_sha256)} /> },
          { name: text('model.languages'), value: <bdi dir="ltr">{manifest.languages.join(', ')}</bdi> },
          { name: text('model.datasets'), value: <DatasetLinks datasets={manifest.datasets} /> },
        ]}
      />
    </Card>
  );
}

function DatasetLinks({ datasets }: { readonly datasets: readonly registry.VersionRef[] }) {
  const text = useText('public');
  if (datasets.length === 0) return '—';
  return datasets.map(({ id, version }) => (
    <div key={`${id} ${version}`}>
      <Link href={`/datasets/${id}`}>{text('dataset.ref', { id, version: String(version) })}</Link>
    </div>
  ));
}

function EvaluationCard({ evaluation }: { readonly evaluation: readonly Evaluation[] }) {
  const text = useText('public');
  const formats = useFormats();
  const columns: readonly Column<Evaluation>[] = [
    {
      name: 'language',
      title: text('evaluation.language'),
      cell: ({ language }) => <bdi dir="ltr">{language}</bdi>,
    },
    {
      name: 'group',
      title: text('evaluation.group'),
      cell: ({ group }) => <bdi>{group[0] ?? text('evaluation.all')}</bdi>,
    },
    { name: 'metric', title: text('evaluation.metric'), cell: ({ metric }) => <bdi dir="ltr">{metric}</bdi> },
    {
      name: 'value',
      title: text('evaluation.value'),
      numeric: true,
      cell: ({ value }) => formats.number(value, { maximumSignificantDigits: 4 }),
    },
    {
      name: 'samples',
      title: text('evaluation.samples'),
      numeric: true,
      cell: ({ samples }) => formats.number(samples),
    },
  ];
  return (
    <Card title={text('evaluation.title')}>
      {evaluation.length === 0 ? (
        <EmptyState title={text('evaluation.none')} />
      ) : (
        <Table
          caption={text('evaluation.caption')}
          columns={columns}
          rows={evaluation}
          keyOf={({ language, group, metric }) => [language, group[0] ?? '', metric].join(' ')}
        />
      )}
    </Card>
  );
}

function Stages({ model }: { readonly model: registry.Model }) {
  const text = useText('public');
  const word = useText('codes');
  const { id, version } = model;
  const read = useVerified(['public', 'stages', id, version], ({ registry }) =>
    listStages(registry, id, version),
  );
  return (
    <Card title={text('model.stages')}>
      <Verified read={read}>
        {({ values }) => (
          <Timeline
            label={text('model.stages')}
            events={values.toReversed().map(({ sequence, stage, from_ns, reason }) => ({
              key: String(sequence),
              time: <Time value={from_ns} />,
              title: word(`stage.${caseOf(stage)}`),
              content: <p dir="auto">{reason}</p>,
            }))}
          />
        )}
      </Verified>
    </Card>
  );
}
