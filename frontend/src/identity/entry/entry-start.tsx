import { useText } from '../../language/index.ts';
import { Button } from '../../parts/button.tsx';
import { Details } from '../../parts/details.tsx';
import { Notice } from '../../parts/notice.tsx';
import { hasPasskeys } from '../passkey/passkeys.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../stack.module.css';
import { useTask } from '../use-task.ts';
import { enterWithPasskey, type Visitor } from '../visitor.ts';
import { useWorld } from '../world-context.tsx';
import type { Way } from './entry.tsx';

/** The first choice: a passkey that is here, a new identity, or another way. */
export function EntryStart({
  passkeyLabel,
  onEntered,
  go,
}: {
  readonly passkeyLabel: string;
  readonly onEntered: (visitor: Visitor) => void;
  readonly go: (way: Way) => void;
}) {
  const text = useText('identity');
  const world = useWorld();
  const { busy, error, run } = useTask();
  const enter = () => run(async () => onEntered(await enterWithPasskey(world)));
  const canUsePasskeys = hasPasskeys();
  return (
    <>
      {!canUsePasskeys && (
        <Notice kind="warn">
          <p>{text('problem.passkey_unsupported')}</p>
        </Notice>
      )}
      <ProblemNotice error={error} />
      <div className={styles['stack']}>
        {canUsePasskeys && (
          <>
            <Button kind="primary" busy={busy} onClick={enter}>
              {busy ? text('entry.waiting') : passkeyLabel}
            </Button>
            <Button onClick={() => go('register')}>{text('entry.register')}</Button>
          </>
        )}
      </div>
      <Details summary={text('entry.other')} open={!canUsePasskeys || error !== undefined}>
        <div className={styles['stack']}>
          {canUsePasskeys && (
            <>
              <Button kind="quiet" onClick={() => go('new-device')}>
                {text('entry.newDevice')}
              </Button>
              <Button kind="quiet" onClick={() => go('number')}>
                {text('entry.number')}
              </Button>
            </>
          )}
          <Button kind="quiet" onClick={() => go('phrase')}>
            {text('entry.phrase')}
          </Button>
        </div>
      </Details>
    </>
  );
}
