import { lazy, Suspense } from 'react';
import { useText } from '../language/index.ts';
import { useSession } from '../session/session-context.tsx';
import { HomeLink } from './home-link.tsx';
import { HOMES } from './homes.ts';
import styles from './navigation.module.css';

const RoleLinks = lazy(async () => ({ default: (await import('./role-links.tsx')).RoleLinks }));

/** Links to the homes that the person can use. */
export function Navigation() {
  const text = useText('common');
  const { session } = useSession();
  const signedIn = session.state === 'signed-in';
  return (
    <nav aria-label={text('nav.main')} className={styles['navigation']}>
      <ul>
        {HOMES.filter(({ access }) => access === 'signed-in' && signedIn).map((home) => (
          <HomeLink key={home.name} home={home} />
        ))}
        {signedIn && (
          <Suspense>
            <RoleLinks />
          </Suspense>
        )}
        {HOMES.filter(({ access }) => access === 'everybody').map((home) => (
          <HomeLink key={home.name} home={home} />
        ))}
      </ul>
    </nav>
  );
}
