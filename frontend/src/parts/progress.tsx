import type { ReactNode } from 'react';
import styles from './progress.module.css';

/** What is going on: how far (`done` of `total`), or only that it goes on. Read out as it changes. */
export function Progress({
  label,
  done,
  total,
}: {
  readonly label: ReactNode;
  readonly done?: number;
  readonly total?: number;
}) {
  const known = done !== undefined && total !== undefined;
  return (
    <div className={styles['progress']} role="status">
      <label>
        <span>{label}</span>
        {known ? <progress value={done} max={total} /> : <progress />}
      </label>
    </div>
  );
}
