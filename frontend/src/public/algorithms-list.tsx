import { type registry, searchRegister } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { usePages } from '../network/use-pages.ts';
import type { Column } from '../parts/table.tsx';
import { AlgorithmStateBadge } from './algorithm-state-badge.tsx';
import { PagedTable } from './paged-table.tsx';
import { type RegisterListProps, searchOf } from './register-search.ts';

/** Algorithm records: what decides, or helps to decide, about people. */
export function AlgorithmsList({ words, organisation }: RegisterListProps) {
  const text = useText('public');
  const word = useText('codes');
  const pages = usePages(['public', 'algorithms', words, organisation ?? null], ({ registry }, cursor) =>
    searchRegister(registry, 'algorithms', searchOf({ words, organisation, cursor })),
  );
  const columns: readonly Column<registry.Algorithm>[] = [
    {
      name: 'title',
      title: text('column.title'),
      cell: ({ id, details }) => (
        <Link href={`/algorithms/${id}`}>
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
      name: 'risk',
      title: text('column.risk'),
      cell: ({ details }) => word(`risk.${caseOf(details.risk_class)}`),
    },
    {
      name: 'state',
      title: text('column.state'),
      cell: ({ state }) => <AlgorithmStateBadge state={state} />,
    },
  ];
  return (
    <PagedTable
      caption={text('register.algorithms')}
      pages={pages}
      columns={columns}
      keyOf={({ id }) => id.toString()}
    />
  );
}
