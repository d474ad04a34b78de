import type { ReactNode } from 'react';
import { useText } from '../language/index.ts';
import { FailureNotice } from '../network/failure-notice.tsx';
import { Notice } from '../parts/notice.tsx';
import { Progress } from '../parts/progress.tsx';
import type { WriteInHand } from './outbox-context.tsx';

/** How one write stands: on its way, waiting for the network, refused and why, or done. */
export function WriteNotice({
  write,
  done,
}: {
  readonly write: WriteInHand;
  /** What is now so; shown after the certificate of the answer was checked. */
  readonly done: ReactNode;
}) {
  const text = useText('common');
  if (write.state === 'idle') return null;
  if (write.state === 'done') {
    return (
      <Notice kind="good" live>
        {done}
      </Notice>
    );
  }
  const ended = write.state === 'refused' || write.state === 'unknown';
  return (
    <>
      {!ended && <Progress label={text(`outbox.${write.state}`)} />}
      {write.failure && <FailureNotice failure={write.failure} />}
    </>
  );
}
