import { explainSovereignty, searchOrganisations } from '@indus/client';
import { Link } from 'wouter';
import { useFormats, useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import type { Network } from '../network/network.ts';
import { usePages } from '../network/use-pages.ts';
import { Card } from '../parts/card.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import type { Column } from '../parts/table.tsx';
import { PagedTable } from './paged-table.tsx';
import styles from './sovereignty-figure.module.css';

const WHOLE = 10_000;
/** Organisations of a page: each costs a read of its own. */
const PAGE = 10;

interface Row {
  readonly organisation: bigint;
  /** Absent: no dependency was ever on record. */
  readonly figure?: number;
  readonly lines: number;
}

/** The figure of every organisation: how much of the state stands without services abroad. */
export function SovereigntyPage() {
  const text = useText('public');
  const formats = useFormats();
  const pages = usePages(['public', 'sovereignty'], readRows);
  const columns: readonly Column<Row>[] = [
    {
      name: 'organisation',
      title: text('column.organisation'),
      cell: ({ organisation }) => (
        <Link href={`/organisations/${organisation}`}>
          <OrganisationName id={organisation} />
        </Link>
      ),
    },
    {
      name: 'figure',
      title: text('sovereignty.title'),
      cell: ({ figure }) =>
        figure === undefined ? (
          text('sovereignty.unknown')
        ) : (
          <span className={styles['figure']}>
            <bdi>{formats.percent(figure / WHOLE)}</bdi>
            <meter min={0} max={WHOLE} value={figure} aria-hidden="true" />
          </span>
        ),
    },
    {
      name: 'lines',
      title: text('register.dependencies'),
      numeric: true,
      cell: ({ lines }) => formats.number(lines),
    },
  ];
  return (
    <>
      <PageHeading title={text('sovereignty.title')} lead={text('sovereignty.lead')} />
      <Card>
        <PagedTable
          caption={text('sovereignty.byOrganisation')}
          pages={pages}
          columns={columns}
          keyOf={({ organisation }) => organisation.toString()}
        />
      </Card>
    </>
  );
}

async function readRows({ registry }: Network, cursor: Uint8Array | undefined) {
  const page = await searchOrganisations(registry, { limit: PAGE, ...(cursor ? { cursor } : {}) });
  const found = await Promise.all(page.values.map(({ id }) => explainSovereignty(registry, id)));
  const values = page.values.map(({ id }, at): Row => {
    const value = found[at]?.value;
    return { organisation: id, lines: value?.lines.length ?? 0, ...(value ? { figure: value.figure } : {}) };
  });
  const times = found.map(({ time_ns }) => time_ns);
  return {
    ...page,
    values,
    time_ns: times.reduce((oldest, time) => (time < oldest ? time : oldest), page.time_ns),
  };
}
