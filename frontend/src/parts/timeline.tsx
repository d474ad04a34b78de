import type { ReactNode } from 'react';
import styles from './timeline.module.css';

/** Events in the order given, newest first as a rule. */
export function Timeline({
  label,
  events,
}: {
  readonly label: string;
  readonly events: readonly {
    readonly key: string;
    /** When; a `<Time>`. */
    readonly time: ReactNode;
    readonly title: ReactNode;
    readonly content?: ReactNode;
  }[];
}) {
  return (
    <ol className={styles['timeline']} aria-label={label}>
      {events.map(({ key, time, title, content }) => (
        <li key={key}>
          <div className={styles['time']}>{time}</div>
          <div className={styles['title']}>{title}</div>
          {content}
        </li>
      ))}
    </ol>
  );
}
