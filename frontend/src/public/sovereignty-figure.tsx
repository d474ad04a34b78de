import type { registry } from '@indus/client';
import { useAnyText, useFormats, useText } from '../language/index.ts';
import { Details } from '../parts/details.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, Table } from '../parts/table.tsx';
import { readRule } from './read-rule.ts';
import styles from './sovereignty-figure.module.css';

type Line = registry.Sovereignty['lines'][number];

/** The figure of an organisation that depends on nobody abroad. Units: hundredths of a percent. */
const WHOLE = 10_000;
const PERCENT = 100;

/** An organisation's figure of sovereignty: how much of it stands without services abroad, and why not all of it does. */
export function SovereigntyFigure({ sovereignty }: { readonly sovereignty: registry.Sovereignty }) {
  const text = useText('public');
  const formats = useFormats();
  const word = useAnyText('codes');
  const { figure, preference, lines, weights } = sovereignty;
  const columns: readonly Column<Line>[] = [
    { name: 'title', title: text('column.title'), cell: ({ title }) => <bdi>{title}</bdi> },
    {
      name: 'provider',
      title: text('dependency.provider'),
      cell: ({ provider, country }) => (
        <bdi>
          {provider} ({country})
        </bdi>
      ),
    },
    {
      name: 'points',
      title: text('sovereignty.points'),
      numeric: true,
      cell: ({ points }) => formats.percent(points / WHOLE),
    },
    { name: 'rule', title: text('sovereignty.rule'), cell: ({ rule }) => <Rule rule={rule} /> },
  ];
  return (
    <>
      <p className={styles['figure']}>
        <strong>{formats.percent(figure / WHOLE)}</strong>
        <meter min={0} max={WHOLE} value={figure} aria-hidden="true" />
      </p>
      <p>{text('sovereignty.means')}</p>
      <p>{text('sovereignty.preference', { share: formats.percent(preference / WHOLE) })}</p>
      {lines.length === 0 ? (
        <EmptyState title={text('sovereignty.none')} />
      ) : (
        <Table
          caption={text('sovereignty.lines')}
          columns={columns}
          rows={lines}
          keyOf={({ dependency }) => dependency.toString()}
        />
      )}
      <Details summary={text('sovereignty.weights')}>
        <ul>
          {weights.map(({ name, value }) => (
            <li key={name}>
              {word(`parameter.${name}`, 'parameter.other', { code: name })}: {formats.number(value)}
            </li>
          ))}
        </ul>
      </Details>
    </>
  );
}

/** How a line was computed: the registry's English words, told in the language of the page. */
function Rule({ rule }: { readonly rule: string }) {
  const text = useText('public');
  const word = useAnyText('codes');
  const formats = useFormats();
  const parts = readRule(rule);
  if (parts === 'home') return text('sovereignty.home');
  if (!parts) {
    return (
      <bdi lang="en" dir="ltr">
        {rule}
      </bdi>
    );
  }
  const { criticality, data, points, weight, hasExit, days, share } = parts;
  return text(hasExit ? 'sovereignty.withExit' : 'sovereignty.withoutExit', {
    points,
    criticality: word(`criticality.${criticality}`, 'criticality.critical'),
    data: word(`dataClass.${data}`, 'dataClass.sensitive'),
    weight: formats.percent(weight / PERCENT),
    days,
    share: formats.percent(share / PERCENT),
  });
}
