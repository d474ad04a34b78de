import type { Role, RoleName } from '@indus/kit/directory-feed';
import { requireActor } from './actor.ts';
import type { Actor } from './actor.ts';
import { refuse } from './refuse.ts';
import type { Visit } from './visit.ts';

/**
 * As requireActor, for what a human being has to answer for: no canister does it in her place.
 * Errors: as requireActor; RoleRequired for a canister.
 */
export function requirePerson(
  visit: Pick<Visit, 'vault' | 'env'>,
  organisation: bigint,
  roles: readonly RoleName[],
): Actor {
  const actor = requireActor(visit, organisation, roles);
  if (actor.role.length > 0) return actor;
  return refuse({
    RoleRequired: { roles: roles.map((role) => ({ [role]: null }) as Role), organisation: [organisation] },
  });
}
