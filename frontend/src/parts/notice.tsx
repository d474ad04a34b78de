import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './notice.module.css';

/** What a notice says: `bad` for failures, `warn` for what wants care, `good` for what is done. */
export type NoticeKind = 'info' | 'good' | 'warn' | 'bad';

/** A message on the page. `live`: it is read out when it appears, failures at once. */
export function Notice({
  kind = 'info',
  title,
  live = false,
  actions,
  children,
}: {
  readonly kind?: NoticeKind;
  readonly title?: ReactNode;
  readonly live?: boolean;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const role = kind === 'bad' ? 'alert' : 'status';
  return (
    <div className={classNames(styles['notice'], styles[kind])} {...(live ? { role } : {})}>
      {title && <p className={styles['title']}>{title}</p>}
      {children && <div className={styles['body']}>{children}</div>}
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
