import { readVaultStatistics, type vault, type VaultStatistics } from '@indus/client';
import { StackedBars } from '../charts/stacked-bars.tsx';
import { TRAITS, useFormats, useLanguage, useText } from '../language/index.ts';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Card } from '../parts/card.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { type Column, Table } from '../parts/table.tsx';

/** What the law sets a term for, or what should be rare: it is shown first. */
const ALERTS = [
  'tickets_overdue',
  'break_glass_unreviewed',
  'sealed_now',
] as const satisfies readonly (keyof vault.Statistics)[];

type ShardRow = VaultStatistics['shards'][number] & { readonly number: number };

/** The public counts of the vault, over all shards and for each: what is overdue, unreviewed or under seal comes first. */
export function CountsPage() {
  const text = useText('auditor');
  const read = useVerified(['auditor', 'statistics'], ({ vault }) => readVaultStatistics(vault));
  return (
    <>
      <PageHeading title={text('counts.title')} lead={text('counts.lead')} />
      <Verified read={read}>
        {({ total, shards }) => (
          <>
            <Alerts total={total} />
            <Card>
              <ReadsChart shards={shards} />
            </Card>
            <Card title={text('counts.all')}>
              <ShardsTable shards={shards.map((shard, at) => ({ ...shard, number: at + 1 }))} />
            </Card>
          </>
        )}
      </Verified>
    </>
  );
}

function Alerts({ total }: { readonly total: vault.Statistics }) {
  const text = useText('auditor');
  return ALERTS.map((name) => (
    <Notice key={name} kind={total[name] > 0n ? 'warn' : 'good'}>
      {text(`alert.${name}`, { count: Number(total[name]) })}
    </Notice>
  ));
}

function ReadsChart({ shards }: { readonly shards: VaultStatistics['shards'] }) {
  const text = useText('auditor');
  const formats = useFormats();
  const rightToLeft = TRAITS[useLanguage()].direction === 'rtl';
  return (
    <StackedBars
      title={text('counts.reads')}
      periods={text('counts.shard')}
      series={[text('counts.granted'), text('counts.denied')]}
      bars={shards.map(({ shard, statistics }, at) => ({
        key: shard.toText(),
        label: formats.number(at + 1),
        parts: [Number(statistics.reads_granted), Number(statistics.reads_denied)],
      }))}
      numberOf={formats.number}
      rightToLeft={rightToLeft}
    />
  );
}

function ShardsTable({ shards }: { readonly shards: readonly ShardRow[] }) {
  const text = useText('auditor');
  const word = useText('codes');
  const formats = useFormats();
  const count = (name: keyof vault.Statistics): Column<ShardRow> => ({
    name,
    title: word(`statistics.${name}`),
    numeric: true,
    cell: ({ statistics }) => formats.number(statistics[name]),
  });
  const columns: readonly Column<ShardRow>[] = [
    { name: 'shard', title: text('counts.shard'), cell: ({ number }) => formats.number(number) },
    count('subjects'),
    count('records'),
    count('sealed_ever'),
    count('break_glass_uses'),
    count('tickets_open'),
    count('decisions'),
    count('appeals'),
    count('overturned'),
  ];
  return (
    <Table
      caption={text('counts.all')}
      columns={columns}
      rows={shards}
      keyOf={({ shard }) => shard.toText()}
    />
  );
}
