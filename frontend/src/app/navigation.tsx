import { Link, useLocation } from 'wouter';
import { useText } from '../language/index.ts';
import { useSession } from '../session/session-context.tsx';
import { hasRole, useRoles } from '../session/use-roles.ts';
import { type Home, HOMES } from './homes.ts';
import styles from './navigation.module.css';

/** Links to the homes that the person can use. */
export function Navigation() {
  const text = useText('shell');
  const [location] = useLocation();
  const homes = useOpenHomes();
  return (
    <nav aria-label={text('nav.homes')} className={styles['navigation']}>
      <ul>
        {homes.map(({ name, path }) => (
          <li key={name}>
            <Link href={path} aria-current={isBelow(location, path) ? 'page' : undefined}>
              {text(`home.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The homes that are open to the person: by her session and her roles. */
function useOpenHomes(): readonly Home[] {
  const { session } = useSession();
  const roles = useRoles();
  return HOMES.filter(({ access }) => {
    if (access === 'everybody') return true;
    if (session.state !== 'signed-in') return false;
    if (access === 'signed-in') return true;
    return (roles.state === 'verified' || roles.state === 'offline') && hasRole(roles.data, access);
  });
}

function isBelow(location: string, path: string): boolean {
  return location === path || location.startsWith(`${path}/`);
}
