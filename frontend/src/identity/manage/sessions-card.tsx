import { endSession, type identity, listSessions } from '@indus/client';
import { useCallback, useEffect, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Time } from '../../parts/time.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import styles from './manage.module.css';
import type { PartProps } from './part-props.ts';
import { SignOutEverywhere } from './sign-out-everywhere.tsx';

/** Where the identity is signed in, and ending that: one by one, or everywhere. */
export function SessionsCard(parts: PartProps) {
  const text = useText('identity');
  const { visitor, anchor } = parts;
  const { provider } = visitor;
  const [sessions, setSessions] = useState<readonly identity.Session[]>();
  const { busy, error, run } = useTask();
  const read = useCallback(
    async () => setSessions(await listSessions(provider, anchor.number)),
    [provider, anchor.number],
  );
  useEffect(() => run(read), [run, read]);
  const end = (id: bigint) =>
    run(async () => {
      await endSession(provider, anchor.number, id);
      await read();
    });
  return (
    <Card title={text('sessions.title')}>
      <p>{text('sessions.lead')}</p>
      <ProblemNotice error={error} />
      {sessions?.length === 0 && <p>{text('sessions.none')}</p>}
      <ul className={styles['list']}>
        {sessions?.map(({ id, origin, opened_at_ns, ends_at_ns }) => (
          <li key={id.toString()} className={styles['item']} data-session={origin}>
            <h3 className={styles['name']}>
              <bdi dir="ltr">{origin}</bdi>
            </h3>
            <p className={styles['facts']}>
              {text('sessions.opened')} <Time value={opened_at_ns} />
              {' · '}
              {text('sessions.ends')} <Time value={ends_at_ns} />
            </p>
            <Button
              busy={busy}
              aria-label={`${text('sessions.end')}: ${text('sessions.endOf', { origin })}`}
              onClick={() => end(id)}
            >
              {text('sessions.end')}
            </Button>
          </li>
        ))}
      </ul>
      <SignOutEverywhere {...parts} onEnded={read} />
    </Card>
  );
}
