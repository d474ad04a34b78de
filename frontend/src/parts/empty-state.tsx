import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** Says that there is nothing, and what a person can do about it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      {children}
      {actions}
    </div>
  );
}
