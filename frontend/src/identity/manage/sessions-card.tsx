import { endSession, type identity, listSessions, signOutEverywhere } from '@indus/client';
import { useCallback, useEffect, useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Time } from '../../parts/time.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import styles from './manage.module.css';
import type { PartProps } from './part-props.ts';

/** Where the identity is signed in, and ending that: one by one, or everywhere. */
export function SessionsCard({ visitor: { provider }, anchor, reload }: PartProps) {
  const text = useText('identity');
  const [sessions, setSessions] = useState<readonly identity.Session[]>();
  const [asking, setAsking] = useState(false);
  const [ended, setEnded] = useState<{ readonly untilNs?: bigint }>();
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
  const endAll = () =>
    run(async () => {
      const { delegationsEndAtNs } = await signOutEverywhere(provider, anchor.number);
      setAsking(false);
      setEnded(delegationsEndAtNs === undefined ? {} : { untilNs: delegationsEndAtNs });
      await Promise.all([read(), reload()]);
    });
  return (
    <Card title={text('sessions.title')}>
      <p>{text('sessions.lead')}</p>
      <ProblemNotice error={error} />
      {ended && (
        <Notice kind="good" live>
          <p>{text('sessions.ended')}</p>
          {ended.untilNs !== undefined && (
            <p>
              {text('sessions.endedUntil')} <Time value={ended.untilNs} />
            </p>
          )}
        </Notice>
      )}
      {sessions?.length === 0 && <p>{text('sessions.none')}</p>}
      <ul className={styles['list']}>
        {sessions?.map(({ id, origin, opened_at_ns, ends_at_ns }) => (
          <li key={id.toString()} className={styles['item']}>
            <h3 className={styles['name']}>
              <bdi dir="ltr">{origin}</bdi>
            </h3>
            <p className={styles['facts']}>
              {text('sessions.opened')} <Time value={opened_at_ns} />
              {' · '}
              {text('sessions.ends')} <Time value={ends_at_ns} />
            </p>
            <Button busy={busy} aria-label={text('sessions.endOf', { origin })} onClick={() => end(id)}>
              {text('sessions.end')}
            </Button>
          </li>
        ))}
      </ul>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {text('sessions.endAll')}
      </Button>
      <ConfirmDialog
        open={asking}
        danger
        busy={busy}
        title={text('sessions.endAllTitle')}
        confirm={text('sessions.endAll')}
        onConfirm={endAll}
        onClose={() => setAsking(false)}
      >
        <p>{text('sessions.endAllHelp')}</p>
      </ConfirmDialog>
    </Card>
  );
}
