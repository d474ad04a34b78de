import { type registry, searchRegister, verifyModel } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { usePages } from '../network/use-pages.ts';
import { Badge } from '../parts/badge.tsx';
import type { Column } from '../parts/table.tsx';
import { PagedTable } from './paged-table.tsx';
import { type RegisterListProps, searchOf } from './register-search.ts';

/** Models on record, with the stage that each stands in. */
export function ModelsList({ words, organisation }: RegisterListProps) {
  const text = useText('public');
  const word = useText('codes');
  const pages = usePages(['public', 'models', words, organisation ?? null], ({ registry }, cursor) =>
    searchRegister(registry, 'models', searchOf({ words, organisation, cursor })),
  );
  const columns: readonly Column<registry.Model>[] = [
    {
      name: 'title',
      title: text('column.title'),
      cell: (model) => (
        <Link href={`/models/${model.id}`}>
          <bdi>{verifyModel(model).title}</bdi>
        </Link>
      ),
    },
    {
      name: 'organisation',
      title: text('column.organisation'),
      cell: ({ organisation: id }) => <OrganisationName id={id} />,
    },
    { name: 'stage', title: text('column.stage'), cell: ({ stage }) => word(`stage.${caseOf(stage)}`) },
    {
      name: 'flags',
      title: text('column.flags'),
      cell: ({ flags }) =>
        flags.length > 0 && <Badge kind="bad">{text('model.flagged', { count: flags.length })}</Badge>,
    },
  ];
  return (
    <PagedTable
      caption={text('register.models')}
      pages={pages}
      columns={columns}
      keyOf={({ id }) => id.toString()}
    />
  );
}
