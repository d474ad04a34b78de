import type { ReactNode } from 'react';
import { useText } from '../language/index.ts';
import { Button } from '../parts/button.tsx';
import { Progress } from '../parts/progress.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { Time } from '../parts/time.tsx';
import { FailureNotice } from './failure-notice.tsx';
import type { Proven, VerifiedRead } from './use-verified.ts';
import styles from './verified.module.css';

/**
 * Shows what a verified read gives, with the time of its proof; or that it is on its way; or why there is nothing. Data and an
 * error never stand together.
 */
export function Verified<T extends Proven>({
  read,
  children,
}: {
  readonly read: VerifiedRead<T>;
  readonly children: (data: T) => ReactNode;
}) {
  const text = useText('shell');
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  if (read.state === 'loading') {
    return (
      <>
        <Progress label={text('verified.loading')} />
        <Skeleton />
      </>
    );
  }
  const offline = read.state === 'offline';
  return (
    <>
      {children(read.data)}
      <p className={offline ? styles['offline'] : styles['verified']} role="status">
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          {offline ? (
            <path
              d="M8 3.5v5l3 2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z"
              fill="none"
              stroke="currentColor"
            />
          ) : (
            <path
              d="m4.5 8.2 2.4 2.4 4.6-5M8 1l6 2.4v4.2c0 3.6-2.5 6-6 7.4-3.5-1.4-6-3.8-6-7.4V3.4z"
              fill="none"
              stroke="currentColor"
            />
          )}
        </svg>
        <span>
          {offline ? text('verified.offline') : text('verified.at')} <Time value={read.data.time_ns} />
        </span>
        <Button kind="quiet" busy={read.refreshing} onClick={read.refresh}>
          {text('action.refresh')}
        </Button>
      </p>
    </>
  );
}
