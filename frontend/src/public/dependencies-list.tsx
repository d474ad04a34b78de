import { type registry, searchRegister } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { usePages } from '../network/use-pages.ts';
import { Badge } from '../parts/badge.tsx';
import type { Column } from '../parts/table.tsx';
import { PagedTable } from './paged-table.tsx';
import { type RegisterListProps, searchOf } from './register-search.ts';

/** Services of others that the nation's apps call: where they are, what they see, and how to do without them. */
export function DependenciesList({ words, organisation }: RegisterListProps) {
  const text = useText('public');
  const word = useText('codes');
  const pages = usePages(['public', 'dependencies', words, organisation ?? null], ({ registry }, cursor) =>
    searchRegister(registry, 'dependencies', searchOf({ words, organisation, cursor })),
  );
  const columns: readonly Column<registry.Dependency>[] = [
    { name: 'title', title: text('column.title'), cell: ({ details }) => <bdi>{details.title}</bdi> },
    {
      name: 'provider',
      title: text('dependency.provider'),
      cell: ({ details }) => (
        <bdi>
          {details.provider} ({details.country})
        </bdi>
      ),
    },
    {
      name: 'organisation',
      title: text('column.organisation'),
      cell: ({ organisation: id }) => <OrganisationName id={id} />,
    },
    {
      name: 'data',
      title: text('dependency.data'),
      cell: ({ details }) =>
        details.data_classes.map((each) => word(`dataClass.${caseOf(each)}`)).join(' · '),
    },
    {
      name: 'exit',
      title: text('dependency.exit'),
      cell: ({ details, ended }) =>
        ended.length > 0 ? (
          <Badge>{text('dependency.ended')}</Badge>
        ) : (
          <ExitPlan plan={details.exit_plan[0]} />
        ),
    },
  ];
  return (
    <PagedTable
      caption={text('register.dependencies')}
      pages={pages}
      columns={columns}
      keyOf={({ id }) => id.toString()}
    />
  );
}

function ExitPlan({ plan }: { readonly plan: { readonly plan: string; readonly days: number } | undefined }) {
  const text = useText('public');
  if (!plan) return <Badge kind="bad">{text('dependency.noExit')}</Badge>;
  return (
    <>
      {text('dependency.days', { count: plan.days })} <bdi>{plan.plan}</bdi>
    </>
  );
}
