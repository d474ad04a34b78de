import { readBoard, readLog, readVaultStatistics, type vault } from '@indus/client';
import { useAnyText, useFormats, useText } from '../language/index.ts';
import { useNetwork } from '../network/network-context.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { Facts } from '../parts/facts.tsx';
import { Hash } from '../parts/hash.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';

/** Counts of the vault in the order of the page. */
const COUNTS = [
  'subjects',
  'records',
  'reads_granted',
  'reads_denied',
  'sealed_now',
  'sealed_ever',
  'break_glass_uses',
  'break_glass_unreviewed',
  'tickets_open',
  'tickets_overdue',
  'decisions',
  'appeals',
  'overturned',
] as const satisfies readonly (keyof vault.Statistics)[];

/** The state of the subnet and of its two books: keys, heads, counts; never a person. */
export function NetworkPage() {
  const text = useText('public');
  return (
    <>
      <PageHeading title={text('network.title')} lead={text('network.lead')} />
      <Keys />
      <Counts />
      <Books />
    </>
  );
}

function Keys() {
  const text = useText('public');
  const partOf = useAnyText('public');
  const { configuration, connection } = useNetwork();
  return (
    <Card title={text('network.keys')}>
      <Facts
        facts={[
          { name: text('network.name'), value: <bdi dir="ltr">{configuration.network}</bdi> },
          { name: text('network.rootKey'), value: <Hash value={connection.trust.rootKey} /> },
          ...Object.entries(configuration.canisters).map(([name, id]) => ({
            key: name,
            name: partOf(`network.part.${name}`, 'network.part.other'),
            value: <PrincipalId value={id} whole />,
          })),
        ]}
      />
    </Card>
  );
}

function Counts() {
  const text = useText('public');
  const word = useText('codes');
  const formats = useFormats();
  const read = useVerified(['public', 'statistics'], ({ vault }) => readVaultStatistics(vault));
  return (
    <Card title={text('network.vault')}>
      <Verified read={read}>
        {({ total }) => (
          <Facts
            facts={COUNTS.map((name) => ({
              key: name,
              name: word(`statistics.${name}`),
              value: formats.number(total[name]),
            }))}
          />
        )}
      </Verified>
    </Card>
  );
}

function Books() {
  const text = useText('public');
  const formats = useFormats();
  const read = useVerified(['public', 'books'], async ({ registry }) => {
    const [board, log] = await Promise.all([readBoard(registry), readLog(registry, 0n, 1)]);
    return {
      board: board.value,
      head: log.head,
      time_ns: log.time_ns < board.time_ns ? log.time_ns : board.time_ns,
    };
  });
  return (
    <Card title={text('network.registry')}>
      <Verified read={read}>
        {({ board, head }) => (
          <Facts
            facts={[
              { name: text('network.logSize'), value: formats.number(head.size) },
              { name: text('network.logRoot'), value: <Hash value={head.root} whole /> },
              {
                name: text('network.board'),
                value: text('network.threshold', { threshold: board.threshold, count: board.members.length }),
              },
            ]}
          />
        )}
      </Verified>
    </Card>
  );
}
