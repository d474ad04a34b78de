import type { vault } from '@indus/client';
import { useText } from '../language/index.ts';
import { caseOf } from '../names/case-of.ts';
import { Badge } from '../parts/badge.tsx';
import type { NoticeKind } from '../parts/notice.tsx';
import { Time } from '../parts/time.tsx';

type StatusName = ReturnType<typeof caseOf<vault.TicketStatus>>;

const KINDS: Readonly<Record<StatusName, NoticeKind>> = {
  open: 'info',
  escalated: 'bad',
  done: 'good',
  refused: 'bad',
  withdrawn: 'info',
};

/** Where a rights request stands, and what was answered. */
export function TicketStatus({ status }: { readonly status: vault.TicketStatus }) {
  const word = useText('codes');
  const name = caseOf(status);
  const answer =
    'done' in status ? status.done.answer : 'refused' in status ? status.refused.reason : undefined;
  const detail = Object.values(status)[0] as { readonly at_ns: bigint } | null;
  return (
    <>
      <Badge kind={KINDS[name]}>{word(`ticketStatus.${name}`)}</Badge>{' '}
      {detail && <Time value={detail.at_ns} as="date" />}
      {answer && <p dir="auto">{answer}</p>}
    </>
  );
}
