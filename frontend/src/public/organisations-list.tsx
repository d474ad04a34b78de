import { type registry, searchOrganisations } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Localised } from '../names/localised.tsx';
import { usePages } from '../network/use-pages.ts';
import { Badge } from '../parts/badge.tsx';
import type { Column } from '../parts/table.tsx';
import { PagedTable } from './paged-table.tsx';

/** Organisations of the registry whose name has the words, in any language. */
export function OrganisationsList({ words }: { readonly words: string }) {
  const text = useText('public');
  const word = useText('codes');
  const pages = usePages(['public', 'organisations', words], ({ registry }, cursor) =>
    searchOrganisations(registry, { ...(words ? { name: words } : {}), ...(cursor ? { cursor } : {}) }),
  );
  const columns: readonly Column<registry.Organisation>[] = [
    {
      name: 'name',
      title: text('column.name'),
      cell: ({ id, names }) => (
        <Link href={`/organisations/${id}`}>
          <Localised names={names} />
        </Link>
      ),
    },
    {
      name: 'kind',
      title: text('column.kind'),
      cell: ({ kind }) => word(`organisationKind.${caseOf(kind)}`),
    },
    {
      name: 'status',
      title: text('column.state'),
      cell: ({ status }) => (
        <Badge kind={'active' in status ? 'good' : 'bad'}>
          {word(`organisationStatus.${caseOf(status)}`)}
        </Badge>
      ),
    },
  ];
  return (
    <PagedTable
      caption={text('register.organisations')}
      pages={pages}
      columns={columns}
      keyOf={({ id }) => id.toString()}
    />
  );
}
