import { hasRole, useRoles } from '../session/use-roles.ts';
import { HomeLink } from './home-link.tsx';
import { HOMES } from './homes.ts';
import { WorldProviders } from './world-providers.tsx';

/** Links to the homes that the person's roles open. */
export function RoleLinks() {
  return (
    <WorldProviders>
      <Links />
    </WorldProviders>
  );
}

function Links() {
  const roles = useRoles();
  if (roles.state !== 'verified' && roles.state !== 'offline') return null;
  return HOMES.filter(({ access }) => typeof access === 'object' && hasRole(roles.data, access)).map(
    (home) => <HomeLink key={home.name} home={home} />,
  );
}
