import { useState } from 'react';
import { useText } from '../language/index.ts';
import { useMaybeOutbox, useOutboxItems } from '../offline/outbox-items.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useSession } from '../session/session-context.tsx';

/** Signing in and out, in the header. What was not sent yet is given up by signing out: that is asked first. */
export function SessionMenu() {
  const text = useText('common');
  const { session, signIn, signOut } = useSession();
  const outbox = useMaybeOutbox();
  const open = useOutboxItems().filter(({ state }) => state !== 'done');
  const [asking, setAsking] = useState(false);
  if (session.state !== 'signed-in') {
    const busy = session.state !== 'signed-out';
    return (
      <Button kind="primary" busy={busy} onClick={signIn}>
        {text('action.signIn')}
      </Button>
    );
  }
  const caller = session.principal.toText();
  const leave = (): void => {
    setAsking(false);
    void Promise.resolve(outbox?.discardAll(caller)).then(signOut);
  };
  return (
    <>
      <Button onClick={() => (open.length > 0 ? setAsking(true) : leave())}>{text('action.signOut')}</Button>
      <ConfirmDialog
        open={asking}
        danger
        title={text('action.signOut')}
        confirm={text('action.signOut')}
        onConfirm={leave}
        onClose={() => setAsking(false)}
      >
        <p>{text('outbox.count', { count: open.length })}</p>
        <p>{text('outbox.onSignOut')}</p>
      </ConfirmDialog>
    </>
  );
}
