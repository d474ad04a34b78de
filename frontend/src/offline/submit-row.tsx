import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import type { WriteInHand } from './outbox-context.tsx';
import { WriteNotice } from './write-notice.tsx';

/** The end of a form that writes: how the write stands, and the button that sends it. */
export function SubmitRow({
  write,
  done,
  children,
}: {
  readonly write: WriteInHand;
  readonly done: ReactNode;
  /** The button's words. */
  readonly children: ReactNode;
}) {
  return (
    <>
      <WriteNotice write={write} done={done} />
      <Button kind="primary" type="submit" busy={write.busy}>
        {children}
      </Button>
    </>
  );
}
