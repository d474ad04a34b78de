import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { useOutbox } from '../offline/outbox-context.tsx';
import { useOutboxItems } from '../offline/outbox-items.tsx';
import type { OutboxItem } from '../offline/outbox-item.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Facts } from '../parts/facts.tsx';
import type { NoticeKind } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { Time } from '../parts/time.tsx';
import { useWorld } from './world-context.tsx';
import { useWriteName } from './use-write-name.ts';

const KINDS: Readonly<Record<OutboxItem['state'], NoticeKind>> = {
  waiting: 'warn',
  sending: 'info',
  done: 'good',
  refused: 'bad',
  unknown: 'bad',
};

/** What was asked for on this device: what waits, what was refused, what is done. */
export function OutboxPage() {
  const text = useText('shell');
  useWorld();
  const outbox = useOutbox();
  const items = useOutboxItems();
  const waiting = items.some(({ state }) => state === 'waiting');
  return (
    <>
      <PageHeading
        title={text('outbox.title')}
        lead={text('outbox.lead')}
        actions={waiting && <Button onClick={outbox.sendNow}>{text('outbox.sendNow')}</Button>}
      />
      {items.length === 0 && <EmptyState title={text('outbox.empty')} />}
      {items.map((item) => (
        <Item key={item.key} item={item} />
      ))}
    </>
  );
}

function Item({ item }: { item: OutboxItem }) {
  const text = useText('shell');
  const outbox = useOutbox();
  const name = useWriteName(item);
  return (
    <Card
      title={name}
      actions={
        item.state !== 'sending' && (
          <Button onClick={() => void outbox.discard(item.key)}>
            {item.state === 'waiting' ? text('outbox.giveUp') : text('outbox.remove')}
          </Button>
        )
      }
    >
      <Facts
        facts={[
          {
            name: text('outbox.state'),
            value: <Badge kind={KINDS[item.state]}>{text(`outbox.is.${item.state}`)}</Badge>,
          },
          { name: text('outbox.asked'), value: <Time value={item.createdAtMs} /> },
          { name: text('outbox.attempts'), value: text('outbox.attemptCount', { count: item.attempts }) },
        ]}
      />
      {item.failure && item.state !== 'done' && <FailureNotice failure={item.failure} />}
      {item.mayHaveHappened && item.state !== 'done' && <p>{text('outbox.mayHaveHappened')}</p>}
    </Card>
  );
}
