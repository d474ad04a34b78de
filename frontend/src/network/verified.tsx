import type { ReactNode } from 'react';
import { useText } from '../language/index.ts';
import { Button } from '../parts/button.tsx';
import { Progress } from '../parts/progress.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FailureNotice } from './failure-notice.tsx';
import type { Proven, VerifiedRead } from './use-proven.ts';
import styles from './verified.module.css';

const SHIELD = 'm4.5 8.2 2.4 2.4 4.6-5M8 1l6 2.4v4.2c0 3.6-2.5 6-6 7.4-3.5-1.4-6-3.8-6-7.4V3.4z';
const CLOCK = 'M8 3.5v5l3 2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z';

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
  const text = useText('common');
  if (read.state === 'failed') return <FailureNotice error={read.error} onRetry={read.refresh} />;
  if (read.state === 'loading') {
    return (
      <>
        <Progress label={text('verified.checking')} />
        <Skeleton />
      </>
    );
  }
  const offline = read.state === 'offline';
  const at = { at: read.data.time_ns };
  return (
    <>
      {children(read.data)}
      <div className={offline ? styles['offline'] : styles['verified']}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={offline ? CLOCK : SHIELD} fill="none" stroke="currentColor" strokeWidth="1.3" />
        </svg>
        <span role="status">
          {offline && read.refreshing && text('verified.refreshing')}
          {offline && !read.refreshing && text('verified.offline', at)}
          {!offline && text('verified.at', at)}
        </span>
        <Button kind="quiet" busy={read.refreshing} onClick={read.refresh}>
          {text('action.refresh')}
        </Button>
      </div>
    </>
  );
}
