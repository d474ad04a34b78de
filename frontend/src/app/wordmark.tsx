import { Link } from 'wouter';
import { useText } from '../language/index.ts';
import styles from './wordmark.module.css';

/** The portal's name with its sign: a river that gathers five. */
export function Wordmark() {
  const text = useText('common');
  return (
    <Link href="~/" className={styles['wordmark']}>
      <svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
        <rect width="32" height="32" rx="7" className={styles['ground']} />
        <path
          d="M6 7c0 7 10 6 10 18M11 7c0 5 5 6 5 12M16 7v18M21 7c0 5-5 6-5 12M26 7c0 7-10 6-10 18"
          fill="none"
          strokeWidth="2"
          strokeLinecap="round"
          className={styles['river']}
        />
      </svg>
      <span>{text('app.name')}</span>
    </Link>
  );
}
