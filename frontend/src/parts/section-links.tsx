import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import styles from './section-links.module.css';

/** The pages of one home, each with an address of its own. */
export function SectionLinks({
  label,
  links,
}: {
  readonly label: string;
  readonly links: readonly { readonly to: string; readonly title: ReactNode }[];
}) {
  return (
    <nav aria-label={label} className={styles['links']}>
      <ul>
        {links.map(({ to, title }) => (
          <li key={to}>
            <SectionLink to={to}>{title}</SectionLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function SectionLink({ to, children }: { to: string; children: ReactNode }) {
  const [here] = useRoute(to);
  return (
    <Link href={to} aria-current={here ? 'page' : undefined}>
      {children}
    </Link>
  );
}
