import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { useOutbox } from '../offline/outbox-context.tsx';
import { useOutboxItems } from '../offline/outbox-items.tsx';
import type { OutboxItem } from '../offline/outbox-item.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import type { NoticeKind } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
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
  const text = useText('common');
  useWorld();
  const outbox = useOutbox();
  const items = useOutboxItems();
  const waiting = items.some(({ state }) => state === 'waiting');
  return (
    <>
      <PageHeading
        title={text('outbox.title')}
        lead={text('outbox.about')}
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
  const text = useText('common');
  const outbox = useOutbox();
  const name = useWriteName(item);
  const { state, failure, attempts } = item;
  const open = state !== 'done';
  return (
    <Card
      title={name}
      actions={
        state !== 'sending' && (
          <Button onClick={() => void outbox.discard(item.key)}>{text('outbox.discard')}</Button>
        )
      }
    >
      <p>
        <Badge kind={KINDS[state]}>{text(`outbox.${state}`)}</Badge>
      </p>
      <p>
        {text('outbox.written', { at: item.createdAtMs })}
        {attempts > 0 && <> · {text('outbox.attempts', { count: attempts })}</>}
      </p>
      {failure && open && <FailureNotice failure={failure} />}
      {state === 'unknown' && <p>{text('outbox.unknownHelp')}</p>}
    </Card>
  );
}
