import { type identity, listActivity } from '@indus/client';
import { useEffect, useState } from 'react';
import { type Text, useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Time } from '../../parts/time.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import type { PartProps } from './part-props.ts';

const PAGE = 10;

/** What happened to the identity, the latest first. It is read anew whenever the identity was. */
export function ActivityCard({ visitor: { provider }, anchor }: PartProps) {
  const text = useText('identity');
  const [entries, setEntries] = useState<readonly identity.Activity[]>([]);
  const { busy, error, run } = useTask();
  useEffect(
    () => run(async () => setEntries(await listActivity(provider, anchor.number, { limit: PAGE }))),
    [run, provider, anchor],
  );
  const last = entries.at(-1);
  const more = (before: bigint) =>
    run(async () => {
      const older = await listActivity(provider, anchor.number, { before, limit: PAGE });
      setEntries([...entries, ...older]);
    });
  return (
    <Card title={text('activity.title')}>
      <p>{text('activity.lead')}</p>
      <ProblemNotice error={error} />
      <Timeline
        label={text('activity.title')}
        events={entries.map(({ sequence, at_ns, act, device: [device] }) => ({
          key: sequence.toString(),
          time: <Time value={at_ns} />,
          title: describe(act, text),
          content: device !== undefined && <p>{text('activity.by', { name: device })}</p>,
        }))}
      />
      {last !== undefined && last.sequence > 0n && (
        <Button busy={busy} onClick={() => more(last.sequence)}>
          {text('activity.more')}
        </Button>
      )}
    </Card>
  );
}

/** The act in the page's words, with the name or the origin that it was about. */
function describe(act: identity.Act, text: Text<'identity'>): string {
  const [kind, detail] = Object.entries(act)[0] as [ActKind, Readonly<Record<string, unknown>> | null];
  const about = [detail?.['alias'], detail?.['origin'], detail?.['class']].find(
    (value): value is string => typeof value === 'string',
  );
  return text(`act.${kind}`, about === undefined ? {} : { name: about });
}

type KindOf<A> = A extends object ? Extract<keyof A, string> : never;
type ActKind = KindOf<identity.Act>;
