import { Link, useLocation } from 'wouter';
import { useText } from '../language/index.ts';
import type { Home } from './homes.ts';

/** One line of the navigation. */
export function HomeLink({ home: { title, path } }: { home: Home }) {
  const text = useText('common');
  const [location] = useLocation();
  const here = location === path || location.startsWith(`${path}/`);
  return (
    <li>
      <Link href={path} aria-current={here ? 'page' : undefined}>
        {text(title)}
      </Link>
    </li>
  );
}
