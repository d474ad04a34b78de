import { type ReactNode, useId } from 'react';
import styles from './card.module.css';

/** A block of a page with a heading of its own, as a region that assistive technology can jump to. */
export function Card({
  title,
  level = 2,
  actions,
  children,
}: {
  readonly title?: ReactNode;
  readonly level?: 2 | 3 | 4;
  /** Buttons at the end of the card. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section className={styles['card']} aria-labelledby={title ? id : undefined}>
      {title && <Heading id={id}>{title}</Heading>}
      {children}
      {actions && <div className={styles['actions']}>{actions}</div>}
    </section>
  );
}
