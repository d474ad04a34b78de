import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

/** How much a button calls for attention: one `primary` on a page; `danger` for what cannot be taken back. */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  readonly kind?: ButtonKind;
  /** Shows that it works and takes no second click; the button stays in the focus order. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A button; of the type `button` unless told. */
export function Button({ kind = 'secondary', busy = false, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      className={classNames(styles['button'], styles[kind])}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <span className={styles['spinner']} aria-hidden="true" />}
      {children}
    </button>
  );
}
