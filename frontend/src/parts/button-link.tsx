import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './button.module.css';
import type { ButtonKind } from './button.tsx';
import { classNames } from './class-names.ts';

/** A link that looks like a button: it goes to another page, and does nothing else. */
export function ButtonLink({
  to,
  kind = 'secondary',
  children,
}: {
  readonly to: string;
  readonly kind?: ButtonKind;
  readonly children: ReactNode;
}) {
  return (
    <Link href={to} className={classNames(styles['button'], styles[kind])}>
      {children}
    </Link>
  );
}
