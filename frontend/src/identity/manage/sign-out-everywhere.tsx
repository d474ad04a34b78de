import { signOutEverywhere } from '@indus/client';
import { useState } from 'react';
import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Time } from '../../parts/time.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useTask } from '../use-task.ts';
import type { PartProps } from './part-props.ts';

/** Ends every session of the identity, after asking. */
export function SignOutEverywhere({
  visitor: { provider },
  anchor,
  reload,
  onEnded,
}: PartProps & { readonly onEnded: () => Promise<void> }) {
  const text = useText('identity');
  const [asking, setAsking] = useState(false);
  const [ended, setEnded] = useState<{ readonly untilNs?: bigint }>();
  const { busy, error, run } = useTask();
  const endAll = () =>
    run(async () => {
      try {
        const { delegationsEndAtNs } = await signOutEverywhere(provider, anchor.number);
        setEnded(delegationsEndAtNs === undefined ? {} : { untilNs: delegationsEndAtNs });
        await Promise.all([onEnded(), reload()]);
      } finally {
        setAsking(false);
      }
    });
  return (
    <>
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
    </>
  );
}
