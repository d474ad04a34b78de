import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Card } from '../../parts/card.tsx';
import { Copyable } from '../../parts/copyable.tsx';
import { PageHeading } from '../../parts/page-heading.tsx';
import { Progress } from '../../parts/progress.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../stack.module.css';
import type { Visitor } from '../visitor.ts';
import { ActivityCard } from './activity-card.tsx';
import { AddDeviceCard } from './add-device-card.tsx';
import { DevicesCard } from './devices-card.tsx';
import { RecoveryCard } from './recovery-card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { useAnchor } from './use-anchor.ts';

/** A person's identity, for her who proved herself. */
export function Manage({ visitor, onLeave }: { readonly visitor: Visitor; readonly onLeave: () => void }) {
  const text = useText('identity');
  const { anchor, error, reload } = useAnchor(visitor);
  const number = visitor.anchor.toString();
  const parts = anchor && { visitor, anchor, reload };
  return (
    <>
      <PageHeading
        title={text('manage.title')}
        actions={<Button onClick={onLeave}>{text('manage.leave')}</Button>}
      />
      <Card title={text('manage.number')}>
        <p className={styles['number']}>
          <Copyable value={number} what={text('number.label')} />
        </p>
        <p>{text('manage.numberHint')}</p>
      </Card>
      <ProblemNotice error={error} />
      {parts ? (
        <>
          <DevicesCard {...parts} onLeave={onLeave} />
          <AddDeviceCard {...parts} />
          <RecoveryCard {...parts} />
          <SessionsCard {...parts} />
          <ActivityCard {...parts} />
        </>
      ) : (
        error === undefined && <Progress label={text('manage.loading')} />
      )}
    </>
  );
}
