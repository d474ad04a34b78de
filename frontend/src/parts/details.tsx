import type { ReactNode } from 'react';
import styles from './details.module.css';

/** What only some people want to see: opened by its summary. */
export function Details({
  summary,
  open,
  children,
}: {
  readonly summary: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details className={styles['details']} open={open}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
