import { listCanisters, type registry } from '@indus/client';
import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { usePages } from '../network/use-pages.ts';
import type { Column } from '../parts/table.tsx';
import { Time } from '../parts/time.tsx';
import { CanisterStateBadge } from './canister-state-badge.tsx';
import { PagedTable } from './paged-table.tsx';

/** Canisters on record: of one organisation, or all. */
export function CanistersList({ organisation }: { readonly organisation?: bigint }) {
  const text = useText('public');
  const pages = usePages(['public', 'canisters', organisation ?? null], ({ registry }, cursor) =>
    listCanisters(registry, {
      ...(organisation === undefined ? {} : { organisation }),
      ...(cursor ? { cursor } : {}),
    }),
  );
  const columns: readonly Column<registry.CanisterRecord>[] = [
    {
      name: 'canister',
      title: text('column.canister'),
      cell: ({ declared }) => {
        const id = declared.canister.toText();
        return (
          <Link href={`/canisters/${id}`}>
            <bdi dir="ltr">{id}</bdi>
          </Link>
        );
      },
    },
    {
      name: 'organisation',
      title: text('column.organisation'),
      cell: ({ declared }) => <OrganisationName id={declared.organisation} />,
    },
    { name: 'state', title: text('column.state'), cell: ({ state }) => <CanisterStateBadge state={state} /> },
    {
      name: 'since',
      title: text('column.since'),
      cell: ({ state_since_ns }) => <Time value={state_since_ns} as="date" />,
    },
  ];
  return (
    <PagedTable
      caption={text('register.canisters')}
      pages={pages}
      columns={columns}
      keyOf={({ declared }) => declared.canister.toText()}
    />
  );
}
