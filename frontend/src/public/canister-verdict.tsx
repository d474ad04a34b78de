import {
  type CanisterOnRecord,
  type Principal,
  readCanister,
  readCanisterRecord,
  type registry,
} from '@indus/client';
import { useText } from '../language/index.ts';
import { OrganisationName } from '../names/organisation-name.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { Notice, type NoticeKind } from '../parts/notice.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { CanisterStateBadge } from './canister-state-badge.tsx';
import { type CanisterVerdictName, judgeCanister } from './judge-canister.ts';

const KINDS: Readonly<Record<CanisterVerdictName, NoticeKind>> = {
  absent: 'bad',
  unregistered: 'warn',
  differs: 'bad',
  declared: 'info',
  verified: 'good',
  divergent: 'bad',
};

/** Holds what runs in a canister now, as the subnet certifies it, against what was declared of it. */
export function CanisterVerdict({ canister }: { readonly canister: Principal }) {
  const text = useText('public');
  const read = useVerified(['public', 'canister', canister.toText()], async ({ connection, registry }) => {
    const [running, record] = await Promise.all([
      readCanister(connection, canister),
      readCanisterRecord(registry, canister),
    ]);
    return { running, record: record.value, time_ns: running?.time_ns ?? record.time_ns };
  });
  return (
    <Verified read={read}>
      {({ running, record }) => {
        const verdict = judgeCanister(running, record);
        return (
          <>
            <Notice kind={KINDS[verdict]} title={text(`verdict.${verdict}`)} live>
              {text(`verdict.means.${verdict}`)}
            </Notice>
            <Running canister={canister} running={running} />
            {record && <Declared record={record} />}
          </>
        );
      }}
    </Verified>
  );
}

function Running({
  canister,
  running,
}: {
  readonly canister: Principal;
  readonly running: CanisterOnRecord | undefined;
}) {
  const text = useText('public');
  return (
    <Card title={text('canister.running')}>
      <Facts
        facts={[
          { name: text('column.canister'), value: <PrincipalId value={canister} whole /> },
          {
            name: text('canister.module'),
            value: running?.module_hash ? <Hash value={running.module_hash} whole /> : text('canister.empty'),
          },
          { name: text('canister.controllers'), value: <Principals ids={running?.controllers ?? []} /> },
        ]}
      />
    </Card>
  );
}

function Declared({ record }: { readonly record: registry.CanisterRecord }) {
  const text = useText('public');
  const { declared } = record;
  return (
    <Card title={text('canister.declared')}>
      <CanisterStateBadge state={record.state} />
      <Facts
        facts={[
          { name: text('column.organisation'), value: <OrganisationName id={declared.organisation} /> },
          { name: text('canister.repository'), value: <bdi dir="ltr">{declared.source.repository}</bdi> },
          { name: text('canister.commit'), value: <bdi dir="ltr">{declared.source.commit}</bdi> },
          { name: text('canister.recipe'), value: <bdi>{declared.recipe}</bdi> },
          {
            name: text('canister.expected'),
            value: <Hash value={Uint8Array.from(declared.expected_sha256)} whole />,
          },
          { name: text('canister.controllers'), value: <Principals ids={declared.controllers} /> },
          { name: text('canister.attested'), value: <Organisations ids={[...record.attested_by]} /> },
        ]}
      />
    </Card>
  );
}

function Principals({ ids }: { readonly ids: readonly Principal[] }) {
  return ids.map((id) => (
    <div key={id.toText()}>
      <PrincipalId value={id} />
    </div>
  ));
}

function Organisations({ ids }: { readonly ids: readonly bigint[] }) {
  const text = useText('public');
  if (ids.length === 0) return text('canister.notAttested');
  return ids.map((id) => (
    <div key={id.toString()}>
      <OrganisationName id={id} />
    </div>
  ));
}
