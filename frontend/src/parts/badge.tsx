import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { classNames } from './class-names.ts';
import type { NoticeKind } from './notice.tsx';

/** A short state beside a name. Its words say what it means: the colour is only a help. */
export function Badge({ kind, children }: { readonly kind?: NoticeKind; readonly children: ReactNode }) {
  return <span className={classNames(styles['badge'], kind && styles[kind])}>{children}</span>;
}
