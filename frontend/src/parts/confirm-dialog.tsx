import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

/** Asks before something that cannot be taken back; the button's words say what happens. */
export function ConfirmDialog({
  open,
  title,
  confirm,
  danger = false,
  busy = false,
  onConfirm,
  onClose,
  children,
}: {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly confirm: ReactNode;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      actions={
        <Button kind={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}
