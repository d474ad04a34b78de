import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useText } from '../language/index.ts';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

/**
 * A dialog over the page: the browser keeps the focus inside, Escape closes it, and the focus goes back to where it was.
 */
export function Dialog({
  open,
  title,
  onClose,
  actions,
  children,
}: {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  /** Buttons after the one that closes. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const text = useText('common');
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) element.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className={styles['dialog']} aria-labelledby={id} onClose={onClose}>
      {open && (
        <>
          <h2 id={id}>{title}</h2>
          {children}
          <div className={styles['actions']}>
            <Button onClick={onClose}>{text('action.close')}</Button>
            {actions}
          </div>
        </>
      )}
    </dialog>
  );
}
