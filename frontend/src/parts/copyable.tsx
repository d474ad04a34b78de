import { type ReactNode, useState } from 'react';
import { useText } from '../language/index.ts';
import styles from './copyable.module.css';

/** How long the page says that something was copied. Units: milliseconds. */
const SAID_MS = 2_000;

/** A code that people copy and do not read: shown short, copied whole, and isolated from the direction of the text around. */
export function Copyable({
  value,
  children,
  what,
}: {
  readonly value: string;
  /** What is shown; the whole value unless told. */
  readonly children?: ReactNode;
  /** What it is, for the button's name: "hash", "principal". */
  readonly what: string;
}) {
  const text = useText('common');
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void navigator.clipboard.writeText(value).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), SAID_MS);
    });
  };
  return (
    <span className={styles['copyable']}>
      <bdi>
        <code title={value} dir="ltr">
          {children ?? value}
        </code>
      </bdi>
      <button type="button" onClick={copy} aria-label={text('action.copy', { what })}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          {copied ? (
            <path d="m3 8.5 3.2 3.2L13 5" fill="none" stroke="currentColor" strokeWidth="2" />
          ) : (
            <path
              d="M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.4"
              strokeLinejoin="round"
            />
          )}
        </svg>
      </button>
      <span role="status" className={styles['said']}>
        {copied && text('action.copied')}
      </span>
    </span>
  );
}
