import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** Names with their values, as of one record. */
export function Facts({
  facts,
}: {
  readonly facts: readonly { readonly name: ReactNode; readonly value: ReactNode; readonly key?: string }[];
}) {
  return (
    <dl className={styles['facts']}>
      {facts.map(({ name, value, key }, at) => (
        <div key={key ?? at}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
