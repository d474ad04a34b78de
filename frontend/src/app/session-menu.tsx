import { useState } from 'react';
import { useText } from '../language/index.ts';
import { useMaybeOutbox, useOutboxItems } from '../offline/outbox-items.tsx';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { useSession } from '../session/session-context.tsx';

/** Signing in and out, in the header. What was not sent yet is given up by signing out: that is asked first. */
export function SessionMenu() {
  const text = useText('shell');
  const { session, signIn, signOut } = useSession();
  const outbox = useMaybeOutbox();
  const open = useOutboxItems().filter(({ state }) => state !== 'done');
  const [asking, setAsking] = useState(false);
  if (session.state !== 'signed-in') {
    const busy = session.state !== 'signed-out';
    return (
      <Button kind="primary" busy={busy} onClick={signIn}>
        {session.state === 'signing-in' ? text('session.signingIn') : text('session.signIn')}
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
      <Button onClick={() => (open.length > 0 ? setAsking(true) : leave())}>{text('session.signOut')}</Button>
      <ConfirmDialog
        open={asking}
        danger
        title={text('session.signOutAsk')}
        confirm={text('session.signOut')}
        onConfirm={leave}
        onClose={() => setAsking(false)}
      >
        <p>{text('session.unsent', { count: open.length })}</p>
      </ConfirmDialog>
    </>
  );
}
