import type { WorkItem } from '@indus/client';
import { useText } from '../language/index.ts';
import { OwnOrganisation } from '../names/own-organisation.tsx';
import { useVerified } from '../network/use-verified.ts';
import { Verified } from '../network/verified.tsx';
import { Badge } from '../parts/badge.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { PrincipalId } from '../parts/principal-id.tsx';
import { Time } from '../parts/time.tsx';
import { AppealWork } from './appeal-work.tsx';
import { BreakGlassWork } from './break-glass-work.tsx';
import { readAllWork } from './read-all-work.ts';
import { TicketWork } from './ticket-work.tsx';

/** What citizens wait for: rights requests, appeals, uses of emergency access without review; what is due first comes first. */
export function WorkPage() {
  const text = useText('official');
  return (
    <>
      <PageHeading title={text('work.title')} lead={text('work.lead')} />
      <OwnOrganisation wanted={['officer', 'judge', 'admin', 'auditor', 'data_protection']}>
        {(organisation) => <Work organisation={organisation} />}
      </OwnOrganisation>
    </>
  );
}

function Work({ organisation }: { readonly organisation: bigint }) {
  const text = useText('official');
  const read = useVerified(
    ['official', 'work', organisation],
    ({ vault, connection }) => readAllWork(vault, organisation, connection.trust.nowMs()),
    { keep: false },
  );
  return (
    <Verified read={read}>
      {({ items, isCut }) => (
        <>
          {items.length === 0 && <EmptyState title={text('work.none')} />}
          {items.map((item) => (
            <WorkCard
              key={`${item.kind} ${item.subject.toText()} ${item.value.id}`}
              item={item}
              organisation={organisation}
            />
          ))}
          {isCut && <Notice>{text('work.more')}</Notice>}
        </>
      )}
    </Verified>
  );
}

function WorkCard({ item, organisation }: { readonly item: WorkItem; readonly organisation: bigint }) {
  const text = useText('official');
  const codes = useText('codes');
  const isLate = item.due_at_ns < BigInt(Date.now()) * 1_000_000n;
  const { subject } = item;
  return (
    <Card title={text('work.item', { kind: codes(`itemKind.${item.kind}`), id: item.value.id })}>
      <p>
        <Badge kind={isLate ? 'bad' : 'warn'}>{text(isLate ? 'work.late' : 'work.due')}</Badge>{' '}
        <Time value={item.due_at_ns} /> (<Time value={item.due_at_ns} as="relative" />)
      </p>
      <p>
        {text('work.person')} <PrincipalId value={subject} />
      </p>
      {item.kind === 'ticket' && <TicketWork ticket={item.value} organisation={organisation} />}
      {item.kind === 'decision' && <AppealWork decision={item.value} organisation={organisation} />}
      {item.kind === 'break_glass_use' && <BreakGlassWork use={item.value} organisation={organisation} />}
    </Card>
  );
}
