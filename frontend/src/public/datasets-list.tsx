import { type registry, searchRegister } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { usePages } from '../network/use-pages.ts';
import { Badge } from '../parts/badge.tsx';
import type { Column } from '../parts/table.tsx';
import { PagedTable } from './paged-table.tsx';
import { type RegisterListProps, searchOf } from './register-search.ts';

/** Datasets on record: what models were made from. */
export function DatasetsList({ words, organisation }: RegisterListProps) {
  const text = useText('public');
  const word = useText('codes');
  const pages = usePages(['public', 'datasets', words, organisation ?? null], ({ registry }, cursor) =>
    searchRegister(registry, 'datasets', searchOf({ words, organisation, cursor })),
  );
  const columns: readonly Column<registry.Dataset>[] = [
    {
      name: 'title',
      title: text('column.title'),
      cell: ({ id, details }) => (
        <Link href={`/datasets/${id}`}>
          <bdi>{details.title}</bdi>
        </Link>
      ),
    },
    {
      name: 'organisation',
      title: text('column.organisation'),
      cell: ({ organisation: id }) => <OrganisationName id={id} />,
    },
    {
      name: 'residency',
      title: text('dataset.residency'),
      cell: ({ details }) => <bdi dir="ltr">{details.residency}</bdi>,
    },
    {
      name: 'status',
      title: text('column.state'),
      cell: ({ status }) => (
        <Badge kind={'active' in status ? 'good' : 'bad'}>{word(`datasetStatus.${caseOf(status)}`)}</Badge>
      ),
    },
  ];
  return (
    <PagedTable
      caption={text('register.datasets')}
      pages={pages}
      columns={columns}
      keyOf={({ id }) => id.toString()}
    />
  );
}
