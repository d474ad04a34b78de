import { type ReactNode, useEffect, useRef } from 'react';
import { useText } from '../language/index.ts';
import styles from './page-heading.module.css';

/**
 * The first heading of a page: names the browser's tab, and takes the focus when the page was reached inside the portal, so
 * that screen readers say where they are.
 */
export function PageHeading({
  title,
  lead,
  actions,
}: {
  readonly title: string;
  /** One sentence on what the page is for. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const text = useText('common');
  const heading = useRef<HTMLHeadingElement>(null);
  const portal = text('app.name');
  useEffect(() => {
    document.title = text('app.title', { page: title, portal });
  }, [title, portal, text]);
  useEffect(() => {
    // The first page of a visit begins at its top, as every page of the web.
    if (document.body.dataset['moved'] === 'true') heading.current?.focus();
  }, []);
  return (
    <div className={styles['heading']}>
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className={styles['lead']}>{lead}</p>}
      </div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
