import type { ReactNode } from 'react';
import { LanguageSwitch, useText } from '../language/index.ts';
import styles from './frame.module.css';

/** The frame of every screen: whose page it is, its languages, and the screen. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const text = useText('identity');
  return (
    <div className={styles['frame']}>
      <header className={styles['header']}>
        <span className={styles['name']}>
          <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
            <rect width="32" height="32" rx="7" className={styles['ground']} />
            <path
              d="M16 7a5 5 0 0 1 5 5c0 2-1.2 3.7-3 4.5V25h-4v-8.500A5 5 0 0 1 16 7Zm2 12h3v3h-3Z"
              className={styles['sign']}
            />
          </svg>
          {text('page.name')}
        </span>
        <LanguageSwitch />
      </header>
      <main id="page" tabIndex={-1} className={styles['page']}>
        {children}
      </main>
      <footer className={styles['footer']}>
        <p>
          {text('page.address')} <bdi dir="ltr">{location.host}</bdi>
        </p>
      </footer>
    </div>
  );
}
